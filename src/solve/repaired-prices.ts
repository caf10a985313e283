/**
 * A proof from any values (A. A. Farley, "A note on bounding a class of linear programming problems", 1990,
 * with a factor for each class): the best filling of type k under the values is worth at most B_k, so values
 * scaled by theta_i = min over types k that hold i of e_k / B_k are worth at most e_k on every node. Because
 * fillings are whole items, this sees what fractional prices cannot.
 */
import { certificateBound, rentedPrice } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import { bestFilling } from "./knapsack.js";
import type { KnapsackEffort } from "./knapsack.js";
import type { PackingModel } from "./packing-model.js";
import type { WorkBudget } from "./work.js";

const EFFORT: KnapsackEffort = { nodes: 400, tolerance: 5e-4 };

/** Upper limit of what one node of the type can be worth. */
function worthOf(model: PackingModel, type: number, value: Float64Array, work: WorkBudget): number {
  const { rows } = model;
  const items = model.fitting[type] ?? new Int32Array();
  const size = new Float64Array(items.length * rows);
  for (const [place, item] of items.entries())
    size.set(model.size.subarray(item * rows, (item + 1) * rows), place * rows);
  const best = bestFilling(
    {
      rows,
      count: items.length,
      size,
      value: Float64Array.from(items, (item) => value[item] ?? 0),
      limit: Float64Array.from(items, (item) => model.perNode[item] ?? 0),
    },
    model.capacity.subarray(type * rows, (type + 1) * rows),
    EFFORT,
  );
  work.spend(best.workUnits);
  return best.upper;
}

export function repairedPrices(
  model: PackingModel,
  value: Float64Array,
  rent: Float64Array,
  work: WorkBudget,
): Certificate {
  const factor = new Float64Array(model.classes).fill(Infinity);
  for (let type = 0; type < model.types; type += 1) {
    const worth = worthOf(model, type, value, work);
    if (worth <= 0) continue;
    // A hair below the quotient, so that rounding cannot lift a filling above the price.
    const ratio = (rentedPrice(model, type, rent) / worth) * (1 - 1e-12);
    for (const item of model.fitting[type] ?? []) factor[item] = Math.min(factor[item] ?? 0, ratio);
  }
  const repaired = value.map((each, item) => (factor[item] === Infinity ? 0 : each * (factor[item] ?? 0)));
  return { value: repaired, rent, bound: certificateBound(model, repaired, rent) };
}
