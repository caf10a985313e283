import assert from "node:assert/strict";
import fc from "fast-check";
import { cheapestWithin } from "../../../src/plan/moves/choose.js";
import type { Choosable } from "../../../src/plan/moves/choose.js";

const plans = fc.array(fc.record({ cost: fc.nat({ max: 9 }), moves: fc.nat({ max: 5 }) }), {
  minLength: 1,
  maxLength: 4,
});

/** Every way to take one plan of each target. */
function combinations(targets: readonly (readonly Choosable[])[]): Choosable[] {
  return targets.reduce<Choosable[]>(
    (sums, own) =>
      sums.flatMap((sum) =>
        own.map(({ cost, moves }) => ({ cost: sum.cost + cost, moves: sum.moves + moves })),
      ),
    [{ cost: 0, moves: 0 }],
  );
}

describe("cheapestWithin", () => {
  it("takes the cheapest plans within the limit, with the fewest moves of equally cheap ones", () => {
    fc.assert(
      fc.property(fc.array(plans, { maxLength: 4 }), fc.nat({ max: 12 }), (targets, most) => {
        const all = combinations(targets);
        const within = all
          .filter(({ moves }) => moves <= most)
          .sort((left, right) => left.cost - right.cost || left.moves - right.moves);
        const chosen = cheapestWithin(targets, most);
        if ("fewest" in chosen) {
          assert.deepEqual([within.length, chosen.fewest], [0, Math.min(...all.map(({ moves }) => moves))]);
          return;
        }
        const picked = targets.map((own, index) => own[chosen.picks[index] ?? -1]);
        const sum = (of: (one: Choosable) => number): number =>
          picked.reduce((total, one) => total + (one === undefined ? NaN : of(one)), 0);
        assert.deepEqual({ cost: sum(({ cost }) => cost), moves: sum(({ moves }) => moves) }, within[0]);
      }),
      { seed: 20261126, numRuns: 500 },
    );
  });
});
