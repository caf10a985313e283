/**
 * All packings of a tiny problem, cut by a proof and by states seen before. A node takes as much as it can:
 * taking items from other nodes never costs more, so only fillings that nothing can be added to are tried,
 * and always for the first class that is left.
 */
import type { Certificate } from "./certificate.js";
import { isBetter, nodesAllowed, packingOf } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import { boxRoom } from "./model-boxes.js";
import type { PackingModel } from "./packing-model.js";
import { patternOf } from "./pattern.js";
import type { WorkBudget } from "./work.js";

/** Items of all classes together, above which the search is not begun. */
const MOST_ITEMS = 48;
const MOST_STATES = 30_000;

export interface ExactSearch {
  /** The cheapest packing found, the start included. */
  readonly packing: Packing;
  /** Whether it is the cheapest of all (or, where items are left out, none places all). */
  readonly complete: boolean;
}

/** A node that is being filled. */
interface OpenFilling {
  readonly type: number;
  readonly remaining: Float64Array;
  readonly pattern: Float64Array;
}

class Enumeration {
  states = 0;
  best: Packing;
  private readonly path: Filled[] = [];
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly model: PackingModel,
    private readonly proof: Certificate,
    start: Packing,
    private readonly work: WorkBudget,
  ) {
    this.best = start;
  }

  private atLeast(remaining: Float64Array, left: Float64Array): number {
    let worth = 0;
    for (const [item, count] of remaining.entries()) worth += count * (this.proof.value[item] ?? 0);
    for (const [cap, limit] of left.entries()) worth -= limit * (this.proof.rent[cap] ?? 0);
    return worth;
  }

  /** Prices are whole, so a packing that is better is better by one. */
  private isHopeless(cost: number, remaining: Float64Array, left: Float64Array): boolean {
    if (this.best.missing > 0) return false;
    return cost + this.atLeast(remaining, left) * (1 - 1e-9) > this.best.cost - 1 + 1e-6;
  }

  private wasSeen(cost: number, remaining: Float64Array, left: Float64Array): boolean {
    const key = `${remaining.join(",")}|${left.join(",")}`;
    const before = this.seen.get(key);
    if (before !== undefined && before <= cost) return true;
    this.seen.set(key, cost);
    return false;
  }

  /** False where a limit ended the search. */
  run(cost: number, remaining: Float64Array, left: Float64Array): boolean {
    this.states += 1;
    this.work.spend(1);
    if (this.states > MOST_STATES || this.work.exhausted) return false;
    const first = remaining.findIndex((count) => count > 0);
    if (first === -1) {
      const packing = packingOf(this.model, [...this.path]);
      if (isBetter(packing, this.best)) this.best = packing;
      return true;
    }
    if (this.isHopeless(cost, remaining, left) || this.wasSeen(cost, remaining, left)) return true;
    for (const type of this.model.typesOf[first] ?? []) {
      if (nodesAllowed(this.model, type, left) < 1) continue;
      const after = left.slice();
      for (const { cap, weight } of this.model.capsOf[type] ?? []) after[cap] = (after[cap] ?? 0) - weight;
      for (const pattern of this.fillings(type, first, remaining)) {
        this.path.push({ type, count: 1, pattern: patternOf(pattern) });
        const rest = remaining.map((count, item) => count - (pattern[item] ?? 0));
        const finished = this.run(cost + (this.model.price[type] ?? 0), rest, after);
        this.path.pop();
        if (!finished) return false;
      }
    }
    return true;
  }

  /** Fillings with at least one item of `first` to which no item that is left can be added; fullest first. */
  private *fillings(type: number, first: number, remaining: Float64Array): Generator<Float64Array> {
    const { model } = this;
    const items = [...(model.fitting[type] ?? [])].filter((item) => (remaining[item] ?? 0) > 0);
    const ordered = [first, ...items.filter((item) => item !== first)];
    const filling = { type, remaining, pattern: new Float64Array(model.classes) };
    yield* this.extend(filling, ordered, 0, model.capacity.slice(type * model.rows, (type + 1) * model.rows));
  }

  /** How many more of the item the node has room for. */
  private room(item: number, space: Float64Array, { type, remaining, pattern }: OpenFilling): number {
    const { model } = this;
    let most = Math.min(remaining[item] ?? 0, model.perNode[item] ?? 0);
    for (let row = 0; row < model.rows; row += 1) {
      const size = model.size[item * model.rows + row] ?? 0;
      if (size > 0) most = Math.min(most, Math.floor((space[row] ?? 0) / size));
    }
    if (model.boxes === undefined || most <= 0) return most;
    return boxRoom(model.boxes, type, { pattern: patternOf(pattern), item, most });
  }

  private *extend(
    filling: OpenFilling,
    items: readonly number[],
    place: number,
    space: Float64Array,
  ): Generator<Float64Array> {
    const { pattern, remaining } = filling;
    const item = items[place];
    if (item === undefined) {
      const full = items.every((one) => {
        const own = Math.min(remaining[one] ?? 0, this.model.perNode[one] ?? 0) - (pattern[one] ?? 0);
        return own <= 0 || this.room(one, space, filling) < 1;
      });
      if (full) yield pattern.slice();
      return;
    }
    const least = place === 0 ? 1 : 0;
    for (let count = this.room(item, space, filling); count >= least; count -= 1) {
      pattern[item] = count;
      const rest = space.map(
        (amount, row) => amount - count * (this.model.size[item * this.model.rows + row] ?? 0),
      );
      yield* this.extend(filling, items, place + 1, rest);
      pattern[item] = 0;
    }
  }
}

export function exactSearch(
  model: PackingModel,
  proof: Certificate,
  start: Packing,
  work: WorkBudget,
): ExactSearch {
  const items = model.demand.reduce((sum, count) => sum + count, 0);
  if (items > MOST_ITEMS) return { packing: start, complete: false };
  const search = new Enumeration(model, proof, start, work);
  const complete = search.run(0, model.demand.slice(), model.capLimit.slice());
  const unsure = model.boxes?.packing.some((packing) => packing?.isUnsure === true) === true;
  return { packing: search.best, complete: complete && !unsure };
}
