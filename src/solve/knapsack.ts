/**
 * The best filling of one node: which whole items are worth most together within the node's capacity.
 *
 * Upper limit: z(lambda) of the fractional knapsack's row prices (bounded-simplex.ts). Lower limit: the
 * fractional filling rounded down and filled up in the order of value / (lambda . size). Between the two:
 * branch and bound (knapsack-branching.ts), after items are fixed that a better filling cannot hold
 * (reduced-cost tightening; Martello and Toth, "Knapsack Problems", 1990, section 2.2).
 */
import { BoundedSimplex } from "./bounded-simplex.js";
import { GreedyFill } from "./greedy-fill.js";
import { emptyBox, ENTRIES_A_UNIT } from "./item-box.js";
import type { KnapsackEffort, WholeBox } from "./item-box.js";
import { KnapsackBranching } from "./knapsack-branching.js";
import { StatesMemory } from "./knapsack-states.js";
import type { PackingModel } from "./packing-model.js";
import type { Pattern } from "./pattern.js";

export interface Filling {
  readonly value: number;
  /** No filling is worth more. */
  readonly upper: number;
  /** What the fractional knapsack's row prices prove by themselves; >= upper. */
  readonly relaxed: number;
}

/** Looks at all items that a work unit stands for, as often as a fractional knapsack takes. */
const LOOKS_A_UNIT = 10;
/** Pairs of class and type from which on a look comes before a filling: with few, every filling is worth its time. */
const LOOKS_FROM = 8000;
/** Placements into boxes that a work unit stands for. */
const PLACEMENTS_A_UNIT = 32;

/** Knapsacks of one model. Its arrays are reused: read `pattern()` before the next `fill`. */
export class Knapsack {
  /** Work so far: fractional knapsacks solved, by their size. */
  units = 0;
  private readonly box: WholeBox;
  private readonly place: Int32Array;
  private readonly wish: Uint8Array;
  private readonly simplex: BoundedSimplex;
  private readonly greedy: GreedyFill;
  private readonly branching: KnapsackBranching;
  /** Per type: which of its items ended at their limit the last time. */
  private readonly ended: readonly Uint8Array[];
  /** [type * rows + row]: row prices of the type's last fractional knapsack; below 0 where none was solved. */
  readonly prices: Float64Array;
  /** Sizes looked at by `limit` that are no work unit yet. */
  private looked = 0;
  private readonly best: Float64Array;
  private type = 0;

  constructor(
    private readonly model: PackingModel,
    private readonly looks = model.classes * model.types >= LOOKS_FROM,
    known?: Float64Array,
    private readonly memory = new StatesMemory(),
  ) {
    const items = model.nodeItems.reduce((most, { count }) => Math.max(most, count), 1);
    this.box = emptyBox(items, model.rows);
    this.place = new Int32Array(items);
    this.wish = new Uint8Array(items);
    this.best = new Float64Array(items);
    this.simplex = new BoundedSimplex(items, model.rows);
    this.greedy = new GreedyFill(items, model.rows);
    this.branching = new KnapsackBranching(items, model.rows, this.greedy);
    this.ended = model.nodeItems.map(({ count }) => new Uint8Array(count));
    this.prices = known?.slice() ?? new Float64Array(model.types * model.rows).fill(-1);
  }

  /**
   * No filling of the type with at most `available` items of each class is worth more: z(lambda) at the row prices
   * of the type's last fractional knapsack, for one look at every item. Infinity where none was solved, and in
   * models so small that every type is filled anyway.
   */
  limit(type: number, value: Float64Array, available: Float64Array): number {
    const items = this.model.nodeItems[type];
    const first = type * this.model.rows;
    const { prices } = this;
    if (items === undefined || !this.looks || (prices[first] ?? -1) < 0) return Infinity;
    const { rows, count, item, share, most } = items;
    let z = 0;
    for (let row = 0; row < rows; row += 1) z += prices[first + row] ?? 0;
    for (let at = 0; at < count; at += 1) {
      const one = item[at] ?? 0;
      let gain = value[one] ?? 0;
      for (let row = 0; row < rows; row += 1)
        gain -= (prices[first + row] ?? 0) * (share[row * count + at] ?? 0);
      if (gain > 0) z += gain * Math.min(available[one] ?? 0, most[at] ?? 0);
    }
    this.looked += count * rows;
    if (this.looked >= LOOKS_A_UNIT * ENTRIES_A_UNIT) {
      this.units += 1;
      this.looked = 0;
    }
    return z * (1 + 1e-12) + 1e-12;
  }

  /** Gathers the items that are worth something. */
  private gather(type: number, value: Float64Array, limit: Float64Array): void {
    const { box, place } = this;
    const items = this.model.nodeItems[type];
    if (items === undefined) return;
    const ended = this.ended[type] ?? new Uint8Array();
    let count = 0;
    for (let at = 0; at < items.count; at += 1) {
      const item = items.item[at] ?? 0;
      const most = Math.min(limit[item] ?? 0, items.most[at] ?? 0);
      const worth = value[item] ?? 0;
      if (most <= 0 || worth <= 0) continue;
      place[count] = at;
      box.value[count] = worth;
      box.low[count] = 0;
      box.up[count] = most;
      this.wish[count] = ended[at] ?? 0;
      count += 1;
    }
    box.count = count;
    box.rows = items.rows;
    this.gatherBoxes(type);
    for (let row = 0; row < items.rows; row += 1) {
      box.capacity[row] = items.capacity[row] ?? 0;
      for (let at = 0; at < count; at += 1) {
        const from = row * items.count + (place[at] ?? 0);
        box.size[row * count + at] = items.size[from] ?? 0;
        box.share[row * count + at] = items.share[from] ?? 0;
      }
    }
  }

  private gatherBoxes(type: number): void {
    const { box, place } = this;
    const { boxes, nodeItems } = this.model;
    box.boxes = boxes?.packing[type];
    if (boxes === undefined || box.boxes === undefined) return;
    box.kinds = boxes.kinds;
    const items = nodeItems[type]?.item;
    for (let at = 0; at < box.count; at += 1) box.kind[at] = boxes.kindOf[items?.[place[at] ?? 0] ?? 0] ?? -1;
  }

  /** The filling of the type that is worth most under `value`, with at most `limit` items of each class. */
  fill(type: number, value: Float64Array, limit: Float64Array, effort: KnapsackEffort): Filling {
    const packing = this.model.boxes?.packing[type];
    if (packing === undefined) return this.search(type, value, limit, effort);
    const before = packing.work;
    const found = this.search(type, value, limit, effort);
    this.units += Math.ceil((packing.work - before) / PLACEMENTS_A_UNIT);
    return found;
  }

  private search(type: number, value: Float64Array, limit: Float64Array, effort: KnapsackEffort): Filling {
    this.type = type;
    this.gather(type, value, limit);
    const { box, simplex, best, wish } = this;
    const cost = Math.ceil((box.count * box.rows) / ENTRIES_A_UNIT);
    this.units += cost;
    simplex.prepare(box);
    simplex.solve(box, wish);
    const ended = this.ended[type] ?? new Uint8Array();
    for (let at = 0; at < box.count; at += 1) ended[this.place[at] ?? 0] = wish[at] ?? 0;
    const upper = simplex.bound(box);
    const first = type * this.model.rows;
    for (let row = 0; row < box.rows; row += 1) this.prices[first + row] = simplex.prices[row] ?? 0;
    if (effort.nodes > 0 && upper <= effort.cutoff) {
      best.fill(0, 0, box.count);
      return { value: 0, upper, relaxed: upper };
    }
    this.greedy.order(box, simplex.reduced);
    let worth = this.greedy.startFrom(box, simplex.x, best);
    const enough = Math.max(worth * (1 + effort.tolerance), effort.cutoff);
    if ((effort.nodes === 0 && effort.steps === 0) || upper <= enough)
      return { value: worth, upper, relaxed: upper };
    let proved = upper;
    if (effort.steps > 0) {
      const { rows, boxes } = this.model;
      const { tolerance, cutoff, steps: mostSteps } = effort;
      const { sorted } = this.greedy;
      const states = this.memory
        .atLeast(best.length, rows + (boxes?.kinds ?? 0))
        .search({ box, simplex, sorted, best, worth, tolerance, cutoff, mostSteps });
      this.units += states.units;
      worth = states.value;
      proved = Math.min(upper, states.upper);
      if (states.complete || effort.nodes === 0) return { value: worth, upper: proved, relaxed: upper };
    }
    const found = this.branching.search({ box, simplex, best, worth, upper, effort });
    this.units += found.units;
    return { value: found.value, upper: Math.min(proved, found.upper), relaxed: upper };
  }

  /**
   * What each of the type's items pays for its space at the row prices of its last fractional knapsack, into
   * `paid`, in the order of the type's items.
   */
  paid(type: number, paid: Float64Array): void {
    const items = this.model.nodeItems[type];
    if (items === undefined) return;
    const { rows, count, share } = items;
    const first = type * this.model.rows;
    for (let at = 0; at < count; at += 1) {
      let sum = 0;
      for (let row = 0; row < rows; row += 1)
        sum += (this.prices[first + row] ?? 0) * (share[row * count + at] ?? 0);
      paid[at] = sum;
    }
  }

  /** The filling found last. */
  pattern(): Pattern {
    const { count } = this.box;
    let used = 0;
    for (let at = 0; at < count; at += 1) if ((this.best[at] ?? 0) > 0) used += 1;
    const item = new Int32Array(used);
    const each = new Int32Array(used);
    const all = this.model.nodeItems[this.type]?.item ?? new Int32Array();
    for (let at = 0, next = 0; at < count; at += 1) {
      const amount = this.best[at] ?? 0;
      if (amount <= 0) continue;
      item[next] = all[this.place[at] ?? 0] ?? 0;
      each[next] = amount;
      next += 1;
    }
    return { item, each };
  }
}
