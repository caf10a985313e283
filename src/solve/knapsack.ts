/**
 * The best filling of one node: which whole items are worth most together within the node's capacity.
 *
 * Upper limit: for any row prices lambda >= 0,
 *   z(lambda) = lambda . capacity + sum_i limit_i max(0, value_i - lambda . size_i)
 * is at least the value of every filling (Lagrangian relaxation); the lowest of a few subgradient steps is
 * used. Lower limit: items in the order of value / (lambda . size), greedily, then branch and bound.
 */
export interface KnapsackItems {
  readonly rows: number;
  readonly count: number;
  /** Row by row an item: size[i * rows + r]. */
  readonly size: Float64Array;
  readonly value: Float64Array;
  /** Most of each item. */
  readonly limit: Float64Array;
}

export interface Filling {
  readonly items: Float64Array;
  readonly value: number;
  /** No filling is worth more. */
  readonly upper: number;
  readonly workUnits: number;
}

const SUBGRADIENT_STEPS = 24;

function reducedPrice(items: KnapsackItems, lambda: Float64Array, item: number): number {
  let price = 0;
  for (let row = 0; row < items.rows; row += 1)
    price += (lambda[row] ?? 0) * (items.size[item * items.rows + row] ?? 0);
  return price;
}

/** z(lambda), and what the filling that it relaxes to uses of every row. */
function relaxed(items: KnapsackItems, capacity: Float64Array, lambda: Float64Array, used: Float64Array): number {
  let z = 0;
  used.fill(0);
  for (let row = 0; row < items.rows; row += 1) z += (lambda[row] ?? 0) * (capacity[row] ?? 0);
  for (let item = 0; item < items.count; item += 1) {
    const surplus = (items.value[item] ?? 0) - reducedPrice(items, lambda, item);
    if (surplus <= 0) continue;
    const limit = items.limit[item] ?? 0;
    z += limit * surplus;
    for (let row = 0; row < items.rows; row += 1)
      used[row] = (used[row] ?? 0) + limit * (items.size[item * items.rows + row] ?? 0);
  }
  return z;
}

/** Greedy filling by worth over price, into `chosen` (cleared first). */
function fillGreedily(
  items: KnapsackItems,
  capacity: Float64Array,
  order: readonly number[],
  chosen: Float64Array,
): number {
  const left = capacity.slice();
  let value = 0;
  chosen.fill(0);
  for (const item of order) {
    const most = mostOf(items, left, item, items.limit[item] ?? 0);
    if (most <= 0) continue;
    chosen[item] = most;
    value += most * (items.value[item] ?? 0);
    take(items, left, item, most);
  }
  return value;
}

function mostOf(items: KnapsackItems, left: Float64Array, item: number, limit: number): number {
  let most = limit;
  for (let row = 0; row < items.rows; row += 1) {
    const size = items.size[item * items.rows + row] ?? 0;
    if (size > 0) most = Math.min(most, Math.floor((left[row] ?? 0) / size));
  }
  return most;
}

function take(items: KnapsackItems, left: Float64Array, item: number, count: number): void {
  for (let row = 0; row < items.rows; row += 1)
    left[row] = (left[row] ?? 0) - count * (items.size[item * items.rows + row] ?? 0);
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

interface Prices {
  readonly lambda: Float64Array;
  readonly upper: number;
}

/** Row prices of the lowest z, by Polyak's step towards the best filling known. */
function rowPrices(items: KnapsackItems, capacity: Float64Array, lower: number): Prices {
  const lambda = new Float64Array(items.rows);
  const used = new Float64Array(items.rows);
  let all = 0;
  for (let item = 0; item < items.count; item += 1) all += (items.limit[item] ?? 0) * (items.value[item] ?? 0);
  for (let row = 0; row < items.rows; row += 1)
    lambda[row] = (capacity[row] ?? 0) > 0 ? lower / (capacity[row] ?? 1) / items.rows : 0;
  let best: Prices = { lambda: lambda.slice(), upper: all };
  for (let step = 0; step < SUBGRADIENT_STEPS; step += 1) {
    const z = relaxed(items, capacity, lambda, used);
    if (z < best.upper) best = { lambda: lambda.slice(), upper: z };
    let norm = 0;
    for (let row = 0; row < items.rows; row += 1) {
      // In shares of the capacity, so that rows of different units weigh the same.
      const slack = (capacity[row] ?? 0) > 0 ? 1 - (used[row] ?? 0) / (capacity[row] ?? 1) : 0;
      norm += slack * slack;
    }
    if (norm < 1e-12 || z - lower <= 1e-9 * z) break;
    const length = (0.9 * (z - lower)) / norm;
    for (let row = 0; row < items.rows; row += 1) {
      const share = capacity[row] ?? 0;
      if (share > 0)
        lambda[row] = Math.max(0, (lambda[row] ?? 0) - (length * (1 - (used[row] ?? 0) / share)) / share);
    }
  }
  return best;
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
    for (let row = 0; row < this.items.rows; row += 1) upper += (this.lambda[row] ?? 0) * (this.left[row] ?? 0);
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

export function bestFilling(items: KnapsackItems, capacity: Float64Array, effort: KnapsackEffort): Filling {
  const even = capacity.map((amount) => (amount > 0 ? 1 / amount : 0));
  const chosen = new Float64Array(items.count);
  let value = fillGreedily(items, capacity, orderBy(items, even), chosen);
  const trial = new Float64Array(items.count);
  const { lambda, upper } = rowPrices(items, capacity, value);
  const order = orderBy(items, lambda);
  const priced = fillGreedily(items, capacity, order, trial);
  if (priced > value) {
    value = priced;
    chosen.set(trial);
  }
  if (effort.nodes === 0 || upper <= value * (1 + effort.tolerance))
    return { items: chosen, value, upper: Math.max(value, upper), workUnits: 1 };
  const search = new Search(items, order, lambda, capacity, { items: chosen, value }, effort.nodes, effort.tolerance);
  const finished = search.run();
  return {
    items: search.best,
    value: search.value,
    upper: finished ? Math.min(upper, search.value * (1 + effort.tolerance)) : upper,
    workUnits: 1 + search.nodes,
  };
}
