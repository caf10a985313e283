import assert from "node:assert/strict";
import fc from "fast-check";
import { FILLING, LIMIT, NONE, Offers } from "../../src/solve/offers.js";

const SEED = 20261128;

/** The best offer by looking at all of them: worth most, a filling before a limit, then the first. */
function bestOf({ state, worth }: Offers): number {
  let best = -1;
  for (const [type, own] of worth.entries()) {
    if (state[type] === NONE || own === 0) continue;
    const most = best === -1 ? 0 : (worth[best] ?? 0);
    if (own > most || (own === most && (state[type] ?? NONE) > (state[best] ?? NONE))) best = type;
  }
  return best;
}

describe("Offers", () => {
  it("knows the best one after every change, as whoever looks at all of them", () => {
    const changes = fc.array(
      fc.record({
        type: fc.nat(11),
        state: fc.constantFrom(NONE, LIMIT, FILLING),
        worth: fc.constantFrom(0, 1, 1.5, 2, Infinity),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.option(fc.uniqueArray(fc.nat(11)), { nil: undefined }),
        changes,
        (count, types, all) => {
          const offers = new Offers(count, types && new Set(types));
          assert.equal(offers.best, bestOf(offers));
          for (const { type, state, worth } of all) {
            if (type >= count) continue;
            offers.set(type, state, worth);
            assert.equal(offers.best, bestOf(offers));
          }
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});
