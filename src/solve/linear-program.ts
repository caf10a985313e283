/**
 * What the kernel asks of an LP solver: minimise cost . x over x >= 0 with ranges on rows, columns added as
 * they are found, row limits changed, solved again from where it stood. Nothing that comes back is trusted:
 * packings are made of whole columns, and bounds are computed anew from the duals, whatever they are.
 */
export interface LinearColumn {
  readonly cost: number;
  /** Rows ascending, and the coefficient in each. */
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

export interface RowRange {
  readonly lower: number;
  readonly upper: number;
}

export interface LinearSolution {
  /** By column. */
  readonly primal: Float64Array;
  /** By row: how the optimum changes with the row's limit; >= 0 on lower limits, <= 0 on upper ones. */
  readonly dual: Float64Array;
  readonly objective: number;
  /** Simplex iterations of this call. */
  readonly iterations: number;
}

export interface LinearProgram {
  addColumns(columns: readonly LinearColumn[]): void;
  /** The new ranges of all rows. */
  setRows(ranges: readonly RowRange[]): void;
  /** The new upper limits of all columns. */
  limitColumns(limits: Float64Array): void;
  /** Undefined where no optimum was reached (infeasible, unbounded, iteration limit, or the solver failed). */
  solve(): LinearSolution | undefined;
  /** Frees what the solver holds outside of JavaScript. */
  dispose(): void;
}

export interface LinearSolver {
  /** An empty program with these rows. */
  create(rows: readonly RowRange[]): LinearProgram;
}
