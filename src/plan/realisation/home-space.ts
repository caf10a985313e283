/** Every home that may be chosen: so many nodes of a type, and what each workload would take of one of them. */
import { amountOf } from "../../units/resources.js";
import type { Demand } from "../formulate/demand.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { capOn, homeItem, mayLive } from "./home-items.js";
import type { HomeItem } from "./home-items.js";
import { cheapestTypes, firstKind, homeTypes } from "./home-types.js";
import type { HomeType } from "./home-types.js";

/** Of each mix of CPU and memory, because each type is the home of one set of workloads only. */
const CHEAPEST = 8;
/** Counts of nodes up to which every one is looked at. */
const SMALL_COUNT = 12;
/** Larger counts, those that divide most of what there is. */
const MOST_COUNTS = 28;
/** A node that holds nothing else may be larger: counts above are not looked for. */
const MOST_NODES = 250;

/** Some workloads on so many nodes of a type. */
export interface Home {
  /** Index of the type. */
  readonly type: number;
  readonly nodes: number;
  /** Indices of the items. */
  readonly members: readonly number[];
  readonly microPerHour: number;
}

export interface SpaceInput {
  readonly kinds: readonly NodeKind[];
  readonly demands: readonly Demand[];
}

/**
 * Counts that leave least over: of each item, ceil(replicas / k) nodes hold it with k on each. Counts are worth what the
 * items are, less for what they leave over.
 */
function countsOf(items: readonly HomeItem[], weights: readonly number[], zones: number): number[] {
  const worth = new Map<number, number>();
  for (const [index, { replicas }] of items.entries())
    for (let each = 1; each <= replicas; each += 1) {
      const nodes = Math.ceil(replicas / each);
      if (nodes <= SMALL_COUNT) break;
      if (nodes > MOST_NODES) continue;
      const over = (nodes * each) / replicas - 1;
      worth.set(nodes, (worth.get(nodes) ?? 0) + (weights[index] ?? 0) / (1 + 50 * over));
    }
  const small = Array.from({ length: SMALL_COUNT }, (_none, index) => index + 1);
  const large = [...worth].sort(([left, one], [right, other]) => other - one || left - right);
  const least = items.flatMap(({ replicas, most, isSpread }) =>
    most >= replicas ? [] : [Math.ceil(replicas / most / (isSpread ? zones : 1)) * (isSpread ? zones : 1)],
  );
  const chosen = new Set([...small, ...large.slice(0, MOST_COUNTS).map(([nodes]) => nodes), ...least]);
  return [...chosen].sort((left, right) => left - right);
}

export class HomeSpace {
  readonly resources: readonly string[];
  readonly items: readonly HomeItem[];
  readonly types: readonly HomeType[];
  /** By type: types of one label are told apart by nothing, so only one of them is the home of anything. */
  readonly labels: readonly number[];
  readonly labelCount: number;
  readonly prices: readonly number[];
  readonly counts: readonly number[];
  /** By type: what one node has, by resource. */
  private readonly free: readonly (readonly number[])[];
  private readonly zones: number;
  /** By type and count, made when first asked for. */
  private readonly parts: (Float64Array | undefined)[] = [];
  private readonly lives: readonly Uint8Array[];
  private readonly cheapestFirst: readonly number[];

  constructor({ kinds, demands }: SpaceInput) {
    this.resources = [...new Set(demands.flatMap(({ workload }) => Object.keys(workload.requests)))].sort();
    this.zones = new Set(kinds.map(({ availabilityZone }) => availabilityZone)).size;
    this.items = demands.map((demand) => homeItem(demand, this.resources));
    this.types = this.candidates(homeTypes(kinds), demands);
    this.prices = this.types.map((type) => firstKind(type).microPerHour);
    this.free = this.types.map((type) => this.resources.map((name) => amountOf(firstKind(type).free, name)));
    this.lives = this.types.map((type) =>
      Uint8Array.from(this.items, (item) => (mayLive(item, type, this.zones) ? 1 : 0)),
    );
    const labels = this.types.map((type) => `${firstKind(type).pool}\n${firstKind(type).instanceType}`);
    const distinct = [...new Set(labels)];
    this.labels = labels.map((label) => distinct.indexOf(label));
    this.labelCount = distinct.length;
    this.cheapestFirst = this.types
      .map((_type, index) => index)
      .sort((left, right) => this.priceOf(left) - this.priceOf(right) || left - right);
    this.counts = countsOf(this.items, this.weights(), this.zones);
  }

  private candidates(types: readonly HomeType[], demands: readonly Demand[]): HomeType[] {
    const capacity = ({ free }: NodeKind, resource: string): number => amountOf(free, resource);
    const chosen = cheapestTypes(types, { demands, resources: this.resources, count: CHEAPEST, capacity });
    for (const device of this.resources.filter((name) => name.includes("/"))) {
      const each = (type: HomeType): number =>
        firstKind(type).microPerHour / amountOf(firstKind(type).free, device);
      const having = types.filter((type) => amountOf(firstKind(type).free, device) > 0);
      having.sort((left, right) => each(left) - each(right));
      for (const type of having.slice(0, CHEAPEST)) chosen.add(type);
    }
    return types.filter((type) => chosen.has(type));
  }

  /** Of each item: what all of it takes of the cheapest node for it, in nodes' prices. */
  private weights(): number[] {
    return this.items.map(({ replicas, size }, item) => {
      let least = Infinity;
      for (const [type, free] of this.free.entries()) {
        if (this.lives[type]?.[item] !== 1) continue;
        const part = Math.max(...size.map((amount, at) => (amount === 0 ? 0 : amount / (free[at] ?? 0))));
        least = Math.min(least, part * replicas * this.priceOf(type));
      }
      return Number.isFinite(least) ? least : 0;
    });
  }

  priceOf(type: number): number {
    return this.prices[type] ?? 0;
  }

  labelOf(type: number): number {
    return this.labels[type] ?? 0;
  }

  zonesOf(type: number): number {
    return this.types[type]?.kinds.length ?? 1;
  }

  capIn(item: number, type: number, nodes: number): number | undefined {
    const one = this.items[item];
    if (one === undefined || this.lives[type]?.[item] !== 1) return undefined;
    return capOn(one, nodes, this.zonesOf(type));
  }

  /**
   * What the items take of one of so many nodes of the type: parts of what it has, item by item, resource by resource;
   * -1 first where the item may not live there.
   */
  partsOf(type: number, place: number): Float64Array {
    const key = type * this.counts.length + place;
    const known = this.parts[key];
    if (known !== undefined) return known;
    const width = this.resources.length;
    const parts = new Float64Array(this.items.length * width);
    const free = this.free[type] ?? [];
    for (const [item, { size }] of this.items.entries()) {
      const cap = this.capIn(item, type, this.counts[place] ?? 0) ?? Infinity;
      for (const [at, amount] of size.entries())
        parts[item * width + at] = amount === 0 ? 0 : (cap * amount) / (free[at] ?? 0);
      // Pods request at least one pod, so that a missing cap shows.
      for (let at = 0; at < width; at += 1)
        if (!((parts[item * width + at] ?? 0) <= 1)) parts[item * width] = -1;
    }
    this.parts[key] = parts;
    return parts;
  }

  private fits(members: readonly number[], type: number, nodes: number): boolean {
    const free = this.free[type] ?? [];
    const used = free.map(() => 0);
    for (const member of members) {
      const cap = this.capIn(member, type, nodes);
      if (cap === undefined) return false;
      const size = this.items[member]?.size ?? [];
      for (const [at, amount] of size.entries()) {
        used[at] = (used[at] ?? 0) + cap * amount;
        if ((used[at] ?? 0) > (free[at] ?? 0)) return false;
      }
    }
    return true;
  }

  /** The cheapest home of all these items together, of types whose labels are open; undefined where there is none. */
  cheapestHome(
    members: readonly number[],
    isOpen: (label: number) => boolean,
    below = Infinity,
  ): Home | undefined {
    let best: Home | undefined;
    let least = below;
    for (const type of this.cheapestFirst) {
      if (!isOpen(this.labelOf(type)) || !members.every((member) => this.lives[type]?.[member] === 1))
        continue;
      for (const nodes of this.counts) {
        const microPerHour = nodes * this.priceOf(type);
        if (microPerHour >= least) break;
        if (!this.fits(members, type, nodes)) continue;
        least = microPerHour;
        best = { type, nodes, members, microPerHour };
        break;
      }
    }
    return best;
  }
}
