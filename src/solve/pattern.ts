/** What is on one node: classes and items, only those that are there, ascending by class. */
import type { PackingModel } from "./packing-model.js";

export interface Pattern {
  readonly item: Int32Array;
  readonly each: Int32Array;
}

export const EMPTY: Pattern = { item: new Int32Array(), each: new Int32Array() };

/** The pattern of items by class. */
export function patternOf(items: Float64Array): Pattern {
  let count = 0;
  for (const amount of items) if (amount > 0) count += 1;
  const item = new Int32Array(count);
  const each = new Int32Array(count);
  for (let at = 0, next = 0; next < count; at += 1) {
    const amount = items[at] ?? 0;
    if (amount <= 0) continue;
    item[next] = at;
    each[next] = amount;
    next += 1;
  }
  return { item, each };
}

export function worthOf({ item, each }: Pattern, value: Float64Array): number {
  let worth = 0;
  for (let at = 0; at < item.length; at += 1) worth += (each[at] ?? 0) * (value[item[at] ?? 0] ?? 0);
  return worth;
}

/** How often the pattern can be had from the items left. */
export function timesIn({ item, each }: Pattern, left: Float64Array): number {
  let times = Infinity;
  for (let at = 0; at < item.length; at += 1)
    times = Math.min(times, Math.floor((left[item[at] ?? 0] ?? 0) / (each[at] ?? 1)));
  return times;
}

export function takeFrom(left: Float64Array, { item, each }: Pattern, count: number): void {
  for (let at = 0; at < item.length; at += 1) {
    const one = item[at] ?? 0;
    left[one] = (left[one] ?? 0) - count * (each[at] ?? 0);
  }
}

/** Whole units of every row. */
export function usedBy({ rows, size }: PackingModel, { item, each }: Pattern): Float64Array {
  const used = new Float64Array(rows);
  for (let at = 0; at < item.length; at += 1)
    for (let row = 0; row < rows; row += 1)
      used[row] = (used[row] ?? 0) + (each[at] ?? 0) * (size[(item[at] ?? 0) * rows + row] ?? 0);
  return used;
}

/** The part of the pattern that the items left still fill. */
export function trimmedTo({ item, each }: Pattern, left: Float64Array): Pattern {
  const kept = [...item.keys()].filter((at) => (left[item[at] ?? 0] ?? 0) > 0);
  return {
    item: Int32Array.from(kept, (at) => item[at] ?? 0),
    each: Int32Array.from(kept, (at) => Math.min(each[at] ?? 0, left[item[at] ?? 0] ?? 0)),
  };
}
