import assert from "node:assert/strict";
import fc from "fast-check";
import { cheapestWithin } from "../../../src/plan/moves/choose.js";
import type { Choosable } from "../../../src/plan/moves/choose.js";

const plans = fc.array(
  fc.record({ cost: fc.nat({ max: 9 }), moves: fc.nat({ max: 5 }), price: fc.nat({ max: 6 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

/** Every way to take one plan of each target. */
function combinations(targets: readonly (readonly Choosable[])[]): Choosable[] {
  return targets.reduce<Choosable[]>(
    (sums, own) =>
      sums.flatMap((sum) =>
        own.map(({ cost, moves, price }) => ({
          cost: sum.cost + cost,
          moves: sum.moves + moves,
          price: sum.price + price,
        })),
      ),
    [{ cost: 0, moves: 0, price: 0 }],
  );
}

describe("cheapestWithin", () => {
  it("takes the cheapest plans within both limits, with the fewest moves of equally cheap ones", () => {
    const limits = fc.record({ moves: fc.nat({ max: 12 }), price: fc.nat({ max: 16 }) });
    let none = 0;
    fc.assert(
      fc.property(fc.array(plans, { maxLength: 4 }), limits, (targets, most) => {
        const all = combinations(targets);
        const within = all
          .filter(({ moves, price }) => moves <= most.moves && price <= most.price)
          .sort(
            (left, right) => left.cost - right.cost || left.moves - right.moves || left.price - right.price,
          );
        const chosen = cheapestWithin(targets, most);
        if ("least" in chosen) {
          none += 1;
          const least = {
            moves: Math.min(...all.map(({ moves }) => moves)),
            price: Math.min(...all.map(({ price }) => price)),
          };
          assert.deepEqual([within.length, chosen.least], [0, least]);
          return;
        }
        const picked = targets.map((own, index) => own[chosen.picks[index] ?? -1]);
        const sum = (of: (one: Choosable) => number): number =>
          picked.reduce((total, one) => total + (one === undefined ? NaN : of(one)), 0);
        const [cost, moves, price] = [
          sum((one) => one.cost),
          sum((one) => one.moves),
          sum((one) => one.price),
        ];
        assert.deepEqual({ cost, moves, price }, within[0]);
      }),
      { seed: 20261126, numRuns: 500 },
    );
    assert.ok(none > 50, `${none} without any`);
  });
});
