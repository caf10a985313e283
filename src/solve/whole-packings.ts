/**
 * Branch and bound over all fillings of a small problem (branch and price without the pricing; C. Barnhart et al.,
 * 1998): best bound first, on the number of nodes of a type before the number of a single filling.
 *
 * Each master begins where the one that it was split from ended: its duals stay feasible under new limits, so the
 * dual method (C. E. Lemke, 1954) has few steps to go.
 *
 * A node's bound is computed anew from its duals: the values of items are scaled so that no filling is worth
 * more than it costs under the rents of caps and of branchings, whatever the LP solver said.
 */
import type { Column } from "./column-pool.js";
import { coveredBy } from "./cover.js";
import { DenseProgram } from "./dense-simplex.js";
import { isBetter, packingOf } from "./filled.js";
import type { Packing } from "./filled.js";
import type { LinearColumn, LinearSolution } from "./linear-program.js";
import type { PackingModel } from "./packing-model.js";
import type { WorkBudget } from "./work.js";

export interface WholeInput {
  readonly model: PackingModel;
  /** What an item costs alone. */
  readonly alone: Float64Array;
  /** All maximal fillings. */
  readonly columns: readonly Column[];
  readonly start: Packing;
  /** A cost that needs no improvement under the bound. */
  readonly goodEnough: (bound: number) => number;
  readonly work: WorkBudget;
}

/** At most (or at least) so many nodes of a type, or of one filling. */
interface Branching {
  readonly type?: number;
  readonly column?: number;
  readonly most: boolean;
  readonly nodes: number;
}

interface OpenNode {
  readonly bound: number;
  readonly branchings: readonly Branching[];
  /** Where the master of the node that it was split from ended. */
  readonly basis: Int32Array | undefined;
}

type Solved = LinearSolution & Pick<OpenNode, "basis">;

const MOST_NODES = 400;
const WHOLE = 1e-6;
const PENALTY = 50;

/** A branching's place among the rows: a later one of the same amount and sense takes the place of the earlier. */
function joined(branchings: readonly Branching[], one: Branching): readonly Branching[] {
  const at = branchings.findIndex(
    ({ type, column, most }) => type === one.type && column === one.column && most === one.most,
  );
  return at === -1 ? [...branchings, one] : branchings.with(at, one);
}

/** The column with 1 in more rows. */
function counted({ cost, rows, values }: LinearColumn, more: readonly number[]): LinearColumn {
  const [allRows, allValues] = [
    new Int32Array(rows.length + more.length),
    new Float64Array(rows.length + more.length).fill(1),
  ];
  allRows.set(rows);
  allRows.set(more, rows.length);
  allValues.set(values);
  return { cost, rows: allRows, values: allValues };
}

export class WholePackings {
  private best: Packing;
  private readonly columns: readonly LinearColumn[];
  /** Columns of each type. */
  private readonly ofType: readonly (readonly number[])[];

  constructor(private readonly input: WholeInput) {
    const { model, columns, alone, start } = input;
    this.best = start;
    const real = columns.map(({ type, pattern }): LinearColumn => {
      const caps = model.capsOf[type] ?? [];
      return {
        cost: model.price[type] ?? 0,
        rows: Int32Array.from([...pattern.item, ...caps.map(({ cap }) => model.classes + cap)]),
        values: Float64Array.from([...pattern.each, ...caps.map(({ weight }) => weight)]),
      };
    });
    const leftOut = Array.from(alone, (cost, item): LinearColumn => ({
      cost: PENALTY * cost,
      rows: Int32Array.of(item),
      values: Float64Array.of(1),
    }));
    this.columns = [...real, ...leftOut];
    const ofType = Array.from(model.price, (): number[] => []);
    for (const [at, { type }] of columns.entries()) ofType[type]?.push(at);
    this.ofType = ofType;
  }

  /** The columns with an entry in the row of each branching that counts them. */
  private branched(branchings: readonly Branching[]): LinearColumn[] {
    const { model } = this.input;
    const base = model.classes + model.capLimit.length;
    const rowsOf = new Map<number, number[]>();
    for (const [index, { type, column }] of branchings.entries())
      for (const at of column === undefined ? (this.ofType[type ?? -1] ?? []) : [column])
        rowsOf.set(at, [...(rowsOf.get(at) ?? []), base + index]);
    const columns = [...this.columns];
    for (const [at, more] of rowsOf) {
      const known = columns[at];
      if (known !== undefined) columns[at] = counted(known, more);
    }
    return columns;
  }

  /** From the basis of the node that it was split from, whose duals its new limits leave feasible. */
  private solve({ branchings, basis }: OpenNode): Solved | undefined {
    const { model } = this.input;
    const program = new DenseProgram([
      ...Array.from(model.demand, (lower) => ({ lower, upper: Infinity })),
      ...Array.from(model.capLimit, (upper) => ({ lower: -Infinity, upper })),
      ...branchings.map(({ most, nodes }) =>
        most ? { lower: -Infinity, upper: nodes } : { lower: nodes, upper: Infinity },
      ),
    ]);
    program.addColumns(this.branched(branchings));
    if (basis !== undefined) program.startFrom(basis);
    const solution = program.solve();
    this.input.work.spend(1 + (solution?.iterations ?? 0));
    return solution && { ...solution, basis: program.basisNow() };
  }

  /** What the duals prove under the branchings. */
  private proved({ dual }: LinearSolution, branchings: readonly Branching[]): number {
    const { model, columns } = this.input;
    const base = model.classes + model.capLimit.length;
    const rent = (row: number): number => Math.max(0, -(dual[row] ?? 0));
    const branchRent = ({ most }: Branching, index: number): number =>
      most ? rent(base + index) : -Math.max(0, dual[base + index] ?? 0);
    const priceOf = Array.from(model.price, (price, type) => {
      let rented = price;
      for (const { cap, weight } of model.capsOf[type] ?? []) rented += weight * rent(model.classes + cap);
      return rented;
    });
    const ofColumn = new Map<number, number>();
    for (const [index, branching] of branchings.entries()) {
      const { type, column } = branching;
      const extra = branchRent(branching, index);
      if (column !== undefined) ofColumn.set(column, (ofColumn.get(column) ?? 0) + extra);
      else if (type !== undefined) priceOf[type] = (priceOf[type] ?? 0) + extra;
    }
    let scale = Infinity;
    for (const [at, { type, pattern }] of columns.entries()) {
      const price = (priceOf[type] ?? 0) + (ofColumn.get(at) ?? 0);
      if (price < 0) return 0;
      let worth = 0;
      for (let place = 0; place < pattern.item.length; place += 1)
        worth += (pattern.each[place] ?? 0) * Math.max(0, dual[pattern.item[place] ?? 0] ?? 0);
      if (worth > 0) scale = Math.min(scale, price / worth);
    }
    let bound = 0;
    if (scale !== Infinity)
      for (let item = 0; item < model.classes; item += 1)
        bound += scale * (1 - 1e-12) * (model.demand[item] ?? 0) * Math.max(0, dual[item] ?? 0);
    for (let cap = 0; cap < model.capLimit.length; cap += 1)
      bound -= (model.capLimit[cap] ?? 0) * rent(model.classes + cap);
    for (const [index, { most, nodes }] of branchings.entries())
      bound += nodes * (most ? -rent(base + index) : Math.max(0, dual[base + index] ?? 0));
    return bound;
  }

  private offer(nodes: Float64Array, round: (amount: number) => number): void {
    const { model, columns } = this.input;
    const whole = nodes.map((amount) => round(amount));
    const packing = packingOf(model, coveredBy(model, columns, whole));
    if (isBetter(packing, this.best)) this.best = packing;
  }

  /** The type, or else the filling, whose number of nodes is the least whole. */
  private branchOn({ primal }: LinearSolution): Branching | undefined {
    const { model, columns } = this.input;
    const count = new Float64Array(model.types);
    for (const [at, { type }] of columns.entries()) count[type] = (count[type] ?? 0) + (primal[at] ?? 0);
    const split = (amounts: Float64Array, length: number): { at: number; nodes: number } | undefined => {
      let at = -1;
      let most = WHOLE;
      for (let index = 0; index < length; index += 1) {
        const part = (amounts[index] ?? 0) - Math.floor(amounts[index] ?? 0);
        if (Math.min(part, 1 - part) > most) {
          most = Math.min(part, 1 - part);
          at = index;
        }
      }
      return at === -1 ? undefined : { at, nodes: Math.floor(amounts[at] ?? 0) };
    };
    const byType = split(count, model.types);
    if (byType !== undefined) return { type: byType.at, nodes: byType.nodes, most: true };
    const byColumn = split(primal, columns.length);
    return byColumn === undefined ? undefined : { column: byColumn.at, nodes: byColumn.nodes, most: true };
  }

  run(): { readonly packing: Packing; readonly bound: number } {
    const open: OpenNode[] = [{ bound: 0, branchings: [], basis: undefined }];
    let closed = Infinity;
    for (let step = 0; open.length > 0 && step < MOST_NODES && !this.input.work.exhausted; step += 1) {
      let top = 0;
      for (const [index, { bound }] of open.entries()) if (bound < (open[top]?.bound ?? 0)) top = index;
      const [node] = open.splice(top, 1);
      if (node === undefined) break;
      if (this.best.missing === 0 && this.best.cost <= this.input.goodEnough(Math.ceil(node.bound - 1e-6))) {
        open.push(node);
        break;
      }
      const solution = this.solve(node);
      if (solution === undefined) {
        // No optimum: nothing is known but what the node was split from.
        closed = Math.min(closed, node.bound);
        continue;
      }
      const bound = Math.max(node.bound, this.proved(solution, node.branchings));
      this.offer(solution.primal, (amount) => Math.ceil(amount - WHOLE));
      this.offer(solution.primal, (amount) => Math.round(amount));
      const branching = this.branchOn(solution);
      if (branching === undefined || (this.best.missing === 0 && bound > this.best.cost - 1 + 1e-6)) {
        closed = Math.min(closed, bound);
        continue;
      }
      const { basis } = solution;
      const more = { ...branching, most: false, nodes: branching.nodes + 1 };
      for (const one of [branching, more])
        open.push({ bound, branchings: joined(node.branchings, one), basis });
    }
    const bound = open.reduce((least, one) => Math.min(least, one.bound), closed);
    return { packing: this.best, bound: bound === Infinity ? 0 : bound };
  }
}
