/**
 * How a search starts from where one of a like problem ended: its fillings are columns, its prices a proof, and
 * its nodes stay as far as what they held is still there. A node that lost some items keeps the others and is
 * filled up. Where the packing is then too dear, the nodes that give least for their price are packed anew,
 * a few first, so that small changes of demand move little. Often it is the proof that is too weak and not the
 * packing too dear: so prices are looked for before many nodes are packed anew, and only then a packing from nothing.
 */
import type { Certificate } from "./certificate.js";
import type { Column } from "./column-pool.js";
import { capsLeft, nodesAllowed, packingOf, takeFromCaps } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import { floored } from "./item-values.js";
import { boxRoom } from "./model-boxes.js";
import type { PackingModel } from "./packing-model.js";
import { patternOf, takeFrom, timesIn, trimmedTo, usedBy, worthOf } from "./pattern.js";
import type { Pattern } from "./pattern.js";
import type { Findings } from "./prepared-parts.js";
import type { PackingPrices } from "./problem.js";
import { columnsOf } from "./search-memory.js";
import type { SearchStart } from "./search-memory.js";
import type { PackInput, SearchState } from "./search-state.js";

/** By class and cap of the model. */
export type Prices = Omit<Certificate, "bound">;

const EFFORT = { nodes: 20, steps: 50_000, tolerance: 5e-4 };
/** Shares of a packing's cost that are packed anew before all of it is: a few at once, more under better prices. */
const FIRST_REPACKED = [0.02, 0.04, 0.07];
const REPACKED = [...FIRST_REPACKED, 0.1, 0.14, 0.2, 0.3];
/** What nodes packed anew cost above what is proved of them, as a share of the bound: 0.2-1.2 % on 15 fleets of 100 classes. */
const LIKELY_LOSS = 0.006;
/** The same under a master's prices, which prove more. */
const LEAST_LOSS = 0.003;
/** A node stays if what is left of it is worth this share of what it was. */
const LEAST_LEFT = 0.3;

/** Known fillings are columns again; the nodes of the packing before. */
export function recall(state: SearchState, { fillings, prices }: SearchStart): Filled[] {
  const { model, pool } = state;
  const columns = columnsOf(model, fillings);
  for (const column of columns) pool.add(column);
  if (prices === undefined) return columns;
  return columns.filter(({ count }) => count > 0);
}

/** With no more items of a class than there are now. */
function withinLimits(pattern: Pattern, perNode: Float64Array): Pattern {
  const { item, each } = pattern;
  let at = 0;
  while (at < item.length && (each[at] ?? 0) <= (perNode[item[at] ?? 0] ?? 0)) at += 1;
  if (at === item.length) return pattern;
  const fewer = each.map((items, place) => Math.min(items, perNode[item[place] ?? 0] ?? 0));
  return { item, each: fewer };
}

/**
 * The nodes of a search of the same classes and types. Its fillings are columns once a stage wants columns
 * (`recallColumns`): most plans that are made again need none.
 */
export function recallOwn(state: SearchState, { nodes, columns }: Findings): Filled[] {
  const { perNode } = state.model;
  const known = new Set<number>();
  for (const { type } of columns) known.add(type);
  state.known = known;
  return nodes.map(({ type, count, pattern }) => ({ type, count, pattern: withinLimits(pattern, perNode) }));
}

/** Fillings of earlier searches are columns, before those that were found since. */
export function recallColumns({ model, pool }: SearchState, columns: readonly Column[]): void {
  pool.addFirst(
    columns.map(({ type, pattern }): Column => ({ type, pattern: withinLimits(pattern, model.perNode) })),
  );
}

/** Prices of a problem by class and cap of its model. */
export function modelPrices(model: PackingModel, prices: PackingPrices): Prices {
  return {
    value: Float64Array.from(model.members, ([item]) => prices.value[item ?? 0] ?? 0),
    rent: Float64Array.from(model.capLimit, (_limit, cap) => prices.rent[cap] ?? 0),
  };
}

/** What prices of a problem prove that is only like this one. */
export function proveFrom(state: SearchState, { value, rent }: Prices): void {
  const { alone } = state;
  state.repair({ value: floored(value, alone), rent, effort: EFFORT, slack: 1e-4, hope: Infinity });
}

class Keeping {
  readonly kept: Filled[] = [];
  private readonly remaining: Float64Array;
  private readonly left: Float64Array;
  /** By class, of the type that is filled up. */
  private readonly density: Float64Array;

  constructor(
    private readonly model: PackingModel,
    private readonly value: Float64Array,
  ) {
    this.remaining = model.demand.slice();
    this.density = new Float64Array(model.classes);
    this.left = model.capLimit.slice();
  }

  /** As many nodes of the pattern as there are items and caps for; how many. */
  private keep(type: number, pattern: Pattern, most: number): number {
    const { model, remaining, left } = this;
    const count = Math.min(most, timesIn(pattern, remaining), nodesAllowed(model, type, left));
    if (count < 1 || pattern.item.length === 0) return 0;
    takeFrom(remaining, pattern, count);
    takeFromCaps(model, left, type, count);
    this.kept.push({ type, count, pattern });
    return count;
  }

  whole({ type, pattern, count }: Filled): number {
    return count - this.keep(type, pattern, count);
  }

  /** Nodes that lost a class after another, while they are worth keeping. */
  trimmed({ type, pattern, count }: Filled): void {
    const least = LEAST_LEFT * worthOf(pattern, this.value);
    for (let open = count; open > 0;) {
      const rest = trimmedTo(pattern, this.remaining);
      if (worthOf(rest, this.value) <= least) return;
      const taken = this.keep(type, rest, open);
      if (taken === 0) return;
      open -= taken;
    }
  }

  /** Puts items that are left into the holes of the nodes that are kept, densest first. */
  fillUp(from: number): void {
    for (let at = from; at < this.kept.length; at += 1) {
      const entry = this.kept[at];
      if (entry !== undefined) this.kept[at] = this.filledUp(entry);
    }
  }

  private filledUp({ type, pattern, count }: Filled): Filled {
    const { model, remaining } = this;
    const { rows } = model;
    const used = usedBy(model, pattern);
    const each = new Float64Array(model.classes);
    for (const [at, item] of pattern.item.entries()) each[item] = pattern.each[at] ?? 0;
    for (const item of this.byDensity(type)) {
      let most = Math.min(
        (model.perNode[item] ?? 0) - (each[item] ?? 0),
        Math.floor((remaining[item] ?? 0) / count),
      );
      for (let row = 0; row < rows && most > 0; row += 1) {
        const size = model.size[item * rows + row] ?? 0;
        const room = (model.capacity[type * rows + row] ?? 0) - (used[row] ?? 0);
        if (size * most > room) most = Math.floor(room / size);
      }
      if (model.boxes !== undefined && most > 0)
        most = boxRoom(model.boxes, type, { pattern: patternOf(each), item, most });
      if (most <= 0) continue;
      each[item] = (each[item] ?? 0) + most;
      remaining[item] = (remaining[item] ?? 0) - count * most;
      for (let row = 0; row < rows; row += 1)
        used[row] = (used[row] ?? 0) + most * (model.size[item * rows + row] ?? 0);
    }
    return { type, count, pattern: patternOf(each) };
  }

  /** Classes with items left that the type may hold, by value for the shares that one takes. */
  private byDensity(type: number): number[] {
    const { model, remaining, value, density } = this;
    const { rows } = model;
    const open: number[] = [];
    for (const item of model.fitting[type] ?? []) {
      if ((remaining[item] ?? 0) <= 0) continue;
      let share = 1e-9;
      for (let row = 0; row < rows; row += 1)
        share += (model.size[item * rows + row] ?? 0) / Math.max(1, model.capacity[type * rows + row] ?? 0);
      density[item] = (value[item] ?? 0) / share;
      open.push(item);
    }
    return open.sort((one, other) => (density[other] ?? 0) - (density[one] ?? 0) || one - other);
  }
}

/** The nodes of the packing before, as far as their items are still there, filled up. */
export function keptNodes(model: PackingModel, before: readonly Filled[], value: Float64Array): Filled[] {
  const keeping = new Keeping(model, value);
  const open = before.flatMap((entry) => {
    const count = keeping.whole(entry);
    return count > 0 ? [{ type: entry.type, count, pattern: entry.pattern }] : [];
  });
  const whole = keeping.kept.length;
  for (const entry of open) keeping.trimmed(entry);
  keeping.fillUp(whole);
  return keeping.kept;
}

/** All but the nodes that are worth least for their price, of which so much money's worth is left out. */
function withoutWorst(
  model: PackingModel,
  filled: readonly Filled[],
  value: Float64Array,
  money: number,
): Filled[] {
  const price = ({ type }: Filled): number => model.price[type] ?? 0;
  const rating = filled.map((entry) => worthOf(entry.pattern, value) / Math.max(1, price(entry)));
  const order = [...filled.keys()].sort(
    (one, other) => (rating[one] ?? 0) - (rating[other] ?? 0) || one - other,
  );
  let open = money;
  return order.flatMap((at) => {
    const entry = filled[at];
    if (entry === undefined) return [];
    const dropped = open > 0 ? Math.min(entry.count, Math.ceil(open / Math.max(1, price(entry)))) : 0;
    open -= dropped * price(entry);
    const { type, count, pattern } = entry;
    return dropped === count ? [] : [{ type, count: count - dropped, pattern }];
  });
}

/**
 * No packing with these nodes costs less: what is left costs at least what the proof says that it is worth, less the
 * rent of what the nodes leave of the caps.
 */
export function leastCost(
  { model, proof }: Pick<SearchState, "model" | "proof">,
  kept: readonly Filled[],
): number {
  const { cost, unplaced } = packingOf(model, kept);
  const left = capsLeft(model, kept);
  let least = cost;
  for (let item = 0; item < unplaced.length; item += 1)
    least += (proof.value[item] ?? 0) * (unplaced[item] ?? 0);
  for (let cap = 0; cap < left.length; cap += 1) least -= (proof.rent[cap] ?? 0) * (left[cap] ?? 0);
  return least;
}

/**
 * A packing beside nodes that stay. What else is bought is of types that an earlier search had fillings of, where one
 * is known: most types are in none of them, and to fill those is half of the work. Types of fillings may be used up.
 */
export function packBeside(state: SearchState, input: PackInput): Packing {
  const { known } = state;
  const packing = state.pack({ ...input, types: known });
  return known === undefined || packing.missing === 0 ? packing : state.pack(input);
}

/**
 * The packing that was begun with, without its worst nodes, more of them each time; not so few that too many stay
 * for the target, whatever the rest is packed like, nor so few that they are likely to.
 */
export function repack(state: SearchState, value: Float64Array, rent: Float64Array, first: boolean): void {
  const { begun, model, bound, known } = state;
  if (begun === undefined || state.boundOnly) return;
  const shares = first ? FIRST_REPACKED : REPACKED;
  const likely = known === undefined ? 0 : (first ? LIKELY_LOSS : LEAST_LOSS) * bound;
  for (const share of shares) {
    if (state.done) return;
    const kept = withoutWorst(model, begun.filled, value, share * begun.cost);
    const open = state.goodEnough(bound) - leastCost(state, kept);
    if (open < (share === shares[shares.length - 1] ? 0 : likely)) continue;
    const packing = packBeside(state, { value, rent, kept });
    state.report("greedy", packing.cost);
  }
}
