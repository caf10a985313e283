/** What items are worth to the greedy: what they cost alone, and what packings so far paid for them. */
import { powerThreeQuarters } from "./exponential.js";
import type { Packing } from "./filled.js";
import type { PackingModel } from "./packing-model.js";
import { worthOf } from "./pattern.js";

/** A class is worth at least this share of what it would cost alone, or it would never be placed. */
const LEAST_WORTH = 0.02;
/** How much dearer a class becomes that was left out. */
const LEFT_OUT = 3;

/**
 * What one item costs on nodes that hold nothing else and cost money: free nodes are few, and what they hold is
 * worth what it would cost elsewhere. Items that only free nodes hold are as dear as the dearest node.
 */
export function aloneValues(model: PackingModel): Float64Array {
  const alone = new Float64Array(model.classes).fill(Infinity);
  let dearest = 1;
  for (const [type, { count, item, most }] of model.nodeItems.entries()) {
    const price = model.price[type] ?? 0;
    if (price === 0) continue;
    dearest = Math.max(dearest, price);
    for (let at = 0; at < count; at += 1) {
      const one = item[at] ?? 0;
      const cost = price / Math.max(1, most[at] ?? 1);
      if (cost < (alone[one] ?? 0)) alone[one] = cost;
    }
  }
  return alone.map((cost) => (cost === Infinity ? dearest : cost));
}

/** Values at which every class is still placed. */
export function floored(value: Float64Array, alone: Float64Array): Float64Array {
  return value.map((each, item) => Math.max(each, LEAST_WORTH * (alone[item] ?? 0)));
}

export function mixed(left: Float64Array, right: Float64Array, share: number): Float64Array {
  return left.map((each, item) => share * each + (1 - share) * (right[item] ?? 0));
}

/** Values moved towards what the packing paid for each class (its share of every node's price, by value). */
export function corrected(model: PackingModel, value: Float64Array, packing: Packing): Float64Array {
  const paid = new Float64Array(model.classes);
  for (const { type, count, pattern } of packing.filled) {
    const worth = worthOf(pattern, value);
    if (worth <= 0) continue;
    const share = (count * (model.price[type] ?? 0)) / worth;
    for (const [at, item] of pattern.item.entries())
      paid[item] = (paid[item] ?? 0) + (pattern.each[at] ?? 0) * share;
  }
  return value.map((each, item) => {
    if ((packing.unplaced[item] ?? 0) > 0) return each * LEFT_OUT;
    const ratio = (paid[item] ?? 0) / Math.max(1, model.demand[item] ?? 1);
    return ratio > 0 ? each * powerThreeQuarters(ratio) : each;
  });
}
