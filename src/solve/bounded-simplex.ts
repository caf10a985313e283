/**
 * The fractional knapsack with several rows, by the primal simplex method with bounded variables (G. B. Dantzig,
 * "Upper bounds, secondary constraints, and block triangularity", 1955):
 *
 *   max value . x   such that   share x <= 1 a row,   low <= x <= up
 *
 * With R rows at most R variables are fractional, and a basis is R x R, so its inverse is kept whole. Nothing
 * of it has to be trusted: any row prices >= 0 give a bound (`bound`), these only make it a good one.
 *
 * Arrays are allocated once and reused: a planner solves this hundreds of thousands of times. The slack of each row
 * is a column like any other, and lower limits are taken off whether there are any or not: what is seldom taken V8
 * leaves out of what it compiles, and compiles all of it anew when it is taken.
 */

import type { ItemBox } from "./item-box.js";

const TOLERANCE = 1e-9;
const MOST_ITERATIONS = 300;
/** Partial pricing: so many columns are looked at again before all are. */
const SHORTLIST = 40;
/** The share of the best one from which a column comes onto the list. */
const WORTH_LISTING = 0.3;

export class BoundedSimplex {
  /** The solution, by item. */
  readonly x: Float64Array;
  /** Money for the whole of each row, >= 0. */
  readonly prices: Float64Array;
  /** value - prices . share, by column: items, then the slack of each row. */
  readonly reduced: Float64Array;
  /** Columns of the basis. */
  readonly basis: Int32Array;
  iterations = 0;
  private rows = 0;
  private items = 0;
  /** By column: share[column * rows + row], worth, how far it may rise above its lower limit. */
  private readonly share: Float64Array;
  private readonly value: Float64Array;
  private readonly width: Float64Array;
  /** By column: 1 at its lower limit, -1 at its upper one, 0 where it cannot move or is basic. */
  private readonly side: Int8Array;
  private readonly steepness: Float64Array;
  private readonly inverse: Float64Array;
  private readonly basic: Float64Array;
  /** What lower limits leave of every row. */
  private readonly room: Float64Array;
  private readonly direction: Float64Array;
  private readonly raw: Float64Array;
  private readonly shortlist = new Int32Array(SHORTLIST);
  private listed = 0;
  /** What an improvement must exceed. */
  private least = NaN;

  constructor(mostItems: number, mostRows: number) {
    const columns = mostItems + mostRows;
    this.x = new Float64Array(mostItems);
    this.prices = new Float64Array(mostRows);
    this.raw = new Float64Array(mostRows);
    this.reduced = new Float64Array(columns);
    this.basis = new Int32Array(mostRows);
    this.share = new Float64Array(columns * mostRows);
    this.value = new Float64Array(columns);
    this.width = new Float64Array(columns);
    this.side = new Int8Array(columns);
    this.steepness = new Float64Array(columns);
    this.inverse = new Float64Array(mostRows * mostRows);
    this.basic = new Float64Array(mostRows);
    this.room = new Float64Array(mostRows);
    this.direction = new Float64Array(mostRows);
  }

  /** Columns and the scales for the choice among them; once a new set of items is in the box. */
  prepare({ rows, count, share, value }: ItemBox): void {
    const { share: own, value: worth, width, steepness } = this;
    this.rows = rows;
    this.items = count;
    let largest = 0;
    for (let item = 0; item < count; item += 1) {
      const one = value[item] ?? 0;
      largest = Math.max(largest, one);
      worth[item] = one;
      let steep = 1e-4;
      for (let row = 0; row < rows; row += 1) {
        const part = share[row * count + item] ?? 0;
        own[item * rows + row] = part;
        steep += part;
      }
      steepness[item] = 1 / steep;
    }
    this.least = TOLERANCE * largest;
    own.fill(0, count * rows, (count + rows) * rows);
    for (let row = 0; row < rows; row += 1) {
      const slack = count + row;
      own[slack * rows + row] = 1;
      worth[slack] = 0;
      width[slack] = Infinity;
      steepness[slack] = 1;
    }
  }

  /** What is left of every row beside the lower limits; false: nothing is in the box. */
  private makeRoom({ low, up }: ItemBox): boolean {
    const { rows, items, room, share, width } = this;
    for (let item = 0; item < items; item += 1) width[item] = (up[item] ?? 0) - (low[item] ?? 0);
    let least = 1;
    for (let row = 0; row < rows; row += 1) {
      let space = 1;
      for (let item = 0; item < items; item += 1) space -= (low[item] ?? 0) * (share[item * rows + row] ?? 0);
      least = Math.min(least, space);
      room[row] = Math.max(0, space);
    }
    return least >= -1e-9;
  }

  /** Starts with the items that `wish` puts at their upper limit, as far as they fit. */
  private start(wish: Uint8Array): void {
    const { rows, items, share, width, side, basic, basis, inverse, room } = this;
    for (let row = 0; row < rows; row += 1) basic[row] = room[row] ?? 0;
    for (let item = 0; item < items; item += 1) {
      const most = width[item] ?? 0;
      side[item] = most > 0 ? 1 : 0;
      if (wish[item] !== 1 || most <= 0) continue;
      let fits = true;
      for (let row = 0; row < rows && fits; row += 1)
        fits = (basic[row] ?? 0) >= most * (share[item * rows + row] ?? 0);
      if (!fits) continue;
      side[item] = -1;
      for (let row = 0; row < rows; row += 1)
        basic[row] = (basic[row] ?? 0) - most * (share[item * rows + row] ?? 0);
    }
    inverse.fill(0, 0, rows * rows);
    for (let row = 0; row < rows; row += 1) {
      basis[row] = items + row;
      side[items + row] = 0;
      inverse[row * rows + row] = 1;
    }
  }

  private price(): void {
    const { rows, raw, basis, inverse, value } = this;
    raw.fill(0, 0, rows);
    for (let place = 0; place < rows; place += 1) {
      const worth = value[basis[place] ?? 0] ?? 0;
      if (worth === 0) continue;
      for (let row = 0; row < rows; row += 1)
        raw[row] = (raw[row] ?? 0) + worth * (inverse[place * rows + row] ?? 0);
    }
  }

  /** What a column is worth above what it pays. */
  private gain(column: number, prices: Float64Array): number {
    const { rows, share, value } = this;
    let gain = value[column] ?? 0;
    for (let row = 0; row < rows; row += 1) gain -= (prices[row] ?? 0) * (share[column * rows + row] ?? 0);
    return gain;
  }

  /** The best column of the shortlist, otherwise of all; -1 at the optimum. */
  private entering(): number {
    const { rows, items, raw, reduced, shortlist, listed, side, steepness } = this;
    let entering = -1;
    let most = this.least;
    for (let at = 0; at < listed; at += 1) {
      const column = shortlist[at] ?? 0;
      const weighted = (side[column] ?? 0) * this.gain(column, raw) * (steepness[column] ?? 0);
      if (weighted > most) {
        most = weighted;
        entering = column;
      }
    }
    if (entering !== -1) return entering;
    for (let column = 0; column < items + rows; column += 1) {
      const weighted = (side[column] ?? 0) * this.gain(column, raw) * (steepness[column] ?? 0);
      reduced[column] = weighted;
      if (weighted > most) {
        most = weighted;
        entering = column;
      }
    }
    this.list(entering === -1 ? Infinity : WORTH_LISTING * most);
    return entering;
  }

  /** The first items that improve more than so much. */
  private list(enough: number): void {
    const { items, reduced, shortlist } = this;
    let listed = 0;
    for (let item = 0; item < items && listed < SHORTLIST; item += 1) {
      shortlist[listed] = item;
      listed += (reduced[item] ?? 0) > enough ? 1 : 0;
    }
    this.listed = listed;
  }

  private direct(column: number): void {
    const { rows, share, direction, inverse } = this;
    for (let place = 0; place < rows; place += 1) {
      let sum = 0;
      for (let row = 0; row < rows; row += 1)
        sum += (inverse[place * rows + row] ?? 0) * (share[column * rows + row] ?? 0);
      direction[place] = sum;
    }
  }

  private pivot(place: number): void {
    const { rows, direction, inverse } = this;
    const pivot = direction[place] ?? 1;
    for (let row = 0; row < rows; row += 1)
      inverse[place * rows + row] = (inverse[place * rows + row] ?? 0) / pivot;
    for (let other = 0; other < rows; other += 1) {
      const factor = direction[other] ?? 0;
      if (other === place || factor === 0) continue;
      for (let row = 0; row < rows; row += 1)
        inverse[other * rows + row] =
          (inverse[other * rows + row] ?? 0) - factor * (inverse[place * rows + row] ?? 0);
    }
  }

  /** Moves the entering column as far as it goes. */
  private step(column: number): void {
    const { rows, basis, basic, direction, side, width } = this;
    const sign = side[column] === -1 ? -1 : 1;
    this.direct(column);
    const own = width[column] ?? 0;
    let length = own;
    let leaving = -1;
    let end = 1;
    for (let place = 0; place < rows; place += 1) {
      const change = sign * (direction[place] ?? 0);
      if (Math.abs(change) <= TOLERANCE) continue;
      const most = width[basis[place] ?? 0] ?? 0;
      const far = ((change > 0 ? 0 : most) - (basic[place] ?? 0)) / -change;
      if (far >= length) continue;
      length = Math.max(0, far);
      leaving = place;
      end = change > 0 ? 1 : -1;
    }
    if (length === Infinity) return;
    for (let place = 0; place < rows; place += 1)
      basic[place] = (basic[place] ?? 0) - sign * length * (direction[place] ?? 0);
    side[column] = leaving === -1 ? -sign : 0;
    if (leaving === -1) return;
    side[basis[leaving] ?? 0] = end;
    basis[leaving] = column;
    basic[leaving] = (sign === 1 ? 0 : own) + sign * length;
    this.pivot(leaving);
  }

  /**
   * Solves the box; `wish` says which items start at their upper limit, and afterwards which ended there.
   * False: nothing is in the box.
   */
  solve(box: ItemBox, wish: Uint8Array): boolean {
    const { rows, items, raw, prices, reduced, basis, basic, x, side, width } = this;
    const { low, up } = box;
    if (!this.makeRoom(box)) return false;
    this.start(wish);
    this.listed = 0;
    for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
      this.price();
      const column = this.entering();
      if (column === -1) break;
      this.iterations += 1;
      this.step(column);
    }
    this.price();
    for (let row = 0; row < rows; row += 1) prices[row] = Math.max(0, raw[row] ?? 0);
    for (let item = 0; item < items; item += 1) {
      reduced[item] = this.gain(item, prices);
      const upper = side[item] === -1;
      wish[item] = upper ? 1 : 0;
      x[item] = (upper ? up[item] : low[item]) ?? 0;
    }
    for (let place = 0; place < rows; place += 1) {
      const column = basis[place] ?? 0;
      if (column < items)
        x[column] = (low[column] ?? 0) + Math.min(width[column] ?? 0, Math.max(0, basic[place] ?? 0));
    }
    return true;
  }

  /**
   * z = prices . room + sum_i low_i value_i + (up_i - low_i) max(0, reduced_i): at least the value of
   * everything in the box (Lagrangian relaxation), whatever the prices are.
   */
  bound({ low }: ItemBox): number {
    const { rows, items, prices, room, reduced, value, width } = this;
    let z = 0;
    for (let row = 0; row < rows; row += 1) z += (prices[row] ?? 0) * (room[row] ?? 0);
    for (let item = 0; item < items; item += 1)
      z += (low[item] ?? 0) * (value[item] ?? 0) + (width[item] ?? 0) * Math.max(0, reduced[item] ?? 0);
    return z * (1 + 1e-12) + 1e-12;
  }
}
