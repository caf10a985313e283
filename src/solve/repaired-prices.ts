/**
 * A proof from any values (A. A. Farley, "A note on bounding a class of linear programming problems", 1990,
 * with a factor for each class): the best filling of type k under the values is worth at most B_k, so values
 * scaled by theta_i = min over types k that hold i of e_k / B_k are worth at most e_k on every node. Because
 * fillings are whole items, this sees what fractional prices cannot.
 */
import { certificateBound, rentedPrice } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import type { KnapsackEffort } from "./item-box.js";
import type { Knapsack } from "./knapsack.js";
import type { PackingModel } from "./packing-model.js";
import type { Pattern } from "./pattern.js";

export interface Priced {
  readonly type: number;
  readonly pattern: Pattern;
  /** What it is worth for each unit of its rented price, under the values that it was found with. */
  readonly ratio: number;
}

export interface Repaired {
  readonly proof: Certificate;
  /** Fillings worth more than their node costs, in the order of types. */
  readonly improving: readonly Priced[];
}

export interface RepairInput {
  readonly model: PackingModel;
  readonly knapsack: Knapsack;
  readonly value: Float64Array;
  readonly rent: Float64Array;
  readonly effort: Omit<KnapsackEffort, "cutoff">;
  /** A type is proved once no filling is worth more than this share above its price. */
  readonly slack: number;
}

export function repairedPrices({ model, knapsack, value, rent, effort, slack }: RepairInput): Repaired {
  const factor = new Float64Array(model.classes).fill(Infinity);
  const improving: Priced[] = [];
  for (let type = 0; type < model.types; type += 1) {
    const price = rentedPrice(model, type, rent);
    const best = knapsack.fill(type, value, model.perNode, { ...effort, cutoff: price * (1 + slack) });
    if (best.value > price * (1 + 1e-6))
      improving.push({ type, pattern: knapsack.pattern(), ratio: best.value / price });
    if (best.upper <= 0) continue;
    // A hair below the quotient, so that rounding cannot lift a filling above the price.
    const ratio = (price / best.upper) * (1 - 1e-12);
    for (const item of model.fitting[type] ?? []) if (ratio < (factor[item] ?? 0)) factor[item] = ratio;
  }
  const repaired = value.map((each, item) => (factor[item] === Infinity ? 0 : each * (factor[item] ?? 0)));
  return { proof: { value: repaired, rent, bound: certificateBound(model, repaired, rent) }, improving };
}
