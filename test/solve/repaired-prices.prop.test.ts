import assert from "node:assert/strict";
import fc from "fast-check";
import { rentedPrice } from "../../src/solve/certificate.js";
import { Knapsack } from "../../src/solve/knapsack.js";
import { packingModel } from "../../src/solve/packing-model.js";
import { repairedPrices } from "../../src/solve/repaired-prices.js";
import { bestFilling } from "./best-filling.js";
import { problemOf, sketches } from "./problems.js";

const SEED = 20261131;

describe("repairedPrices", () => {
  it("makes of any values a proof, whatever row prices are known: no filling is worth more than its node costs", () => {
    const values = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 6, maxLength: 6 });
    const rents = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        sketches({ classes: 6, demand: 5, types: 4 }),
        values,
        rents,
        fc.record({ nodes: fc.integer({ min: 0, max: 20 }), steps: fc.constantFrom(0, 30, 100_000) }),
        (sketch, worth, rented, effort) => {
          const model = packingModel(problemOf(sketch));
          const knapsack = new Knapsack(model, true);
          const value = Float64Array.from({ length: model.classes }, (_none, item) => worth[item] ?? 1);
          const others = value.map((one, item) => (one * (item + 1)) / 3);
          for (const each of [others, value, others]) {
            const { proof } = repairedPrices({
              model,
              knapsack,
              value: each,
              rent: Float64Array.from(model.capLimit, (_limit, cap) => rented[cap] ?? 0),
              effort: { ...effort, tolerance: 1e-3 },
              slack: 1e-3,
              hope: 0,
            });
            for (let type = 0; type < model.types; type += 1) {
              const price = rentedPrice(model, type, proof.rent);
              const best = bestFilling(model, type, proof.value);
              assert.ok(best <= price * (1 + 1e-9), `type ${type}: ${best} above ${price}`);
            }
          }
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});
