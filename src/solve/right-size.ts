/** Replaces the type of an entry by a cheaper one that holds the same items, while the caps allow it. */
import { capsLeft, nodesAllowed, packingOf } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import type { PackingModel } from "./packing-model.js";

function holds(model: PackingModel, type: number, pattern: Float64Array): boolean {
  const fitting = new Set(model.fitting[type]);
  const used = new Float64Array(model.rows);
  for (let item = 0; item < model.classes; item += 1) {
    const each = pattern[item] ?? 0;
    if (each === 0) continue;
    if (!fitting.has(item)) return false;
    for (let row = 0; row < model.rows; row += 1)
      used[row] = (used[row] ?? 0) + each * (model.size[item * model.rows + row] ?? 0);
  }
  return used.every((amount, row) => amount <= (model.capacity[type * model.rows + row] ?? 0));
}

function cheapest(model: PackingModel, { type, count, pattern }: Filled, left: Float64Array): number {
  let best = type;
  for (let other = 0; other < model.types; other += 1) {
    if ((model.price[other] ?? 0) >= (model.price[best] ?? 0)) continue;
    if (nodesAllowed(model, other, left) < count) continue;
    if (holds(model, other, pattern)) best = other;
  }
  return best;
}

export function rightSize(model: PackingModel, packing: Packing): Packing {
  const filled = [...packing.filled];
  const left = capsLeft(model, filled);
  let changed = false;
  for (const [index, entry] of filled.entries()) {
    const type = cheapest(model, entry, left);
    if (type === entry.type) continue;
    for (const { cap, weight } of model.capsOf[entry.type] ?? [])
      left[cap] = (left[cap] ?? 0) + entry.count * weight;
    for (const { cap, weight } of model.capsOf[type] ?? [])
      left[cap] = (left[cap] ?? 0) - entry.count * weight;
    filled[index] = { ...entry, type };
    changed = true;
  }
  return changed ? packingOf(model, filled) : packing;
}
