/** A packing while it is being made: entries of a live type, how many nodes, and what is on each. */
import type { PackingModel } from "./packing-model.js";

export interface Filled {
  readonly type: number;
  readonly count: number;
  /** Items on one node by class. */
  readonly pattern: Float64Array;
}

export interface Packing {
  readonly filled: readonly Filled[];
  readonly cost: number;
  /** Items left out, by class. */
  readonly unplaced: Float64Array;
  readonly missing: number;
}

export function packingOf(model: PackingModel, filled: readonly Filled[]): Packing {
  const unplaced = model.demand.slice();
  let cost = 0;
  for (const { type, count, pattern } of filled) {
    cost += count * (model.price[type] ?? 0);
    for (let item = 0; item < model.classes; item += 1)
      unplaced[item] = (unplaced[item] ?? 0) - count * (pattern[item] ?? 0);
  }
  let missing = 0;
  for (const left of unplaced) missing += left;
  return { filled, cost, unplaced, missing };
}

/** Fewer items left out first, then less money. */
export function isBetter(one: Packing, other: Packing | undefined): boolean {
  if (other === undefined) return true;
  return one.missing < other.missing || (one.missing === other.missing && one.cost < other.cost);
}

/** What is left of every cap. */
export function capsLeft(model: PackingModel, filled: readonly Filled[]): Float64Array {
  const left = model.capLimit.slice();
  for (const { type, count } of filled)
    for (const { cap, weight } of model.capsOf[type] ?? []) left[cap] = (left[cap] ?? 0) - count * weight;
  return left;
}

/** How many more nodes of the type the caps allow. */
export function nodesAllowed(model: PackingModel, type: number, left: Float64Array): number {
  let most = Infinity;
  for (const { cap, weight } of model.capsOf[type] ?? [])
    most = Math.min(most, Math.floor((left[cap] ?? 0) / weight));
  return most;
}
