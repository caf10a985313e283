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
 */
import type { BoundedSimplex } from "./bounded-simplex.js";
import type { WholeBox } from "./item-box.js";

/** Fillings that are kept at most. */
const MOST_STATES = 1 << 14;
const TABLE = 1 << 15;
/** Steps that a work unit stands for. */
export const STEPS_A_UNIT = 2048;
/** Sums of values are off by less than this share. */
const ROUNDING = 1e-11;

export interface StatesInput {
  readonly box: WholeBox;
  /** The root, solved: its prices and reduced values. */
  readonly simplex: BoundedSimplex;
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

export class KnapsackStates {
  private readonly used: Float64Array;
  private readonly value = new Float64Array(MOST_STATES);
  private readonly space = new Float64Array(MOST_STATES);
  private readonly parent = new Int32Array(MOST_STATES);
  private readonly item = new Int32Array(MOST_STATES);
  private readonly copies = new Int32Array(MOST_STATES);
  private readonly replaced = new Uint8Array(MOST_STATES);
  private readonly table = new Int32Array(TABLE);
  private current = new Int32Array(MOST_STATES);
  private next = new Int32Array(MOST_STATES);
  private readonly order: Int32Array;
  private readonly ratio: Float64Array;
  private readonly priced: Int32Array;
  private readonly trial: Float64Array;
  private states = 0;

  constructor(mostItems: number, mostRows: number) {
    this.used = new Float64Array(MOST_STATES * mostRows);
    this.order = new Int32Array(mostItems);
    this.ratio = new Float64Array(mostItems);
    this.priced = new Int32Array(mostRows);
    this.trial = new Float64Array(mostRows);
  }

  /** Items by value / price, best first; ties by index. */
  private sort({ box, simplex }: StatesInput): void {
    const { order, ratio } = this;
    for (let item = 0; item < box.count; item += 1) {
      const worth = box.value[item] ?? 0;
      const paid = worth - (simplex.reduced[item] ?? 0);
      ratio[item] = paid > 0 ? worth / paid : Infinity;
      let at = item;
      for (; at > 0 && (ratio[order[at - 1] ?? 0] ?? 0) < (ratio[item] ?? 0); at -= 1)
        order[at] = order[at - 1] ?? 0;
      order[at] = item;
    }
  }

  /** The slot of a filling that uses `trial`, or the free one where it belongs. */
  private slot(rows: number): number {
    const { trial, table, used } = this;
    let hash = 0;
    for (let row = 0; row < rows; row += 1) hash = Math.imul(hash ^ ((trial[row] ?? 0) | 0), 0x9e3779b1);
    let slot = (hash ^ (hash >>> 15)) & (TABLE - 1);
    for (;;) {
      const state = (table[slot] ?? 0) - 1;
      if (state < 0) return slot;
      let same = true;
      for (let row = 0; row < rows && same; row += 1) same = used[state * rows + row] === trial[row];
      if (same) return slot;
      slot = (slot + 1) & (TABLE - 1);
    }
  }

  /** The filling of a state into `best`; false where it breaks a row that was left out. */
  private write(from: number, { box, best }: StatesInput): boolean {
    const { parent, item, copies } = this;
    for (let row = 0; row < box.rows; row += 1) {
      let left = box.capacity[row] ?? 0;
      for (let state = from; state > 0; state = parent[state] ?? 0)
        left -= (copies[state] ?? 0) * (box.size[row * box.count + (item[state] ?? 0)] ?? 0);
      if (left < 0) return false;
    }
    best.fill(0, 0, box.count);
    for (let state = from; state > 0; state = parent[state] ?? 0) best[item[state] ?? 0] = copies[state] ?? 0;
    return true;
  }

  search(input: StatesInput): StatesFound {
    const { box, simplex, tolerance, cutoff, mostSteps } = input;
    const { order, ratio, value, space, parent, item: itemOf, copies, replaced, used, table, trial } = this;
    const { count } = box;
    let rows = 0;
    let total = 0;
    for (let row = 0; row < box.rows; row += 1) {
      if ((simplex.prices[row] ?? 0) <= 0) continue;
      this.priced[rows] = row;
      rows += 1;
      total += simplex.prices[row] ?? 0;
    }
    const priced = this.priced;
    this.sort(input);
    let surplus = 0;
    for (let item = 0; item < count; item += 1)
      surplus += (box.up[item] ?? 0) * Math.max(0, simplex.reduced[item] ?? 0);
    table.fill(0);
    value[0] = 0;
    space[0] = total;
    replaced[0] = 0;
    for (let row = 0; row < rows; row += 1) used[row] = 0;
    this.states = 1;
    this.current[0] = 0;
    let alive = 1;
    let steps = 0;
    let worth = input.worth;
    let broken = 0;
    let enough = Math.max(worth * (1 + tolerance), cutoff);
    for (let place = 0; place < count && alive > 0; place += 1) {
      const item = order[place] ?? 0;
      const worthOfOne = box.value[item] ?? 0;
      const paid = worthOfOne - (simplex.reduced[item] ?? 0);
      const up = box.up[item] ?? 0;
      surplus = Math.max(0, surplus - up * Math.max(0, simplex.reduced[item] ?? 0));
      const factor = place + 1 < count ? Math.min(1, ratio[order[place + 1] ?? 0] ?? 0) : 0;
      const { current, next } = this;
      let kept = 0;
      for (let at = 0; at < alive; at += 1) {
        const state = current[at] ?? 0;
        if (replaced[state] === 1) continue;
        const base = value[state] ?? 0;
        const room = space[state] ?? 0;
        if (base + factor * Math.max(0, room) + surplus > enough) {
          next[kept] = state;
          kept += 1;
        }
        let most = up;
        for (let row = 0; row < rows; row += 1) {
          const each = box.size[(priced[row] ?? 0) * count + item] ?? 0;
          const left = (box.capacity[priced[row] ?? 0] ?? 0) - (used[state * rows + row] ?? 0);
          if (each * most > left) most = Math.floor(left / each);
        }
        steps += 1 + most;
        for (let each = 1; each <= most; each += 1) {
          const sum = base + each * worthOfOne;
          const rest = room - each * paid;
          if (sum + factor * Math.max(0, rest) + surplus <= enough) continue;
          for (let row = 0; row < rows; row += 1)
            trial[row] =
              (used[state * rows + row] ?? 0) + each * (box.size[(priced[row] ?? 0) * count + item] ?? 0);
          const slot = this.slot(rows);
          const old = (table[slot] ?? 0) - 1;
          if (old >= 0) {
            if ((value[old] ?? 0) >= sum) continue;
            replaced[old] = 1;
          }
          if (this.states >= MOST_STATES || steps > mostSteps)
            return { value: worth, upper: Infinity, complete: false, units: Math.ceil(steps / STEPS_A_UNIT) };
          const fresh = this.states;
          this.states += 1;
          table[slot] = fresh + 1;
          for (let row = 0; row < rows; row += 1) used[fresh * rows + row] = trial[row] ?? 0;
          value[fresh] = sum;
          space[fresh] = rest;
          parent[fresh] = state;
          itemOf[fresh] = item;
          copies[fresh] = each;
          replaced[fresh] = 0;
          next[kept] = fresh;
          kept += 1;
          if (sum <= worth) continue;
          if (this.write(fresh, input)) {
            worth = sum;
            enough = Math.max(enough, worth * (1 + tolerance));
          } else broken = Math.max(broken, sum);
        }
      }
      this.current = next;
      this.next = current;
      alive = kept;
    }
    const units = Math.ceil(steps / STEPS_A_UNIT);
    const upper = Math.max(enough, broken) * (1 + ROUNDING);
    return { value: worth, upper, complete: broken <= enough, units };
  }
}
