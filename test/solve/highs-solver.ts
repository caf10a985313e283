/**
 * HiGHS (https://highs.dev, MIT) behind the kernel's LP interface: the oracle that the kernel's own LP solver is held against. It runs as WebAssembly,
 * whose memory no garbage collector frees, so every program must be disposed of. Each call that can fail is
 * caught: an exception of the solver prints its whole source, and a failed LP only costs the kernel a bound.
 */
import loadHighs from "highs";
import type { Highs, Model } from "highs";
import type {
  LinearColumn,
  LinearProgram,
  LinearSolution,
  LinearSolver,
  RowRange,
} from "../../src/solve/linear-program.js";

/** HiGHS's numbers: the primal and the dual simplex method. */
const DUAL_SIMPLEX = 1;
const PRIMAL_SIMPLEX = 4;
/** The model status that means optimal. */
const OPTIMAL = 7;
const MOST_ITERATIONS = 50_000;

function bounds(ranges: readonly RowRange[]): { lower: Float64Array; upper: Float64Array } {
  return {
    lower: Float64Array.from(ranges, ({ lower }) => lower),
    upper: Float64Array.from(ranges, ({ upper }) => upper),
  };
}

class HighsProgram implements LinearProgram {
  private readonly model: Model;
  private columns = 0;
  /** After new columns the basis is primal feasible, after new rows' limits dual feasible. */
  private strategy = PRIMAL_SIMPLEX;
  private failed = false;

  constructor(
    highs: Highs,
    private readonly rows: readonly RowRange[],
  ) {
    this.model = highs.createModel();
    this.model.options.set({
      output_flag: false,
      presolve: "off",
      solver: "simplex",
      simplex_iteration_limit: MOST_ITERATIONS,
    });
    const { lower, upper } = bounds(rows);
    this.model.addRows({
      lower,
      upper,
      matrix: {
        format: "csr",
        numRows: rows.length,
        numCols: 0,
        starts: new Int32Array(rows.length + 1),
        indices: new Int32Array(),
        values: new Float64Array(),
      },
    });
  }

  private attempt<Result>(action: () => Result): Result | undefined {
    if (this.failed) return undefined;
    try {
      return action();
    } catch {
      this.failed = true;
      return undefined;
    }
  }

  addColumns(columns: readonly LinearColumn[]): void {
    if (columns.length === 0) return;
    const starts = new Int32Array(columns.length + 1);
    for (const [at, { rows }] of columns.entries()) starts[at + 1] = (starts[at] ?? 0) + rows.length;
    const indices = new Int32Array(starts[columns.length] ?? 0);
    const values = new Float64Array(indices.length);
    for (const [at, column] of columns.entries()) {
      indices.set(column.rows, starts[at]);
      values.set(column.values, starts[at]);
    }
    this.attempt(() => {
      this.model.addCols({
        cost: Float64Array.from(columns, ({ cost }) => cost),
        lower: new Float64Array(columns.length),
        upper: new Float64Array(columns.length).fill(Infinity),
        matrix: {
          format: "csc",
          numRows: this.rows.length,
          numCols: columns.length,
          starts,
          indices,
          values,
        },
      });
    });
    this.columns += columns.length;
    this.strategy = PRIMAL_SIMPLEX;
  }

  setRows(ranges: readonly RowRange[]): void {
    const { lower, upper } = bounds(ranges);
    this.attempt(() => {
      this.model.changeRowsBounds({ kind: "range", from: 0, to: ranges.length - 1 }, lower, upper);
    });
    this.strategy = DUAL_SIMPLEX;
  }

  limitColumns(limits: Float64Array): void {
    if (limits.length === 0) return;
    this.attempt(() => {
      this.model.changeColsBounds(
        { kind: "range", from: 0, to: limits.length - 1 },
        new Float64Array(limits.length),
        limits,
      );
    });
    this.strategy = DUAL_SIMPLEX;
  }

  solve(): LinearSolution | undefined {
    return this.attempt(() => {
      this.model.options.set({ simplex_strategy: this.strategy });
      this.model.run();
      if (this.model.getModelStatus() !== OPTIMAL) return undefined;
      const { colValue, rowDual } = this.model.getSolution();
      return {
        primal: colValue,
        dual: rowDual,
        objective: this.model.getObjectiveValue(),
        iterations: Number(this.model.info.get("simplex_iteration_count")),
      };
    });
  }

  dispose(): void {
    this.model.dispose();
  }
}

/** Loads the solver once; programs are then made and solved synchronously. */
export async function loadLinearSolver(): Promise<LinearSolver> {
  const highs = await loadHighs();
  return { create: (rows) => new HighsProgram(highs, rows) };
}
