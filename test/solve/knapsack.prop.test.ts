import assert from "node:assert/strict";
import fc from "fast-check";
import { Knapsack } from "../../src/solve/knapsack.js";
import { packingModel } from "../../src/solve/packing-model.js";
import type { PackingModel } from "../../src/solve/packing-model.js";
import { problemOf, sketches } from "./problems.js";

const SEED = 20261130;

/** The best filling by trying all of them. */
function bestByHand(model: PackingModel, type: number, value: Float64Array): number {
  const items = model.fitting[type]!;
  const space = [...model.capacity.slice(type * model.rows, (type + 1) * model.rows)];
  const from = (place: number, left: readonly number[]): number => {
    const item = items[place];
    if (item === undefined) return 0;
    let best = 0;
    for (let count = 0; count <= model.perNode[item]!; count += 1) {
      const rest = left.map((amount, row) => amount - count * model.size[item * model.rows + row]!);
      if (rest.some((amount) => amount < 0)) break;
      best = Math.max(best, count * value[item]! + from(place + 1, rest));
    }
    return best;
  };
  return from(0, space);
}

describe("Knapsack", () => {
  it("never values a filling above the best one, never bounds it below, whatever the effort", () => {
    const values = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(
        sketches({ classes: 6, demand: 5, types: 3 }),
        values,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 60 }),
        (sketch, worth, nodes, cutoff) => {
          const model = packingModel(problemOf(sketch));
          const knapsack = new Knapsack(model);
          const value = Float64Array.from({ length: model.classes }, (_none, item) => worth[item] ?? 1);
          for (let type = 0; type < model.types; type += 1) {
            const best = bestByHand(model, type, value);
            const found = knapsack.fill(type, value, model.perNode, { nodes, tolerance: 1e-3, cutoff });
            assert.ok(found.value <= best + 1e-9);
            assert.ok(found.upper >= best - 1e-9);
            const exact = knapsack.fill(type, value, model.perNode, { nodes: 500, tolerance: 0, cutoff: 0 });
            assert.ok(Math.abs(exact.value - best) <= 1e-6);
          }
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});
