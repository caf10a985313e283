/** A packing while it is being made: entries of a live type, how many nodes, and what is on each. */
import type { PackingModel } from "./packing-model.js";
import { takeFrom } from "./pattern.js";
import type { Pattern } from "./pattern.js";

export interface Filled {
  readonly type: number;
  readonly count: number;
  /** Items on one node. */
  readonly pattern: Pattern;
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
    takeFrom(unplaced, pattern, count);
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

export function takeFromCaps(model: PackingModel, left: Float64Array, type: number, count: number): void {
  for (const { cap, weight } of model.capsOf[type] ?? []) left[cap] = (left[cap] ?? 0) - count * weight;
}

/** What is left of every cap. */
export function capsLeft(model: PackingModel, filled: readonly Filled[]): Float64Array {
  const left = model.capLimit.slice();
  for (const { type, count } of filled) takeFromCaps(model, left, type, count);
  return left;
}

/** How many more nodes of the type the caps allow. */
export function nodesAllowed(model: PackingModel, type: number, left: Float64Array): number {
  let most = Infinity;
  const caps = model.capsOf[type];
  if (caps === undefined || caps.length === 0) return most;
  for (const { cap, weight } of caps) most = Math.min(most, Math.floor((left[cap] ?? 0) / weight));
  return most;
}
