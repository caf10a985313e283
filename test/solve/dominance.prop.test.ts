import assert from "node:assert/strict";
import fc from "fast-check";
import { undominated } from "../../src/solve/dominance.js";
import type { Candidate } from "../../src/solve/dominance.js";

const SEED = 20261128;

const CLASSES = 3;

const candidate = fc.record({
  price: fc.integer({ min: 1, max: 3 }),
  capacity: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
  caps: fc.uniqueArray(fc.record({ cap: fc.nat(1), weight: fc.integer({ min: 1, max: 2 }) }), {
    maxLength: 2,
    selector: ({ cap }) => cap,
  }),
  fitting: fc
    .subarray([...Array(CLASSES).keys()], { minLength: 1 })
    .map((classes) => Int32Array.from(classes)),
});

/** Every node of `worse` could be a node of `better`: the rule, word by word. */
function beats(better: Candidate, worse: Candidate): boolean {
  return (
    better.price <= worse.price &&
    better.capacity.every((amount, row) => amount >= (worse.capacity[row] ?? 0)) &&
    worse.fitting.every((item) => better.fitting.includes(item)) &&
    better.caps.every((term) =>
      worse.caps.some(({ cap, weight }) => cap === term.cap && weight >= term.weight),
    )
  );
}

describe("undominated", () => {
  it("leaves out a type if and only if another one beats it, and of equal ones keeps the first", () => {
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 12 }), (drawn) => {
        const all = drawn.map((one, index): Candidate => ({ ...one, boxes: undefined, index }));
        const expected = all.filter(
          (worse) =>
            !all.some(
              (better) =>
                better !== worse &&
                beats(better, worse) &&
                (better.index < worse.index || !beats(worse, better)),
            ),
        );
        assert.deepEqual(undominated(all, CLASSES), expected);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
