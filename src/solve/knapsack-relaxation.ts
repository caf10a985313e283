/**
 * The fractional knapsack with several rows, by the primal simplex method with bounded variables. With R rows
 * at most R items are fractional, and a basis is R x R, so its inverse is kept whole. What leaves this file is
 * safe without trusting a tolerance: `rowPrices` are only a suggestion, from which the caller computes
 * z(lambda) itself.
 */
import type { KnapsackItems } from "./knapsack-items.js";

export interface Relaxation {
  /** Fractional filling. */
  readonly fraction: Float64Array;
  /** lambda, >= 0: money a unit of each row. */
  readonly rowPrices: Float64Array;
  readonly iterations: number;
}

const TOLERANCE = 1e-9;
const MOST_ITERATIONS = 400;

class Simplex {
  private readonly rows: number;
  private readonly count: number;
  /** Sizes as shares of the capacity, so that every right-hand side is 1. */
  private readonly share: Float64Array;
  /** Columns 0..count-1 are items, count.. are slacks. */
  private readonly basis: number[];
  private readonly inverse: Float64Array;
  private readonly basic: Float64Array;
  private readonly atUpper: Uint8Array;
  private readonly isBasic: Uint8Array;
  private readonly steepness: Float64Array;
  iterations = 0;

  constructor(
    private readonly items: KnapsackItems,
    capacity: Float64Array,
  ) {
    this.rows = items.rows;
    this.count = items.count;
    this.share = new Float64Array(items.count * items.rows);
    this.steepness = new Float64Array(items.count);
    for (let item = 0; item < items.count; item += 1) {
      let sum = 1e-4;
      for (let row = 0; row < items.rows; row += 1) {
        const space = capacity[row] ?? 0;
        const share = space > 0 ? (items.size[item * items.rows + row] ?? 0) / space : 0;
        this.share[item * items.rows + row] = share;
        sum += share;
      }
      this.steepness[item] = 1 / sum;
    }
    this.basis = Array.from({ length: this.rows }, (_none, row) => this.count + row);
    this.inverse = new Float64Array(this.rows * this.rows);
    for (let row = 0; row < this.rows; row += 1) this.inverse[row * this.rows + row] = 1;
    this.basic = new Float64Array(this.rows).fill(1);
    this.atUpper = new Uint8Array(this.count);
    this.isBasic = new Uint8Array(this.count + this.rows);
    for (const column of this.basis) this.isBasic[column] = 1;
  }

  private valueOf(column: number): number {
    return column < this.count ? (this.items.value[column] ?? 0) : 0;
  }

  private upperOf(column: number): number {
    return column < this.count ? (this.items.limit[column] ?? 0) : Infinity;
  }

  prices(): Float64Array {
    const y = new Float64Array(this.rows);
    for (const [place, column] of this.basis.entries()) {
      const value = this.valueOf(column);
      if (value === 0) continue;
      for (let row = 0; row < this.rows; row += 1)
        y[row] = (y[row] ?? 0) + value * (this.inverse[place * this.rows + row] ?? 0);
    }
    return y;
  }

  /** The column that improves most for its size, and in which direction. */
  private entering(y: Float64Array): { readonly column: number; readonly up: boolean } | undefined {
    let column = -1;
    let most = TOLERANCE;
    let up = true;
    for (let item = 0; item < this.count; item += 1) {
      if (this.isBasic[item] === 1 || (this.items.limit[item] ?? 0) <= 0) continue;
      let gain = this.items.value[item] ?? 0;
      for (let row = 0; row < this.rows; row += 1)
        gain -= (y[row] ?? 0) * (this.share[item * this.rows + row] ?? 0);
      const improves = this.atUpper[item] === 1 ? -gain : gain;
      const weighted = improves * (this.steepness[item] ?? 1);
      if (improves > TOLERANCE && weighted > most)
        [column, most, up] = [item, weighted, this.atUpper[item] !== 1];
    }
    for (let row = 0; row < this.rows; row += 1) {
      const slack = this.count + row;
      const gain = -(y[row] ?? 0);
      if (this.isBasic[slack] !== 1 && gain > most) [column, most, up] = [slack, gain, true];
    }
    return column === -1 ? undefined : { column, up };
  }

  private direction(column: number): Float64Array {
    const result = new Float64Array(this.rows);
    for (let place = 0; place < this.rows; place += 1) {
      let sum = 0;
      if (column >= this.count) sum = this.inverse[place * this.rows + (column - this.count)] ?? 0;
      else
        for (let row = 0; row < this.rows; row += 1)
          sum += (this.inverse[place * this.rows + row] ?? 0) * (this.share[column * this.rows + row] ?? 0);
      result[place] = sum;
    }
    return result;
  }

  private pivot(place: number, direction: Float64Array): void {
    const pivot = direction[place] ?? 1;
    for (let row = 0; row < this.rows; row += 1)
      this.inverse[place * this.rows + row] = (this.inverse[place * this.rows + row] ?? 0) / pivot;
    for (let other = 0; other < this.rows; other += 1) {
      const factor = direction[other] ?? 0;
      if (other === place || factor === 0) continue;
      for (let row = 0; row < this.rows; row += 1)
        this.inverse[other * this.rows + row] =
          (this.inverse[other * this.rows + row] ?? 0) -
          factor * (this.inverse[place * this.rows + row] ?? 0);
    }
  }

  /** False at the optimum. */
  step(): boolean {
    const entering = this.entering(this.prices());
    if (entering === undefined) return false;
    this.iterations += 1;
    const { column, up } = entering;
    const sign = up ? 1 : -1;
    const direction = this.direction(column);
    let length = this.upperOf(column);
    let leaving = -1;
    let leavesAtUpper = false;
    for (let place = 0; place < this.rows; place += 1) {
      const change = sign * (direction[place] ?? 0);
      const now = this.basic[place] ?? 0;
      const upper = this.upperOf(this.basis[place] ?? 0);
      if (change > TOLERANCE && now / change < length)
        [length, leaving, leavesAtUpper] = [Math.max(0, now / change), place, false];
      else if (change < -TOLERANCE && (upper - now) / -change < length)
        [length, leaving, leavesAtUpper] = [Math.max(0, (upper - now) / -change), place, true];
    }
    for (let place = 0; place < this.rows; place += 1)
      this.basic[place] = (this.basic[place] ?? 0) - sign * length * (direction[place] ?? 0);
    if (leaving === -1) {
      this.atUpper[column] = up ? 1 : 0;
      return length !== Infinity;
    }
    const left = this.basis[leaving] ?? 0;
    this.isBasic[left] = 0;
    if (left < this.count) this.atUpper[left] = leavesAtUpper ? 1 : 0;
    this.isBasic[column] = 1;
    this.basis[leaving] = column;
    this.basic[leaving] = up ? length : this.upperOf(column) - length;
    this.pivot(leaving, direction);
    return true;
  }

  fraction(): Float64Array {
    const x = new Float64Array(this.count);
    for (let item = 0; item < this.count; item += 1)
      if (this.isBasic[item] !== 1 && this.atUpper[item] === 1) x[item] = this.items.limit[item] ?? 0;
    for (const [place, column] of this.basis.entries())
      if (column < this.count)
        x[column] = Math.min(this.items.limit[column] ?? 0, Math.max(0, this.basic[place] ?? 0));
    return x;
  }
}

export function relaxKnapsack(items: KnapsackItems, capacity: Float64Array): Relaxation {
  const simplex = new Simplex(items, capacity);
  while (simplex.iterations < MOST_ITERATIONS && simplex.step());
  const y = simplex.prices();
  return {
    fraction: simplex.fraction(),
    rowPrices: y.map((price, row) => {
      const space = capacity[row] ?? 0;
      return space > 0 ? Math.max(0, price) / space : 0;
    }),
    iterations: simplex.iterations,
  };
}
