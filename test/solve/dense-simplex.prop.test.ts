import assert from "node:assert/strict";
import fc from "fast-check";
import { DENSE_SIMPLEX, DenseProgram } from "../../src/solve/dense-simplex.js";
import type { LinearColumn, LinearSolver, RowRange } from "../../src/solve/linear-program.js";
import { loadLinearSolver } from "./highs-solver.js";

const SEED = 20261129;

interface Covering {
  readonly rows: readonly RowRange[];
  readonly columns: readonly LinearColumn[];
  readonly later: readonly LinearColumn[];
  readonly less: readonly RowRange[];
}

function columnOf(amounts: readonly number[], cost: number): LinearColumn {
  const rows = [...amounts.keys()].filter((row) => (amounts[row] ?? 0) > 0);
  return {
    cost,
    rows: Int32Array.from(rows),
    values: Float64Array.from(rows, (row) => amounts[row] ?? 0),
  };
}

const COVERINGS: fc.Arbitrary<Covering> = fc.integer({ min: 1, max: 9 }).chain((count) => {
  const amounts = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: count, maxLength: count });
  const column = fc.tuple(amounts, fc.integer({ min: 1, max: 40 })).map(([own, cost]) => columnOf(own, cost));
  const needs = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: count, maxLength: count });
  const ranges = (all: readonly number[]): RowRange[] => all.map((lower) => ({ lower, upper: Infinity }));
  const singles = Array.from({ length: count }, (_none, row) =>
    columnOf(
      Array.from({ length: count }, (_empty, other) => (other === row ? 1 : 0)),
      60,
    ),
  );
  return fc.record({
    rows: needs.map(ranges),
    columns: fc.array(column, { maxLength: 12 }).map((own) => [...singles, ...own]),
    later: fc.array(column, { maxLength: 12 }),
    less: needs.map(ranges),
  });
});

/** Optima: of the first columns, with the later ones, and after the limits changed. */
function optima(solver: LinearSolver, { rows, columns, later, less }: Covering): (number | undefined)[] {
  const program = solver.create(rows);
  try {
    program.addColumns(columns);
    const first = program.solve()?.objective;
    program.addColumns(later);
    const second = program.solve()?.objective;
    program.setRows(less);
    return [first, second, program.solve()?.objective];
  } finally {
    program.dispose();
  }
}

describe("the kernel's LP solver", () => {
  it("agrees with HiGHS on coverings, also after new columns and new limits", async () => {
    const highs = await loadLinearSolver();
    fc.assert(
      fc.property(COVERINGS, (covering) => {
        const [own, theirs] = [optima(DENSE_SIMPLEX, covering), optima(highs, covering)];
        for (const [index, objective] of theirs.entries()) {
          assert.ok(objective !== undefined);
          assert.ok(Math.abs((own[index] ?? Infinity) - objective) <= 1e-6 * (1 + objective));
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it("finds the same optimum, or none, from another program's basis where a row came to it", () => {
    fc.assert(
      fc.property(COVERINGS, fc.integer({ min: 0, max: 6 }), ({ rows, columns, later }, most) => {
        const all = [...columns, ...later];
        const smaller = new DenseProgram(rows);
        smaller.addColumns(all);
        smaller.solve();
        const basis = smaller.basisNow();
        assert.ok(basis !== undefined);
        // At most so many nodes of every third column.
        const limited = all.map((column, at) =>
          at % 3 !== 2
            ? column
            : {
                cost: column.cost,
                rows: Int32Array.from([...column.rows, rows.length]),
                values: Float64Array.from([...column.values, 1]),
              },
        );
        const solved = (from?: Int32Array): number | undefined => {
          const program = new DenseProgram([...rows, { lower: -Infinity, upper: most }]);
          program.addColumns(limited);
          if (from !== undefined) program.startFrom(from);
          return program.solve()?.objective;
        };
        const [anew, warm] = [solved(), solved(basis)];
        if (anew === undefined) assert.equal(warm, undefined, "no optimum either way");
        else assert.ok(Math.abs(anew - (warm ?? Infinity)) <= 1e-6 * (1 + anew));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});
