/**
 * The fractional knapsack with several rows, by the primal simplex method with bounded variables (G. B. Dantzig,
 * "Upper bounds, secondary constraints, and block triangularity", 1955):
 *
 *   max value . x   such that   share x <= 1 a row,   low <= x <= up
 *
 * With R rows at most R variables are fractional, and a basis is R x R, so its inverse is kept whole. Nothing
 * of it has to be trusted: any row prices >= 0 give a bound (`boundAt`), these only make it a good one.
 *
 * Arrays are allocated once and reused: a planner solves this hundreds of thousands of times.
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
  /** value - prices . share, by item. */
  readonly reduced: Float64Array;
  /** Columns of the basis; >= count: slack of row column - count. */
  readonly basis: Int32Array;
  iterations = 0;
  private readonly inverse: Float64Array;
  private readonly basic: Float64Array;
  private readonly space: Float64Array;
  private readonly direction: Float64Array;
  private readonly raw: Float64Array;
  /** By item: 1 at its lower bound, -1 at its upper one, 0 where it cannot move or is basic. */
  private readonly side: Int8Array;
  private readonly slackIsBasic: Uint8Array;
  private readonly steepness: Float64Array;
  private readonly shortlist = new Int32Array(SHORTLIST);
  private listed = 0;
  /** What an improvement must exceed. */
  private least = NaN;
  private largest = NaN;
  private entering = -1;

  constructor(mostItems: number, mostRows: number) {
    this.x = new Float64Array(mostItems);
    this.prices = new Float64Array(mostRows);
    this.raw = new Float64Array(mostRows);
    this.reduced = new Float64Array(mostItems);
    this.basis = new Int32Array(mostRows);
    this.inverse = new Float64Array(mostRows * mostRows);
    this.basic = new Float64Array(mostRows);
    this.space = new Float64Array(mostRows);
    this.direction = new Float64Array(mostRows);
    this.side = new Int8Array(mostItems);
    this.slackIsBasic = new Uint8Array(mostRows);
    this.steepness = new Float64Array(mostItems);
  }

  /** Scales for the choice of entering columns; once a new set of items is in the box. */
  prepare({ rows, count, share, value }: ItemBox): void {
    const { steepness } = this;
    this.largest = 0;
    for (let item = 0; item < count; item += 1) this.largest = Math.max(this.largest, value[item] ?? 0);
    for (let item = 0; item < count; item += 1) steepness[item] = 1e-4;
    for (let row = 0; row < rows; row += 1)
      for (let item = 0; item < count; item += 1)
        steepness[item] = (steepness[item] ?? 0) + (share[row * count + item] ?? 0);
    for (let item = 0; item < count; item += 1) steepness[item] = 1 / (steepness[item] ?? 1);
  }

  /** What is left of every row beside the lower bounds; false: nothing is in the box. */
  private makeSpace({ rows, count, share, low }: ItemBox): boolean {
    const { space } = this;
    for (let row = 0; row < rows; row += 1) space[row] = 1;
    for (let item = 0; item < count; item += 1) {
      const least = low[item] ?? 0;
      if (least === 0) continue;
      for (let row = 0; row < rows; row += 1)
        space[row] = (space[row] ?? 0) - least * (share[row * count + item] ?? 0);
    }
    for (let row = 0; row < rows; row += 1) {
      if ((space[row] ?? 0) < -1e-9) return false;
      space[row] = Math.max(0, space[row] ?? 0);
    }
    return true;
  }

  /** Starts with the items that `wish` puts at their upper bound, as far as they fit. */
  private start(box: ItemBox, wish: Uint8Array): boolean {
    const { rows, count, share, low, up } = box;
    const { space, side } = this;
    if (!this.makeSpace(box)) return false;
    for (let item = 0; item < count; item += 1) {
      const width = (up[item] ?? 0) - (low[item] ?? 0);
      side[item] = width > 0 ? 1 : 0;
      if (wish[item] !== 1 || width <= 0) continue;
      let fits = true;
      for (let row = 0; row < rows && fits; row += 1)
        fits = (space[row] ?? 0) >= width * (share[row * count + item] ?? 0);
      if (!fits) continue;
      side[item] = -1;
      for (let row = 0; row < rows; row += 1)
        space[row] = (space[row] ?? 0) - width * (share[row * count + item] ?? 0);
    }
    this.inverse.fill(0, 0, rows * rows);
    for (let row = 0; row < rows; row += 1) {
      this.basis[row] = count + row;
      this.slackIsBasic[row] = 1;
      this.inverse[row * rows + row] = 1;
      this.basic[row] = space[row] ?? 0;
    }
    return true;
  }

  private price({ rows, count, value }: ItemBox): void {
    const { raw, basis, inverse } = this;
    for (let row = 0; row < rows; row += 1) raw[row] = 0;
    for (let place = 0; place < rows; place += 1) {
      const column = basis[place] ?? 0;
      const worth = column < count ? (value[column] ?? 0) : 0;
      if (worth === 0) continue;
      for (let row = 0; row < rows; row += 1)
        raw[row] = (raw[row] ?? 0) + worth * (inverse[place * rows + row] ?? 0);
    }
  }

  private enteringSlack({ rows, count }: ItemBox, least: number): void {
    let most = least;
    for (let row = 0; row < rows; row += 1) {
      const column = count + row;
      const gain = -(this.raw[row] ?? 0);
      if (this.slackIsBasic[row] !== 1 && gain > most) {
        most = gain;
        this.entering = column;
      }
    }
  }

  /** The best item of the shortlist under the new prices; false: none improves. */
  private chooseListed({ rows, count, share, value }: ItemBox): boolean {
    const { raw, shortlist, side, steepness, listed } = this;
    let most = this.least;
    for (let at = 0; at < listed; at += 1) {
      const item = shortlist[at] ?? 0;
      let gain = value[item] ?? 0;
      for (let row = 0; row < rows; row += 1) gain -= (raw[row] ?? 0) * (share[row * count + item] ?? 0);
      const weighted = (side[item] ?? 0) * gain * (steepness[item] ?? 0);
      if (weighted > most) {
        most = weighted;
        this.entering = item;
      }
    }
    return this.entering !== -1;
  }

  /** The best column of the shortlist, otherwise of all, in `entering`; -1 at the optimum. */
  private chooseEntering(box: ItemBox): void {
    this.entering = -1;
    if (this.chooseListed(box)) return;
    const { count } = box;
    const { reduced, shortlist, side, steepness } = this;
    this.reduce(box, this.raw);
    let most = this.least;
    for (let item = 0; item < count; item += 1) {
      const weighted = (side[item] ?? 0) * (reduced[item] ?? 0) * (steepness[item] ?? 0);
      if (weighted > most) {
        most = weighted;
        this.entering = item;
      }
    }
    this.enteringSlack(box, most);
    let listed = 0;
    const enough = WORTH_LISTING * most;
    if (this.entering !== -1)
      for (let item = 0; item < count && listed < SHORTLIST; item += 1)
        if ((side[item] ?? 0) * (reduced[item] ?? 0) * (steepness[item] ?? 0) > enough) {
          shortlist[listed] = item;
          listed += 1;
        }
    this.listed = listed;
  }

  /** Reduced values of all items under the row prices. */
  private reduce({ rows, count, share, value }: ItemBox, prices: Float64Array): void {
    const { reduced } = this;
    for (let item = 0; item < count; item += 1) reduced[item] = value[item] ?? 0;
    for (let row = 0; row < rows; row += 1) {
      const price = prices[row] ?? 0;
      if (price === 0) continue;
      const offset = row * count;
      for (let item = 0; item < count; item += 1)
        reduced[item] = (reduced[item] ?? 0) - price * (share[offset + item] ?? 0);
    }
  }

  private direct({ rows, count, share }: ItemBox, column: number): void {
    const { direction, inverse } = this;
    for (let place = 0; place < rows; place += 1) {
      let sum = 0;
      if (column >= count) sum = inverse[place * rows + column - count] ?? 0;
      else
        for (let row = 0; row < rows; row += 1)
          sum += (inverse[place * rows + row] ?? 0) * (share[row * count + column] ?? 0);
      direction[place] = sum;
    }
  }

  private pivot(rows: number, place: number): void {
    const { direction, inverse } = this;
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

  private widthOf({ count, low, up }: ItemBox, column: number): number {
    return column < count ? (up[column] ?? 0) - (low[column] ?? 0) : Infinity;
  }

  /** Moves the entering column as far as it goes. */
  private step(box: ItemBox): void {
    const { rows, count } = box;
    const { basis, basic, direction, side } = this;
    const column = this.entering;
    const sign = column < count && side[column] === -1 ? -1 : 1;
    this.direct(box, column);
    let length = this.widthOf(box, column);
    let leaving = -1;
    let leavesAtUpper = false;
    for (let place = 0; place < rows; place += 1) {
      const change = sign * (direction[place] ?? 0);
      const now = basic[place] ?? 0;
      if (change > TOLERANCE) {
        if (now / change < length) {
          length = Math.max(0, now / change);
          leaving = place;
          leavesAtUpper = false;
        }
      } else if (change < -TOLERANCE) {
        const room = (this.widthOf(box, basis[place] ?? 0) - now) / -change;
        if (room < length) {
          length = Math.max(0, room);
          leaving = place;
          leavesAtUpper = true;
        }
      }
    }
    if (length === Infinity) return;
    for (let place = 0; place < rows; place += 1)
      basic[place] = (basic[place] ?? 0) - sign * length * (direction[place] ?? 0);
    if (leaving === -1) {
      side[column] = -sign;
      return;
    }
    const left = basis[leaving] ?? 0;
    if (left < count) side[left] = leavesAtUpper ? -1 : 1;
    else this.slackIsBasic[left - count] = 0;
    if (column < count) side[column] = 0;
    else this.slackIsBasic[column - count] = 1;
    basis[leaving] = column;
    basic[leaving] = sign === 1 ? length : this.widthOf(box, column) - length;
    this.pivot(rows, leaving);
  }

  /**
   * Solves the box; `wish` says which items start at their upper bound, and afterwards which ended there.
   * False: nothing is in the box.
   */
  solve(box: ItemBox, wish: Uint8Array): boolean {
    const { rows, count, low, up } = box;
    if (!this.start(box, wish)) return false;
    this.listed = 0;
    this.least = TOLERANCE * this.largest;
    for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
      this.price(box);
      this.chooseEntering(box);
      if (this.entering === -1) break;
      this.iterations += 1;
      this.step(box);
    }
    this.price(box);
    for (let row = 0; row < rows; row += 1) this.prices[row] = Math.max(0, this.raw[row] ?? 0);
    this.reduce(box, this.prices);
    for (let item = 0; item < count; item += 1) {
      const upper = this.side[item] === -1;
      wish[item] = upper ? 1 : 0;
      this.x[item] = upper ? (up[item] ?? 0) : (low[item] ?? 0);
    }
    for (let place = 0; place < rows; place += 1) {
      const column = this.basis[place] ?? 0;
      if (column >= count) continue;
      const width = this.widthOf(box, column);
      this.x[column] = (low[column] ?? 0) + Math.min(width, Math.max(0, this.basic[place] ?? 0));
    }
    return true;
  }

  /**
   * z = prices . space + sum_i low_i value_i + (up_i - low_i) max(0, reduced_i): at least the value of
   * everything in the box (Lagrangian relaxation), whatever the prices are.
   */
  bound({ rows, count, share, value, low, up }: ItemBox): number {
    let z = 0;
    for (let row = 0; row < rows; row += 1) z += this.prices[row] ?? 0;
    for (let item = 0; item < count; item += 1) {
      const least = low[item] ?? 0;
      const gain = this.reduced[item] ?? 0;
      if (gain > 0) z += ((up[item] ?? 0) - least) * gain;
      if (least > 0) {
        z += least * (value[item] ?? 0);
        for (let row = 0; row < rows; row += 1)
          z -= least * (this.prices[row] ?? 0) * (share[row * count + item] ?? 0);
      }
    }
    return z * (1 + 1e-12) + 1e-12;
  }
}
