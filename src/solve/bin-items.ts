/** Items one by one, for problems whose nodes are all alike: what each takes of a node, as shares of its capacity. */
import type { PackingModel } from "./packing-model.js";

export interface BinItems {
  readonly rows: number;
  readonly count: number;
  /** Class of each item. */
  readonly classOf: Int32Array;
  /** `size[i * rows + r]` in whole units, and the capacity of one node. */
  readonly size: Float64Array;
  readonly capacity: Float64Array;
  /** The same as shares of the capacity, 0..1. */
  readonly share: Float64Array;
  /** Sum of shares of each item. */
  readonly weight: Float64Array;
}

/** One node of a packing: items by index. */
export type Bin = readonly number[];

/** Rows in which no node has anything say nothing and are left out. */
export function binItems({ rows: all, classes, demand, size, capacity }: PackingModel): BinItems {
  const kept = Array.from({ length: all }, (_none, row) => row).filter((row) => (capacity[row] ?? 0) > 0);
  const rows = kept.length;
  const classOf: number[] = [];
  for (let item = 0; item < classes; item += 1)
    for (let copy = 0; copy < (demand[item] ?? 0); copy += 1) classOf.push(item);
  const room = Float64Array.from(kept, (row) => capacity[row] ?? 0);
  const own = Float64Array.from(classOf.flatMap((item) => kept.map((row) => size[item * all + row] ?? 0)));
  const share = own.map((amount, at) => amount / (room[at % rows] ?? 1));
  const weight = new Float64Array(classOf.length);
  for (const [at, part] of share.entries()) {
    const item = Math.floor(at / rows);
    weight[item] = (weight[item] ?? 0) + part;
  }
  return {
    rows,
    count: classOf.length,
    classOf: Int32Array.from(classOf),
    size: own,
    capacity: room,
    share,
    weight,
  };
}
