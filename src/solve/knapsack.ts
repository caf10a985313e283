/**
 * The best filling of one node: which whole items are worth most together within the node's capacity.
 *
 * Upper limit: for any row prices lambda >= 0,
 *   z(lambda) = lambda . capacity + sum_i limit_i max(0, value_i - lambda . size_i)
 * is at least the value of every filling (Lagrangian relaxation); lambda comes from the fractional knapsack.
 * Lower limit: the fractional filling rounded down and filled up in the order of value / (lambda . size),
 * then branch and bound.
 */
import { lagrangianBound, mostOf, reducedPrice, take } from "./knapsack-items.js";
import type { KnapsackItems } from "./knapsack-items.js";
import { relaxKnapsack } from "./knapsack-relaxation.js";

export interface Filling {
  readonly items: Float64Array;
  readonly value: number;
  /** No filling is worth more. */
  readonly upper: number;
  readonly workUnits: number;
}

/** Adds to `chosen` what still fits, in the given order; returns the value of everything chosen. */
function fillUp(
  items: KnapsackItems,
  capacity: Float64Array,
  order: readonly number[],
  chosen: Float64Array,
): number {
  const left = capacity.slice();
  let value = 0;
  for (let item = 0; item < items.count; item += 1) {
    const count = chosen[item] ?? 0;
    if (count === 0) continue;
    value += count * (items.value[item] ?? 0);
    take(items, left, item, count);
  }
  for (const item of order) {
    const more = mostOf(items, left, item, (items.limit[item] ?? 0) - (chosen[item] ?? 0));
    if (more <= 0) continue;
    chosen[item] = (chosen[item] ?? 0) + more;
    value += more * (items.value[item] ?? 0);
    take(items, left, item, more);
  }
  return value;
}

function orderBy(items: KnapsackItems, lambda: Float64Array): number[] {
  const worth = Float64Array.from({ length: items.count }, (_none, item) => {
    const price = reducedPrice(items, lambda, item);
    const value = items.value[item] ?? 0;
    return price > 0 ? value / price : value * 1e12;
  });
  return [...worth.keys()]
    .filter((item) => (items.limit[item] ?? 0) > 0 && (items.value[item] ?? 0) > 0)
    .sort((left, right) => (worth[right] ?? 0) - (worth[left] ?? 0) || left - right);
}

/** Depth first over the items by worth, most of each first; cut by z(lambda) of what is left. */
class Search {
  readonly best: Float64Array;
  nodes = 0;
  value: number;
  private readonly chosen: Float64Array;
  private readonly left: Float64Array;
  /** z's sum over the items from a place in the order on. */
  private readonly tail: Float64Array;

  constructor(
    private readonly items: KnapsackItems,
    private readonly order: readonly number[],
    private readonly lambda: Float64Array,
    capacity: Float64Array,
    start: { readonly items: Float64Array; readonly value: number },
    private readonly nodeLimit: number,
    private readonly tolerance: number,
  ) {
    this.best = start.items.slice();
    this.value = start.value;
    this.chosen = new Float64Array(items.count);
    this.left = capacity.slice();
    this.tail = new Float64Array(order.length + 1);
    for (let place = order.length - 1; place >= 0; place -= 1) {
      const item = order[place] ?? 0;
      const surplus = Math.max(0, (items.value[item] ?? 0) - reducedPrice(items, lambda, item));
      this.tail[place] = (this.tail[place + 1] ?? 0) + (items.limit[item] ?? 0) * surplus;
    }
  }

  /** False where the node limit ended it. */
  run(place = 0, value = 0): boolean {
    this.nodes += 1;
    if (value > this.value) {
      this.value = value;
      this.best.set(this.chosen);
    }
    if (place === this.order.length) return true;
    let upper = value + (this.tail[place] ?? 0);
    for (let row = 0; row < this.items.rows; row += 1)
      upper += (this.lambda[row] ?? 0) * (this.left[row] ?? 0);
    if (upper <= this.value * (1 + this.tolerance)) return true;
    if (this.nodes >= this.nodeLimit) return false;
    const item = this.order[place] ?? 0;
    const most = mostOf(this.items, this.left, item, this.items.limit[item] ?? 0);
    for (let count = most; count >= 0; count -= 1) {
      this.chosen[item] = count;
      take(this.items, this.left, item, count);
      const finished = this.run(place + 1, value + count * (this.items.value[item] ?? 0));
      take(this.items, this.left, item, -count);
      this.chosen[item] = 0;
      if (!finished) return false;
    }
    return true;
  }
}

export interface KnapsackEffort {
  /** Branch and bound nodes; 0 stops at the greedy filling. */
  readonly nodes: number;
  /** The search may miss this share of the value; the upper limit says so. */
  readonly tolerance: number;
}

interface Start {
  readonly items: Float64Array;
  readonly value: number;
}

/** Shares of the fractional filling that greedy fillings start from. */
const STARTS = [1, 0.8, 0];

function greedyStart(
  items: KnapsackItems,
  capacity: Float64Array,
  fraction: Float64Array,
  order: readonly number[],
): Start {
  let best: Start | undefined;
  for (const share of STARTS) {
    const chosen = fraction.map((amount) => Math.floor(share * amount + 1e-9));
    if (!fits(items, capacity, chosen)) continue;
    const value = fillUp(items, capacity, order, chosen);
    if (best === undefined || value > best.value) best = { items: chosen, value };
  }
  return best ?? { items: new Float64Array(items.count), value: 0 };
}

function fits(items: KnapsackItems, capacity: Float64Array, chosen: Float64Array): boolean {
  const left = capacity.slice();
  for (let item = 0; item < items.count; item += 1) take(items, left, item, chosen[item] ?? 0);
  return left.every((amount) => amount >= 0);
}

export function bestFilling(items: KnapsackItems, capacity: Float64Array, effort: KnapsackEffort): Filling {
  const { fraction, rowPrices } = relaxKnapsack(items, capacity);
  const upper = lagrangianBound(items, capacity, rowPrices);
  const order = orderBy(items, rowPrices);
  const start = greedyStart(items, capacity, fraction, order);
  if (effort.nodes === 0 || upper <= start.value * (1 + effort.tolerance))
    return { ...start, upper: Math.max(start.value, upper), workUnits: 1 };
  const search = new Search(items, order, rowPrices, capacity, start, effort.nodes, effort.tolerance);
  const finished = search.run();
  return {
    items: search.best,
    value: search.value,
    upper: finished ? Math.min(upper, search.value * (1 + effort.tolerance)) : upper,
    workUnits: 1 + search.nodes,
  };
}
