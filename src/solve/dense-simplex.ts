/**
 * The kernel's own LP solver, for masters of some hundred rows: the revised simplex method (G. B. Dantzig and
 * W. Orchard-Hays, 1954) with an explicit inverse; primal after new columns, dual (C. E. Lemke, 1954) after new
 * limits. Every row is >= a lower or <= an upper limit; an artificial item of great cost keeps rows solvable
 * until real columns replace it. What it returns is used as a suggestion only (see linear-program.ts), so its
 * tolerances can cost quality, never truth.
 */
import { BasisInverse } from "./basis-inverse.js";
import type {
  LinearColumn,
  LinearProgram,
  LinearSolution,
  LinearSolver,
  RowRange,
} from "./linear-program.js";
import { SparseColumns } from "./sparse-columns.js";

const FEASIBLE = 1e-9;
const OPTIMAL = 1e-9;
const SMALL_PIVOT = 1e-7;
/** Columns that are priced again before all are. */
const SHORTLIST = 24;
/** An artificial item costs so many times the dearest column. */
const ARTIFICIAL = 1e4;
/** No column. */
const NOTHING = 0x7fffffff;

/** What the kernel asks of an LP solver, and a basis to begin with. */
export class DenseProgram implements LinearProgram {
  private readonly rows: number;
  private readonly columns = new SparseColumns();
  private readonly inverse: BasisInverse;
  /** >= 0: column; -1 - row: its slack or surplus; -1 - rows - row: its artificial item. */
  private readonly basis: Int32Array;
  private readonly basic: Float64Array;
  private readonly right: Float64Array;
  /** 1: <= an upper limit with slack, -1: >= a lower limit with surplus. */
  private readonly sense: Int8Array;
  private readonly slackBasic: Uint8Array;
  private readonly y: Float64Array;
  private readonly direction: Float64Array;
  private columnBasic = new Uint8Array(256);
  private banned = new Uint8Array(256);
  private readonly shortlist = new Int32Array(SHORTLIST);
  private readonly savings = new Float64Array(SHORTLIST);
  private listed = 0;
  /** The entering column of a dual step so far. */
  private best = NOTHING;
  private ratio = Infinity;
  private pivot = NaN;
  private dearest = 1;
  private iterations = 0;
  private started = false;

  constructor(ranges: readonly RowRange[]) {
    this.rows = ranges.length;
    this.inverse = new BasisInverse(this.rows);
    this.basis = new Int32Array(this.rows);
    this.basic = new Float64Array(this.rows);
    this.right = new Float64Array(this.rows);
    this.sense = Int8Array.from(ranges, ({ upper }) => (upper === Infinity ? -1 : 1));
    this.slackBasic = new Uint8Array(this.rows);
    this.y = new Float64Array(this.rows);
    this.direction = new Float64Array(this.rows);
    this.setRows(ranges);
  }

  addColumns(columns: readonly LinearColumn[]): void {
    for (const column of columns) {
      this.columns.add(column);
      this.dearest = Math.max(this.dearest, column.cost);
    }
    if (this.columns.count > this.banned.length) {
      const length = 2 * this.columns.count;
      const [basic, banned] = [this.columnBasic, this.banned];
      this.columnBasic = new Uint8Array(length);
      this.columnBasic.set(basic);
      this.banned = new Uint8Array(length);
      this.banned.set(banned);
    }
  }

  setRows(ranges: readonly RowRange[]): void {
    for (const [row, { lower, upper }] of ranges.entries())
      this.right[row] = this.sense[row] === 1 ? upper : lower;
  }

  limitColumns(limits: Float64Array): void {
    for (let column = 0; column < limits.length; column += 1)
      this.banned[column] = limits[column] === 0 ? 1 : 0;
  }

  /** Slack and surplus alone: where no cost is negative the duals hold, and the dual method fills the rows. */
  private startDual(): void {
    this.start();
    for (let row = 0; row < this.rows; row += 1) {
      if (this.sense[row] === 1) continue;
      this.basis[row] = -1 - row;
      this.slackBasic[row] = 1;
      this.inverse.inverse[row * this.rows + row] = -1;
      this.basic[row] = -(this.right[row] ?? 0);
    }
  }

  private start(): void {
    this.inverse.reset();
    this.columnBasic.fill(0);
    this.slackBasic.fill(0);
    for (let row = 0; row < this.rows; row += 1) {
      const slack = this.sense[row] === 1;
      this.basis[row] = slack ? -1 - row : -1 - this.rows - row;
      this.slackBasic[row] = slack ? 1 : 0;
      this.basic[row] = Math.max(0, this.right[row] ?? 0);
    }
    this.started = true;
  }

  /**
   * The basis where it stands, for `startFrom` of a program with the same columns and at least these rows, the
   * same ones first; undefined where an artificial item is in it.
   */
  basisNow(): Int32Array | undefined {
    return this.started && this.basis.every((column) => column >= -this.rows)
      ? this.basis.slice()
      : undefined;
  }

  /** Begins with another program's basis, and with slack or surplus in rows that are new. */
  startFrom(basis: Int32Array): void {
    this.columnBasic.fill(0);
    this.slackBasic.fill(0);
    for (let row = 0; row < this.rows; row += 1) {
      const column = basis[row] ?? -1 - row;
      this.basis[row] = column;
      if (column >= 0) this.columnBasic[column] = 1;
      else this.slackBasic[-1 - column] = 1;
    }
    this.started = true;
    this.rebuild();
  }

  private costOf(column: number): number {
    if (column >= 0) return this.columns.cost[column] ?? 0;
    return column < -this.rows ? ARTIFICIAL * this.dearest : 0;
  }

  private price(): void {
    const { y, rows, basis } = this;
    const { inverse } = this.inverse;
    y.fill(0);
    for (let place = 0; place < rows; place += 1) {
      const cost = this.costOf(basis[place] ?? 0);
      if (cost === 0) continue;
      const offset = place * rows;
      for (let row = 0; row < rows; row += 1) y[row] = (y[row] ?? 0) + cost * (inverse[offset + row] ?? 0);
    }
  }

  private reduced(column: number): number {
    if (column >= 0) return (this.columns.cost[column] ?? 0) - this.columns.dot(column, this.y, 0);
    const row = -1 - column;
    return -(this.sense[row] ?? 1) * (this.y[row] ?? 0);
  }

  /** What the column saves for its cost; 0 where it may not enter. */
  private saving(column: number): number {
    if (column >= 0) {
      if (this.columnBasic[column] === 1 || this.banned[column] === 1) return 0;
      const reduced = this.reduced(column);
      return reduced < -OPTIMAL ? -reduced / (1e-6 + (this.columns.cost[column] ?? 0)) : 0;
    }
    if (this.slackBasic[-1 - column] === 1) return 0;
    const reduced = this.reduced(column);
    return reduced < -OPTIMAL ? -reduced : 0;
  }

  /** Puts the column on the shortlist where it saves more than one that is on it. */
  private list(column: number): void {
    const saving = this.saving(column);
    if (saving <= 0) return;
    const { shortlist, savings } = this;
    if (this.listed === SHORTLIST && saving <= (savings[SHORTLIST - 1] ?? 0)) return;
    let at = Math.min(this.listed, SHORTLIST - 1);
    for (; at > 0 && (savings[at - 1] ?? 0) < saving; at -= 1) {
      shortlist[at] = shortlist[at - 1] ?? 0;
      savings[at] = savings[at - 1] ?? 0;
    }
    shortlist[at] = column;
    savings[at] = saving;
    if (this.listed < SHORTLIST) this.listed += 1;
  }

  /** The column of the shortlist that saves most, or else of all; undefined at the optimum. */
  private entering(): number | undefined {
    let best: number | undefined;
    let most = 0;
    for (let at = 0; at < this.listed; at += 1) {
      const saving = this.saving(this.shortlist[at] ?? 0);
      if (saving <= most) continue;
      most = saving;
      best = this.shortlist[at];
    }
    if (best !== undefined) return best;
    this.listed = 0;
    for (let row = 0; row < this.rows; row += 1) this.list(-1 - row);
    for (let column = 0; column < this.columns.count; column += 1) this.list(column);
    return this.listed === 0 ? undefined : this.shortlist[0];
  }

  /** inverse . column, in `direction` */
  private direct(column: number): void {
    const { rows, direction } = this;
    const { inverse } = this.inverse;
    if (column < 0) {
      const artificial = column < -rows;
      const row = artificial ? -1 - rows - column : -1 - column;
      const sign = artificial ? 1 : (this.sense[row] ?? 1);
      for (let place = 0; place < rows; place += 1)
        direction[place] = sign * (inverse[place * rows + row] ?? 0);
      return;
    }
    for (let place = 0; place < rows; place += 1)
      direction[place] = this.columns.dot(column, inverse, place * rows);
  }

  private leaving(): number {
    const { direction, basic } = this;
    let leaving = -1;
    let length = Infinity;
    for (let place = 0; place < this.rows; place += 1) {
      const change = direction[place] ?? 0;
      if (change <= SMALL_PIVOT) continue;
      const ratio = Math.max(0, basic[place] ?? 0) / change;
      if (ratio < length - FEASIBLE || (ratio <= length + FEASIBLE && change > (direction[leaving] ?? 0))) {
        length = Math.min(length, ratio);
        leaving = place;
      }
    }
    return leaving;
  }

  private exchange(place: number, column: number): void {
    const { basis, basic, direction, rows } = this;
    const length = (basic[place] ?? 0) / (direction[place] ?? 1);
    for (let other = 0; other < rows; other += 1)
      basic[other] = (basic[other] ?? 0) - length * (direction[other] ?? 0);
    basic[place] = length;
    const left = basis[place] ?? 0;
    if (left >= 0) this.columnBasic[left] = 0;
    else if (left >= -rows) this.slackBasic[-1 - left] = 0;
    if (column >= 0) this.columnBasic[column] = 1;
    else this.slackBasic[-1 - column] = 1;
    basis[place] = column;
    const reduced = this.reduced(column);
    this.inverse.exchange(place, direction);
    this.iterations += 1;
    // The duals move by the entering column's reduced cost along the new row of the inverse.
    const { y } = this;
    const { inverse } = this.inverse;
    for (let row = 0; row < rows; row += 1)
      y[row] = (y[row] ?? 0) + reduced * (inverse[place * rows + row] ?? 0);
  }

  /** Exact again after many exchanges. */
  private renew(): void {
    if (this.inverse.steps <= 200 + 2 * this.rows) return;
    this.rebuild();
    this.price();
  }

  /** The inverse anew from the basis: exchanges from the unit matrix, the largest pivots first. */
  private rebuild(): void {
    const { rows, basis } = this;
    const wanted = [...basis];
    this.inverse.reset();
    const open = new Set(Array.from({ length: rows }, (_none, row) => row));
    const placed = new Int32Array(rows);
    for (const column of wanted) {
      this.direct(column);
      let place = -1;
      for (const row of open)
        if (place === -1 || Math.abs(this.direction[row] ?? 0) > Math.abs(this.direction[place] ?? 0))
          place = row;
      if (Math.abs(this.direction[place] ?? 0) < 1e-9) {
        this.started = false;
        return;
      }
      this.inverse.exchange(place, this.direction);
      open.delete(place);
      placed[place] = column;
    }
    basis.set(placed);
    this.inverse.steps = 0;
    this.inverse.times(this.right, this.basic);
  }

  private primal(most: number): boolean {
    this.listed = 0;
    this.price();
    let sure = true;
    for (let step = 0; step < most; step += 1) {
      const column = this.entering();
      if (column === undefined) {
        if (sure) return true;
        // Optimal under duals that were only updated: look once more under fresh ones.
        this.price();
        sure = true;
        continue;
      }
      sure = false;
      this.direct(column);
      const place = this.leaving();
      if (place === -1) return false;
      this.exchange(place, column);
      this.renew();
      if (this.started) continue;
      this.start();
      this.price();
    }
    return false;
  }

  /** A basic column above its limit of 0: banned, or an artificial item that real ones could replace. */
  private aboveLimit(place: number): boolean {
    const column = this.basis[place] ?? 0;
    return column >= 0 && this.banned[column] === 1 && (this.basic[place] ?? 0) > 1e-7;
  }

  private worstPlace(): number {
    let worst = -1;
    let most = 1e-7;
    for (let place = 0; place < this.rows; place += 1) {
      const amount = this.basic[place] ?? 0;
      const fault = this.aboveLimit(place) ? amount : -amount;
      if (fault > most) {
        most = fault;
        worst = place;
      }
    }
    return worst;
  }

  private dualEntering(place: number): number | undefined {
    const { rows } = this;
    const { inverse } = this.inverse;
    const sign = this.aboveLimit(place) ? 1 : -1;
    this.best = NOTHING;
    this.ratio = Infinity;
    this.pivot = 0;
    for (let row = 0; row < rows; row += 1)
      if (this.slackBasic[row] !== 1)
        this.look(-1 - row, sign * (this.sense[row] ?? 1) * (inverse[place * rows + row] ?? 0));
    for (let column = 0; column < this.columns.count; column += 1)
      if (this.columnBasic[column] !== 1 && this.banned[column] !== 1)
        this.look(column, sign * this.columns.dot(column, inverse, place * rows));
    return this.best === NOTHING ? undefined : this.best;
  }

  /** The least ratio of reduced cost and change wins; of equal ones the larger pivot. */
  private look(column: number, change: number): void {
    if (change <= SMALL_PIVOT) return;
    const ratio = Math.max(0, this.reduced(column)) / change;
    if (ratio < this.ratio - 1e-12 || (ratio <= this.ratio + 1e-12 && change > this.pivot)) {
      this.ratio = Math.min(this.ratio, ratio);
      this.pivot = change;
      this.best = column;
    }
  }

  /** False where it gave up: the basis is then started anew. */
  private dual(most: number): boolean {
    this.price();
    for (let step = 0; step < most; step += 1) {
      const place = this.worstPlace();
      if (place === -1) return true;
      const column = this.dualEntering(place);
      if (column === undefined) return false;
      this.direct(column);
      this.exchange(place, column);
      this.renew();
      if (!this.started) return false;
    }
    return false;
  }

  solve(): LinearSolution | undefined {
    const before = this.iterations;
    const most = 200 + 20 * this.rows;
    if (this.started) this.inverse.times(this.right, this.basic);
    else this.startDual();
    if (!this.dual(most)) this.start();
    if (!this.primal(most)) return undefined;
    const primal = new Float64Array(this.columns.count);
    let objective = 0;
    for (let place = 0; place < this.rows; place += 1) {
      const column = this.basis[place] ?? 0;
      const amount = Math.max(0, this.basic[place] ?? 0);
      if (column < -this.rows && amount > 1e-6) return undefined;
      if (column < 0) continue;
      primal[column] = amount;
      objective += amount * this.costOf(column);
    }
    return { primal, dual: this.y.slice(), objective, iterations: this.iterations - before };
  }

  dispose(): void {
    this.started = false;
  }
}

export const DENSE_SIMPLEX: LinearSolver = { create: (rows) => new DenseProgram(rows) };
