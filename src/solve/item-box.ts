import type { BoxPacking } from "./box-packing.js";

/** Items in a box: what may be put on one node, between which limits. Row by row: share[r * count + i]. */
export interface ItemBox {
  rows: number;
  count: number;
  /** Of the node's capacity. */
  readonly share: Float64Array;
  readonly value: Float64Array;
  readonly low: Float64Array;
  readonly up: Float64Array;
}

/** The same in whole units as well. */
export interface WholeBox extends ItemBox {
  /** size[r * count + i] */
  readonly size: Float64Array;
  readonly capacity: Float64Array;
  /** What packs the node's boxes; undefined where it has none. */
  boxes: BoxPacking | undefined;
  /** How many kinds of needs there are, and per item which is its own, -1 for none; not set without boxes. */
  kinds: number;
  readonly kind: Int32Array;
}

/** Room for so many items and rows. */
export function emptyBox(items: number, rows: number): WholeBox {
  return {
    rows,
    count: 0,
    share: new Float64Array(items * rows),
    size: new Float64Array(items * rows),
    capacity: new Float64Array(rows),
    boxes: undefined,
    kinds: 0,
    kind: new Int32Array(items),
    value: new Float64Array(items),
    low: new Float64Array(items),
    up: new Float64Array(items),
  };
}

/** Sizes that a work unit stands for: a fractional knapsack looks some ten times at each. */
export const ENTRIES_A_UNIT = 256;

export interface KnapsackEffort {
  /** Branch and bound nodes; 0 stops at the greedy filling. */
  readonly nodes: number;
  /** Steps of dynamic programming that are tried before branching. */
  readonly steps: number;
  /** The search may miss this share of the value; the upper limit says so. */
  readonly tolerance: number;
  /** No filling worth this or less is looked for; NO_CUTOFF: any is. */
  readonly cutoff: number;
}

/** Not 0: V8 compiles what handles efforts anew where a field holds whole numbers first and others later. */
export const NO_CUTOFF = -Infinity;
