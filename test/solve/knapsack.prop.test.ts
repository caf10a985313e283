import assert from "node:assert/strict";
import fc from "fast-check";
import { Knapsack } from "../../src/solve/knapsack.js";
import { StatesMemory } from "../../src/solve/knapsack-states.js";
import { packingModel } from "../../src/solve/packing-model.js";
import { bestFilling } from "./best-filling.js";
import { problemOf, sketches } from "./problems.js";

const SEED = 20261130;

describe("Knapsack", () => {
  it("never values a filling above the best one, never bounds it below, whatever the effort and the row prices", () => {
    const values = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(
        sketches({ classes: 6, demand: 5, types: 3 }),
        values,
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom(0, 10, 100_000),
        fc.integer({ min: 0, max: 60 }),
        (sketch, worth, nodes, steps, cutoff) => {
          const model = packingModel(problemOf(sketch));
          const knapsack = new Knapsack(model, true);
          const value = Float64Array.from({ length: model.classes }, (_none, item) => worth[item] ?? 1);
          for (let type = 0; type < model.types; type += 1) {
            const best = bestFilling(model, type, value);
            const found = knapsack.fill(type, value, model.perNode, {
              nodes,
              steps,
              tolerance: 1e-3,
              cutoff,
            });
            assert.ok(found.value <= best + 1e-9);
            const others = value.map((one, item) => (one * (item + 1)) / 3);
            assert.ok(knapsack.limit(type, others, model.perNode) >= bestFilling(model, type, others) - 1e-9);
            assert.ok(found.upper >= best - 1e-9 && found.relaxed >= found.upper);
            for (const exact of [
              { nodes: 500, steps: 0, tolerance: 0, cutoff: 0 },
              { nodes: 500, steps: 100_000, tolerance: 0, cutoff: 0 },
            ])
              assert.ok(Math.abs(knapsack.fill(type, value, model.perNode, exact).value - best) <= 1e-6);
          }
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("finds in a memory that knapsacks of other models left what it finds in its own", () => {
    const sizes = { classes: 6, demand: 5, types: 3 };
    fc.assert(
      fc.property(
        fc.array(sketches(sizes), { minLength: 2, maxLength: 4 }),
        fc.constantFrom(1, 10, 100_000),
        (all, steps) => {
          const memory = new StatesMemory();
          const effort = { nodes: 0, steps, tolerance: 0, cutoff: 0 };
          for (const sketch of all) {
            const model = packingModel(problemOf(sketch));
            const [own, sharing] = [new Knapsack(model, true), new Knapsack(model, true, undefined, memory)];
            const value = Float64Array.from(
              { length: model.classes },
              (_none, item) => 7 + ((item * 5) % 11),
            );
            for (let type = 0; type < model.types; type += 1) {
              const found = sharing.fill(type, value, model.perNode, effort);
              assert.deepEqual(found, own.fill(type, value, model.perNode, effort));
              assert.deepEqual(sharing.pattern(), own.pattern());
            }
            assert.equal(sharing.units, own.units);
          }
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});
