/**
 * The restricted master of column generation (P. C. Gilmore and R. E. Gomory, 1961):
 *
 *   min sum_j price_j x_j + sum_i penalty_i u_i
 *   such that   sum_j a_ij x_j + u_i >= demand_i a class,   sum_j weight_cj x_j <= limit_c a cap
 *
 * over the columns found so far; the penalties keep it solvable before enough of them are. Its duals are what
 * items are worth and what caps cost; both are only suggestions, from which bounds are computed anew. Money is
 * scaled so that the cheapest node costs 1, and a class's row by what an item costs alone, so that all duals are
 * of a size and a row that is short is short by money.
 */
import type { ColumnPool } from "./column-pool.js";
import type { LinearColumn, LinearProgram, LinearSolver, RowRange } from "./linear-program.js";
import type { PackingModel } from "./packing-model.js";
import { timesIn } from "./pattern.js";

export interface MasterSolution {
  /** Nodes of each column of the pool. */
  readonly nodes: Float64Array;
  readonly value: Float64Array;
  readonly rent: Float64Array;
  readonly cost: number;
}

export interface MasterInput {
  readonly solver: LinearSolver;
  readonly model: PackingModel;
  readonly pool: ColumnPool;
  /** What an item costs alone. */
  readonly alone: Float64Array;
}

/** A left-out item costs so many times what it costs alone. */
const PENALTY = 50;

export class Master {
  /** Simplex iterations so far. */
  iterations = 0;
  private readonly model: PackingModel;
  private readonly pool: ColumnPool;
  private readonly program: LinearProgram;
  private readonly scale: number;
  /** By class: what its row is multiplied by. */
  private readonly weight: Float64Array;
  private loaded = 0;

  constructor({ solver, model, pool, alone }: MasterInput) {
    this.model = model;
    this.pool = pool;
    const cheapest = model.price.reduce(
      (least, price) => (price > 0 ? Math.min(least, price) : least),
      Infinity,
    );
    this.scale = cheapest === Infinity ? 1 : cheapest;
    this.weight = alone.map((cost) => Math.max(cost / this.scale, 1e-9));
    this.program = solver.create(this.ranges(model.demand, model.capLimit));
    this.program.addColumns(
      Array.from(alone, (cost, item) => ({
        cost: (PENALTY * cost) / this.scale,
        rows: Int32Array.of(item),
        values: Float64Array.of(this.weight[item] ?? 1),
      })),
    );
  }

  /** A cap below 0 is a minimum: the solver wants that as a row with a lower limit. */
  private turned(cap: number): boolean {
    return (this.model.capLimit[cap] ?? 0) < 0;
  }

  private ranges(demand: Float64Array, caps: Float64Array): RowRange[] {
    return [
      ...Array.from(demand, (count, item) => ({ lower: count * (this.weight[item] ?? 1), upper: Infinity })),
      ...Array.from(caps, (limit, cap) =>
        this.turned(cap) ? { lower: -limit, upper: Infinity } : { lower: -Infinity, upper: limit },
      ),
    ];
  }

  private columnOf({ type, pattern }: ColumnPool["columns"][number]): LinearColumn {
    const { model, weight } = this;
    const { item, each } = pattern;
    const caps = model.capsOf[type] ?? [];
    const rows = new Int32Array(item.length + caps.length);
    const values = new Float64Array(rows.length);
    rows.set(item);
    for (let at = 0; at < item.length; at += 1) values[at] = (each[at] ?? 0) * (weight[item[at] ?? 0] ?? 1);
    for (const [at, { cap, weight: taken }] of caps.entries()) {
      rows[item.length + at] = model.classes + cap;
      values[item.length + at] = this.turned(cap) ? -taken : taken;
    }
    return { cost: (model.price[type] ?? 0) / this.scale, rows, values };
  }

  private load(): void {
    const fresh = this.pool.columns.slice(this.loaded);
    this.loaded += fresh.length;
    this.program.addColumns(fresh.map((column) => this.columnOf(column)));
  }

  /** The same master for what is left; columns that hold more than that stay out. */
  restrict(demand: Float64Array, caps: Float64Array): void {
    this.load();
    this.program.setRows(this.ranges(demand, caps));
    const limits = new Float64Array(this.model.classes + this.loaded).fill(Infinity);
    for (const [at, { pattern }] of this.pool.columns.entries())
      if (timesIn(pattern, demand) < 1) limits[this.model.classes + at] = 0;
    this.program.limitColumns(limits);
  }

  /** Undefined where the solver failed. */
  solve(): MasterSolution | undefined {
    this.load();
    const solution = this.program.solve();
    if (solution === undefined) return undefined;
    const { dual, primal, objective, iterations } = solution;
    const { classes } = this.model;
    this.iterations += iterations;
    return {
      nodes: primal.subarray(classes),
      value: dual
        .subarray(0, classes)
        .map((price, item) => Math.max(0, price) * this.scale * (this.weight[item] ?? 1)),
      rent: dual
        .subarray(classes)
        .map((price, cap) => Math.max(0, this.turned(cap) ? price : -price) * this.scale),
      cost: objective * this.scale,
    };
  }

  dispose(): void {
    this.program.dispose();
  }
}
