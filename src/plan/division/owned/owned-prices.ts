/**
 * Prices of the room of nodes that exist, and what they prove. With a price y for each amount of each node, an item is
 * worth its penalty or what it takes where it is cheapest, whichever is less, and
 *
 *   penalties >= sum of items' worth - sum over nodes of room x y
 *
 * for any y >= 0: the dual of placing items in fractions. It is climbed by subgradients (B. T. Polyak, 1969: steps by the
 * distance to the penalties of the best packing known); the best y is kept.
 */
import type { OwnedProblem } from "./owned-problem.js";

const STEPS = 1000;
/** Steps without a better bound after which steps get shorter. */
const PATIENCE = 20;
const SHORTER = 0.7;
/** Part of the sum by which numbers may be off. */
const ROUNDING = 1e-9;
/** How much of its direction a step keeps from the step before. */
const MEMORY = 0.6;

export interface OwnedPrices {
  /** Node and row (node x rows + row) -> price of all of the largest amount of that row. */
  readonly price: Float64Array;
  /** What an item of each class is worth. */
  readonly value: Float64Array;
  /** Penalties of any packing, in money. */
  readonly bound: number;
  readonly steps: number;
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other);
}

/** What divides the penalties of all classes, and so the sum of any packing. */
function unitOf({ classes }: OwnedProblem): number {
  return classes.reduce((divisor, { penalty }) => commonDivisor(divisor, penalty), 0);
}

/** No packing has fewer penalties: their sum is a multiple of the unit. */
function wholeBound(unit: number, bound: number): number {
  return unit === 0 ? 0 : Math.max(0, Math.ceil(bound / unit) * unit);
}

class Climb {
  readonly price: Float64Array;
  readonly value: Float64Array;
  /** Room less what the items would take that are cheapest there. */
  readonly slack: Float64Array;
  private readonly capacity: Float64Array;
  /** By class. */
  private readonly demand: Float64Array;
  private readonly penalty: Float64Array;
  /** Where each class begins in `hosts`, and where the last one ends. */
  private readonly first: Int32Array;
  /** What each node that may hold the class would take for it: places of pairs, class after class. */
  private readonly hosts: Int32Array;
  /** Node x rows and size x rows of each pair of a node and a size, each pair once: few sizes are distinct. */
  private readonly pairNode: Int32Array;
  private readonly pairSize: Int32Array;
  /** What an item of the size takes of the node. */
  private readonly takes: Float64Array;
  /** Size x rows + row. */
  private readonly sizes: Float64Array;
  private readonly rows: number;

  constructor(problem: OwnedProblem) {
    const { nodes, rows, classes, room, sizes, sizeOf } = problem;
    this.rows = rows;
    this.demand = Float64Array.from(classes, ({ demand }) => demand);
    this.penalty = Float64Array.from(classes, ({ penalty }) => penalty);
    this.sizes = Float64Array.from(sizes.flatMap((own) => [...own]));
    const pairs = new Map<number, number>();
    const pairOf = (one: number, node: number): number => {
      const key = (sizeOf[one] ?? 0) * nodes.length + node;
      const pair = pairs.get(key) ?? pairs.size;
      pairs.set(key, pair);
      return pair;
    };
    this.hosts = Int32Array.from(
      classes.flatMap(({ eligible }, one) => eligible.map((node) => pairOf(one, node))),
    );
    this.pairNode = Int32Array.from(pairs.keys(), (key) => (key % nodes.length) * rows);
    this.pairSize = Int32Array.from(pairs.keys(), (key) => Math.floor(key / nodes.length) * rows);
    this.takes = new Float64Array(pairs.size);
    this.first = new Int32Array(classes.length + 1);
    for (const [one, { eligible }] of classes.entries())
      this.first[one + 1] = (this.first[one] ?? 0) + eligible.length;
    this.price = new Float64Array(nodes.length * rows);
    this.value = new Float64Array(classes.length);
    this.slack = new Float64Array(nodes.length * rows);
    this.capacity = Float64Array.from(
      { length: nodes.length * rows },
      (_none, at) =>
        (nodes[Math.floor(at / rows)]?.count ?? 0) * (room[Math.floor(at / rows)]?.[at % rows] ?? 0),
    );
  }

  /** What an item of each size would take of each node. */
  private ask(): void {
    const { rows, takes, pairNode, pairSize, sizes, price } = this;
    for (let pair = 0; pair < takes.length; pair += 1) {
      const [node, own] = [pairNode[pair] ?? 0, pairSize[pair] ?? 0];
      let sum = 0;
      for (let row = 0; row < rows; row += 1) sum += (sizes[own + row] ?? 0) * (price[node + row] ?? 0);
      takes[pair] = sum;
    }
  }

  /** What the prices prove; sets values and slack. */
  look(): number {
    const { rows, slack, value, price, capacity, sizes, demand, penalty, first, hosts } = this;
    const { takes, pairNode, pairSize } = this;
    this.ask();
    slack.set(capacity);
    let sum = 0;
    for (let one = 0; one < value.length; one += 1) {
      let best = -1;
      let least = penalty[one] ?? 0;
      const end = first[one + 1] ?? 0;
      for (let at = first[one] ?? 0; at < end; at += 1) {
        const pair = hosts[at] ?? 0;
        const own = takes[pair] ?? 0;
        if (own < least) {
          best = pair;
          least = own;
        }
      }
      const many = demand[one] ?? 0;
      value[one] = least;
      sum += many * least;
      if (best < 0) continue;
      const [node, own] = [pairNode[best] ?? 0, pairSize[best] ?? 0];
      for (let row = 0; row < rows; row += 1)
        slack[node + row] = (slack[node + row] ?? 0) - many * (sizes[own + row] ?? 0);
    }
    let scale = sum;
    for (let at = 0; at < price.length; at += 1) {
      const rent = (capacity[at] ?? 0) * (price[at] ?? 0);
      sum -= rent;
      scale += rent;
    }
    return sum - ROUNDING * scale - ROUNDING;
  }
}

/** `cost`: penalties of a packing. */
export function ownedPrices(problem: OwnedProblem, cost: number): OwnedPrices {
  const climb = new Climb(problem);
  const unit = unitOf(problem);
  const { price, value, slack } = climb;
  const direction = new Float64Array(price.length);
  let best = { price: price.slice(), value: value.slice(), bound: 0 };
  let [factor, since, steps] = [1, 0, 0];
  for (; steps < STEPS && factor > 1e-3; steps += 1) {
    const bound = climb.look();
    if (bound > best.bound || steps === 0) {
      best = { price: price.slice(), value: value.slice(), bound: Math.max(0, bound) };
      since = 0;
    } else since += 1;
    if (wholeBound(unit, best.bound) >= cost) break;
    if (since > PATIENCE) {
      factor *= SHORTER;
      since = 0;
      price.set(best.price);
      direction.fill(0);
      climb.look();
    }
    let norm = 0;
    for (let at = 0; at < price.length; at += 1) {
      const own = MEMORY * (direction[at] ?? 0) - (1 - MEMORY) * (slack[at] ?? 0);
      direction[at] = own <= 0 && (price[at] ?? 0) === 0 ? 0 : own;
      norm += (direction[at] ?? 0) * (direction[at] ?? 0);
    }
    if (norm === 0) break;
    const step = (factor * Math.max(0, cost - bound)) / norm;
    for (let at = 0; at < price.length; at += 1)
      price[at] = Math.max(0, (price[at] ?? 0) + step * (direction[at] ?? 0));
  }
  return { ...best, bound: wholeBound(unit, best.bound), steps };
}

/** Nothing is known of what room is worth. */
export function withoutPrices({ nodes, rows, classes }: OwnedProblem): OwnedPrices {
  const price = new Float64Array(nodes.length * rows);
  return { price, value: new Float64Array(classes.length), bound: 0, steps: 0 };
}
