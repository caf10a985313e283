/**
 * Whole fillings by dynamic programming over what they use, cut by what they lose (E. Horowitz and S. Sahni, 1974,
 * with the bounds of D. Pisinger, "A minimal algorithm for the bounded knapsack problem", 2000, on the
 * Lagrangian of all rows).
 *
 * Under row prices lambda item i pays p_i = lambda . size_i and is worth v_i. Items come in the order of v_i / p_i,
 * so that a partial filling worth v with space rem = lambda . (what is left) reaches at most
 *
 *   v + min(1, next v / p) rem + sum over items to come of up_i max(0, v_i - p_i)
 *
 * Fillings that cannot exceed what is asked for are dropped, of those that use the same the best one is kept.
 * For nodes of a few items that ends after some thousand fillings where branching needs many more fractional
 * knapsacks. Rows without a price are left out, which can only raise the upper limit; a filling that breaks
 * them is not returned.
 *
 * Where the node has boxes, items of each kind of need are told apart as rows are, without a limit of their own, so
 * that one answer of `BoxPacking` holds for all fillings that use the same, and those that do not fit are dropped:
 * nothing that is added makes them fit.
 */
import type { BoundedSimplex } from "./bounded-simplex.js";
import type { WholeBox } from "./item-box.js";

/** Fillings that are kept at most, and slots of the table for each: a power of two. */
const MOST_STATES = 1 << 14;
const SLOTS = 2;
/** From here on the table is cleared. */
const LAST_EPOCH = 1 << 29;
/** Steps that a work unit stands for. */
export const STEPS_A_UNIT = 2048;
/** Steps that asking the boxes stands for. */
const BOX_STEPS = 10;
/** Sums of values are off by less than this share. */
const ROUNDING = 1e-11;

export interface StatesInput {
  readonly box: WholeBox;
  /** The root, solved: its prices and reduced values. */
  readonly simplex: BoundedSimplex;
  /** All items, nearly in the order of value / price; those of one ratio by index. */
  readonly sorted: Int32Array;
  /** The best filling so far, and where a better one goes. */
  readonly best: Float64Array;
  readonly worth: number;
  readonly tolerance: number;
  readonly cutoff: number;
  readonly mostSteps: number;
}

export interface StatesFound {
  readonly value: number;
  /** No filling is worth more; Infinity where the steps did not suffice. */
  readonly upper: number;
  /** Whether the upper limit is known, and no better filling was left out because it broke a row without a price. */
  readonly complete: boolean;
  readonly units: number;
}

/** Numbers that are set before they are read start as NaN: what starts as a small integer is boxed by V8 later. */
export class KnapsackStates {
  private readonly used: Float64Array;
  private readonly value = new Float64Array(MOST_STATES);
  private readonly space = new Float64Array(MOST_STATES);
  private readonly parent = new Int32Array(MOST_STATES);
  private readonly itemOf = new Int32Array(MOST_STATES);
  private readonly copies = new Int32Array(MOST_STATES);
  private readonly replaced = new Uint8Array(MOST_STATES);
  /** The filling in each slot, plus `epoch`; what is less was left by earlier searches. */
  private readonly table = new Int32Array(SLOTS * MOST_STATES);
  private epoch = 1;
  /** Slots that the search uses, less one: no more fillings are made than steps are taken, and few slots stay cached. */
  private mask = 0;
  private current = new Int32Array(MOST_STATES);
  private next = new Int32Array(MOST_STATES);
  private readonly order: Int32Array;
  private readonly ratio: Float64Array;
  private readonly priced: Int32Array;
  private readonly capacity: Float64Array;
  /** Rows that have a price, and then kinds of needs. */
  private rows = 0;
  private pricedRows = 0;
  private states = 0;
  private alive = 0;
  private kept = 0;
  private steps = 0;
  private worth = NaN;
  private enough = NaN;
  /** Worth of the best filling that broke a row without a price. */
  private broken = NaN;
  /** The item of the layer. */
  private item = 0;
  private up = NaN;
  private worthOfOne = NaN;
  private paid = NaN;
  private hasNeed = false;
  private readonly size: Float64Array;
  /** Share of free space that items to come could be worth, and what some of them are worth beyond it. */
  private factor = NaN;
  private surplus = NaN;

  constructor(
    readonly mostItems: number,
    readonly mostRows: number,
  ) {
    this.used = new Float64Array((MOST_STATES + 1) * mostRows);
    this.order = new Int32Array(mostItems);
    this.ratio = new Float64Array(mostItems);
    this.priced = new Int32Array(mostRows);
    this.capacity = new Float64Array(mostRows);
    this.size = new Float64Array(mostRows);
  }

  /** Items by value / price, best first; ties by index. */
  private sort({ box, simplex, sorted }: StatesInput): void {
    const { order, ratio } = this;
    for (let next = 0; next < box.count; next += 1) {
      const item = sorted[next] ?? 0;
      const worth = box.value[item] ?? 0;
      const paid = worth - (simplex.reduced[item] ?? 0);
      ratio[item] = paid > 0 ? worth / paid : Infinity;
      let at = next;
      for (; at > 0 && (ratio[order[at - 1] ?? 0] ?? 0) < (ratio[item] ?? 0); at -= 1)
        order[at] = order[at - 1] ?? 0;
      order[at] = item;
    }
  }

  /** What a filling with so many of the item added uses, to where the next filling belongs; the hash of it. */
  private use(rows: number, from: number, each: number): number {
    const { used, size } = this;
    const old = from * rows;
    const fresh = this.states * rows;
    let hash = 0;
    for (let row = 0; row < rows; row += 1) {
      const amount = (used[old + row] ?? 0) + each * (size[row] ?? 0);
      used[fresh + row] = amount;
      hash = Math.imul(hash ^ (amount | 0), 0x9e3779b1);
    }
    return hash;
  }

  /** The slot of a filling that uses what the next one does, or the free one where it belongs. */
  private slot(rows: number, hash: number): number {
    const { table, used, epoch, mask } = this;
    const fresh = this.states * rows;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const state = (table[slot] ?? 0) - epoch;
      if (state < 0) return slot;
      const old = state * rows;
      let row = 0;
      while (row < rows && used[old + row] === used[fresh + row]) row += 1;
      if (row === rows) return slot;
      slot = (slot + 1) & mask;
    }
  }

  /** The filling of a state into `best`; false where it breaks a row that was left out. */
  private write(from: number, { box, best }: StatesInput): boolean {
    const { parent, itemOf, copies } = this;
    for (let row = 0; row < box.rows; row += 1) {
      let left = box.capacity[row] ?? 0;
      for (let state = from; state > 0; state = parent[state] ?? 0)
        left -= (copies[state] ?? 0) * (box.size[row * box.count + (itemOf[state] ?? 0)] ?? 0);
      if (left < 0) return false;
    }
    best.fill(0, 0, box.count);
    for (let state = from; state > 0; state = parent[state] ?? 0)
      best[itemOf[state] ?? 0] = copies[state] ?? 0;
    return true;
  }

  /** The empty filling, and the rows that have a price. */
  private begin({ box, simplex, mostSteps }: StatesInput): void {
    let slots = SLOTS * MOST_STATES;
    while (slots >= 2 * SLOTS * (mostSteps + 1)) slots /= 2;
    this.mask = slots - 1;
    let rows = 0;
    let total = 0;
    for (let row = 0; row < box.rows; row += 1) {
      const price = simplex.prices[row] ?? 0;
      if (price <= 0) continue;
      this.priced[rows] = row;
      this.capacity[rows] = box.capacity[row] ?? 0;
      this.used[rows] = 0;
      rows += 1;
      total += price;
    }
    this.pricedRows = rows;
    if (box.boxes !== undefined)
      for (let kind = 0; kind < box.kinds; kind += 1) {
        this.capacity[rows] = Infinity;
        this.used[rows] = 0;
        rows += 1;
      }
    this.rows = rows;
    this.epoch += this.states;
    if (this.epoch > LAST_EPOCH) {
      this.table.fill(0);
      this.epoch = 1;
    }
    this.value[0] = 0;
    this.space[0] = total;
    this.replaced[0] = 0;
    this.current[0] = 0;
    this.states = 1;
    this.alive = 1;
    this.steps = 0;
  }

  /** What the next layer adds: an item, its worth and price, and how the rest could still be filled. */
  private take({ box, simplex }: StatesInput, place: number): void {
    const { order, ratio, priced, size } = this;
    const item = order[place] ?? 0;
    const gain = simplex.reduced[item] ?? 0;
    this.item = item;
    this.worthOfOne = box.value[item] ?? 0;
    this.paid = this.worthOfOne - gain;
    this.up = box.up[item] ?? 0;
    if (gain > 0) this.surplus = Math.max(0, this.surplus - this.up * gain);
    this.factor = place + 1 < box.count ? Math.min(1, ratio[order[place + 1] ?? 0] ?? 0) : 0;
    for (let row = 0; row < this.pricedRows; row += 1)
      size[row] = box.size[(priced[row] ?? 0) * box.count + item] ?? 0;
    this.hasNeed = box.boxes !== undefined && (box.kind[item] ?? -1) >= 0;
    for (let row = this.pricedRows; row < this.rows; row += 1)
      size[row] = box.kind[item] === row - this.pricedRows ? 1 : 0;
  }

  /** Whether the boxes hold the items of the next filling. */
  private boxesHold({ box }: StatesInput): boolean {
    this.steps += BOX_STEPS;
    const { rows, states, used, pricedRows } = this;
    const counts = Array.from(used.subarray(states * rows + pricedRows, (states + 1) * rows));
    return box.boxes === undefined || box.boxes.fit(counts) === "fits";
  }

  private couldReach(value: number, space: number): boolean {
    return value + (space > 0 ? this.factor * space : 0) + this.surplus > this.enough;
  }

  /** With fewer of the item added, and at least one, a filling could not reach what is asked for. */
  private least(state: number): number {
    const { value, space, factor, worthOfOne, paid } = this;
    const short = this.enough - this.surplus - (value[state] ?? 0) - factor * (space[state] ?? 0);
    const gain = worthOfOne - factor * paid;
    return short > 0 && gain > 0 ? Math.max(1, Math.floor(short / gain)) : 1;
  }

  /** How many of the item still fit beside a filling. */
  private room(state: number): number {
    const { rows, capacity, used, size } = this;
    let most = this.up;
    for (let row = 0; row < rows; row += 1) {
      const each = size[row] ?? 0;
      const left = (capacity[row] ?? 0) - (used[state * rows + row] ?? 0);
      if (each * most > left) most = Math.floor(left / each);
    }
    return most;
  }

  /** The filling with so many of the item added; false where there is no room for more fillings. */
  private add(input: StatesInput, from: number, each: number): boolean {
    const { rows, table, value, space, epoch } = this;
    const sum = (value[from] ?? 0) + each * this.worthOfOne;
    const rest = (space[from] ?? 0) - each * this.paid;
    if (!this.couldReach(sum, rest)) return true;
    const hash = this.use(rows, from, each);
    if (this.hasNeed && !this.boxesHold(input)) return true;
    const slot = this.slot(rows, hash);
    // The empty filling stands for none: V8 compiles anew what takes a way that it has not seen.
    const old = Math.max(0, (table[slot] ?? 0) - epoch);
    if ((value[old] ?? 0) >= sum) return true;
    this.replaced[old] = Math.min(old, 1);
    const fresh = this.states;
    if (fresh >= MOST_STATES) return false;
    this.states = fresh + 1;
    table[slot] = fresh + epoch;
    value[fresh] = sum;
    space[fresh] = rest;
    this.parent[fresh] = from;
    this.itemOf[fresh] = this.item;
    this.copies[fresh] = each;
    this.replaced[fresh] = 0;
    this.next[this.kept] = fresh;
    this.kept += 1;
    if (sum > this.worth) this.improve(input, fresh, sum);
    return true;
  }

  private improve(input: StatesInput, state: number, sum: number): void {
    if (this.write(state, input)) {
      this.worth = sum;
      this.enough = Math.max(this.enough, sum * (1 + input.tolerance));
    } else this.broken = Math.max(this.broken, sum);
  }

  /** All fillings with none or some of the item; false where it was too much. */
  private layer(input: StatesInput): boolean {
    const { current, alive, replaced, value, space } = this;
    this.kept = 0;
    for (let at = 0; at < alive; at += 1) {
      const state = current[at] ?? 0;
      if (replaced[state] === 1) continue;
      if (this.couldReach(value[state] ?? 0, space[state] ?? 0)) {
        this.next[this.kept] = state;
        this.kept += 1;
      }
      const most = this.room(state);
      this.steps += 1 + most;
      if (this.steps > input.mostSteps) return false;
      for (let each = this.least(state); each <= most; each += 1)
        if (!this.add(input, state, each)) return false;
    }
    this.current = this.next;
    this.next = current;
    this.alive = this.kept;
    return true;
  }

  search(input: StatesInput): StatesFound {
    const { box, simplex, tolerance, cutoff } = input;
    this.begin(input);
    this.sort(input);
    this.worth = input.worth;
    this.enough = Math.max(input.worth * (1 + tolerance), cutoff);
    this.broken = 0;
    this.surplus = 0;
    for (let item = 0; item < box.count; item += 1)
      this.surplus += (box.up[item] ?? 0) * Math.max(0, simplex.reduced[item] ?? 0);
    let whole = true;
    for (let place = 0; place < box.count && this.alive > 0 && whole; place += 1) {
      this.take(input, place);
      whole = this.layer(input);
    }
    const units = Math.ceil(this.steps / STEPS_A_UNIT);
    if (!whole || box.boxes?.isUnsure === true)
      return { value: this.worth, upper: Infinity, complete: false, units };
    const upper = Math.max(this.enough, this.broken) * (1 + ROUNDING);
    return { value: this.worth, upper, complete: this.broken <= this.enough, units };
  }
}

/** Fillings of all knapsacks of a search, one after another: to make them room takes longer than a small knapsack. */
export class StatesMemory {
  private states: KnapsackStates | undefined;

  /** For so many items, and so many rows and kinds of needs. */
  atLeast(items: number, rows: number): KnapsackStates {
    const { mostItems = 0, mostRows = 0 } = this.states ?? {};
    if (this.states === undefined || mostItems < items || mostRows < rows)
      this.states = new KnapsackStates(Math.max(items, mostItems), Math.max(rows, mostRows));
    return this.states;
  }
}
