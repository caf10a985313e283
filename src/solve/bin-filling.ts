/**
 * Nodes filled one after another, each with whatever suits best what is still free of it: the family of heuristics
 * that does best on vector bin packing (R. Panigrahy, K. Talwar, L. Uyeda, U. Wieder, "Heuristics for Vector Bin
 * Packing", 2011; more than 200 compared by C. Mommessin, T. Erlebach, N. Shakhlevich, Computers & Operations
 * Research, 2024). An item suits by the product of what it takes and what is free, by the same against the item's own
 * length, or by how little it leaves free; rows are weighed evenly, or by what is left to pack of them.
 */
import type { Bin, BinItems } from "./bin-items.js";

export type Fit = "product" | "direction" | "rest";

export interface FillingRule {
  readonly fit: Fit;
  /** Powers of the demand of a row that weigh it: 0 is evenly. */
  readonly power: 0 | 1 | 2;
  /** Share of what suits an item that its size alone adds. */
  readonly bySize: number;
}

/** Those that were best most often on the public sets, alone and together, in that order. */
export const FILLING_RULES: readonly FillingRule[] = [
  { fit: "product", power: 0, bySize: 0 },
  { fit: "product", power: 2, bySize: 0 },
  { fit: "product", power: 1, bySize: 0 },
  { fit: "product", power: 0, bySize: 0.5 },
  { fit: "rest", power: 2, bySize: 0 },
  { fit: "direction", power: 0, bySize: 0.5 },
];

/** Relative demand of each row, 1 on average, to a power. */
function rowWeights({ rows }: BinItems, left: Float64Array, power: number): Float64Array {
  const mean = left.reduce((sum, one) => sum + one, 0) / rows;
  return left.map((one) => {
    const ratio = mean > 0 ? one / mean : 1;
    return power === 0 ? 1 : power === 1 ? ratio : ratio * ratio;
  });
}

class Filling {
  looks = 0;
  private readonly bins: Bin[] = [];
  /** What is still to be packed: items, and the sum of their shares by row. */
  private readonly open: number[];
  private readonly left: Float64Array;

  constructor(
    private readonly items: BinItems,
    private readonly rule: FillingRule,
  ) {
    this.open = Array.from({ length: items.count }, (_none, item) => item);
    this.left = new Float64Array(items.rows);
    for (const [at, part] of items.share.entries())
      this.left[at % items.rows] = (this.left[at % items.rows] ?? 0) + part;
  }

  run(): Bin[] {
    while (this.open.length > 0) this.fillOne();
    return this.bins;
  }

  private fillOne(): void {
    const { items, open, left } = this;
    const { rows, capacity, size, share } = items;
    const room = capacity.slice();
    const free = new Float64Array(rows).fill(1);
    const weights = rowWeights(items, left, this.rule.power);
    const bin: number[] = [];
    for (let at = this.best(room, free, weights); at >= 0; at = this.best(room, free, weights)) {
      const item = open[at] ?? 0;
      open[at] = open[open.length - 1] ?? 0;
      open.pop();
      bin.push(item);
      for (let row = 0; row < rows; row += 1) {
        room[row] = (room[row] ?? 0) - (size[item * rows + row] ?? 0);
        free[row] = (free[row] ?? 0) - (share[item * rows + row] ?? 0);
        left[row] = (left[row] ?? 0) - (share[item * rows + row] ?? 0);
      }
    }
    this.bins.push(bin);
  }

  /** Place among the open items of the one that suits best; -1: none fits. Equal ones by index of item. */
  private best(room: Float64Array, free: Float64Array, weights: Float64Array): number {
    const { items, open, rule } = this;
    const { rows, size, weight } = items;
    let chosen = -1;
    let most = -Infinity;
    this.looks += open.length;
    for (let at = 0; at < open.length; at += 1) {
      const item = open[at] ?? 0;
      const from = item * rows;
      let row = 0;
      while (row < rows && (size[from + row] ?? 0) <= (room[row] ?? 0)) row += 1;
      if (row < rows) continue;
      const all = this.suits(from, free, weights) + rule.bySize * (weight[item] ?? 0);
      if (all > most || (all === most && item < (open[chosen] ?? 0))) {
        most = all;
        chosen = at;
      }
    }
    return chosen;
  }

  private suits(from: number, free: Float64Array, weights: Float64Array): number {
    const { rows, share } = this.items;
    let product = 0;
    let length = 1e-9;
    let rest = 0;
    for (let row = 0; row < rows; row += 1) {
      const part = share[from + row] ?? 0;
      const open = free[row] ?? 0;
      const weight = weights[row] ?? 0;
      product += weight * part * open;
      length += weight * part * part;
      rest -= weight * (open - part) * (open - part);
    }
    if (this.rule.fit === "product") return product;
    return this.rule.fit === "rest" ? rest : product / Math.sqrt(length);
  }
}

export interface FilledBins {
  readonly bins: readonly Bin[];
  /** Items that were looked at. */
  readonly looks: number;
}

export function filledBins(items: BinItems, rule: FillingRule): FilledBins {
  const filling = new Filling(items, rule);
  return { bins: filling.run(), looks: filling.looks };
}
