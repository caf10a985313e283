/**
 * Branch and bound over all fillings of a small problem (branch and price without the pricing; C. Barnhart et al.,
 * 1998): best bound first, on the number of nodes of a type before the number of a single filling.
 *
 * A node's bound is computed anew from its duals: the values of items are scaled so that no filling is worth
 * more than it costs under the rents of caps and of branchings, whatever the LP solver said.
 */
import type { Column } from "./column-pool.js";
import { coveredBy } from "./cover.js";
import { DENSE_SIMPLEX } from "./dense-simplex.js";
import { isBetter, packingOf } from "./filled.js";
import type { Packing } from "./filled.js";
import type { LinearSolution } from "./linear-program.js";
import type { PackingModel } from "./packing-model.js";

export interface WholeInput {
  readonly model: PackingModel;
  /** What an item costs alone. */
  readonly alone: Float64Array;
  /** All maximal fillings. */
  readonly columns: readonly Column[];
  readonly start: Packing;
  /** A cost that needs no improvement under the bound. */
  readonly goodEnough: (bound: number) => number;
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
}

const MOST_NODES = 400;
const WHOLE = 1e-6;
const PENALTY = 50;

export class WholePackings {
  private best: Packing;
  private units = 0;

  constructor(private readonly input: WholeInput) {
    this.best = input.start;
  }

  private counts({ type, column }: Branching, at: number): boolean {
    return column === undefined ? this.input.columns[at]?.type === type : column === at;
  }

  private solve(branchings: readonly Branching[]): LinearSolution | undefined {
    const { model, columns, alone } = this.input;
    const base = model.classes + model.capLimit.length;
    const program = DENSE_SIMPLEX.create([
      ...Array.from(model.demand, (lower) => ({ lower, upper: Infinity })),
      ...Array.from(model.capLimit, (upper) => ({ lower: -Infinity, upper })),
      ...branchings.map(({ most, nodes }) =>
        most ? { lower: -Infinity, upper: nodes } : { lower: nodes, upper: Infinity },
      ),
    ]);
    program.addColumns(
      columns.map(({ type, pattern }, at) => {
        const rows = [...pattern.item];
        const values = [...pattern.each];
        for (const { cap, weight } of model.capsOf[type] ?? []) {
          rows.push(model.classes + cap);
          values.push(weight);
        }
        for (const [index, branching] of branchings.entries())
          if (this.counts(branching, at)) {
            rows.push(base + index);
            values.push(1);
          }
        return {
          cost: model.price[type] ?? 0,
          rows: Int32Array.from(rows),
          values: Float64Array.from(values),
        };
      }),
    );
    program.addColumns(
      Array.from(alone, (cost, item) => ({
        cost: PENALTY * cost,
        rows: Int32Array.of(item),
        values: Float64Array.of(1),
      })),
    );
    const solution = program.solve();
    this.units += 1 + (solution?.iterations ?? 0);
    program.dispose();
    return solution;
  }

  /** What the duals prove under the branchings. */
  private proved({ dual }: LinearSolution, branchings: readonly Branching[]): number {
    const { model, columns } = this.input;
    const base = model.classes + model.capLimit.length;
    const rent = (row: number): number => Math.max(0, -(dual[row] ?? 0));
    let scale = Infinity;
    for (const [at, { type, pattern }] of columns.entries()) {
      let price = model.price[type] ?? 0;
      for (const { cap, weight } of model.capsOf[type] ?? []) price += weight * rent(model.classes + cap);
      for (const [index, branching] of branchings.entries())
        if (this.counts(branching, at))
          price += branching.most ? rent(base + index) : -Math.max(0, dual[base + index] ?? 0);
      let worth = 0;
      for (const [place, item] of pattern.item.entries())
        worth += (pattern.each[place] ?? 0) * Math.max(0, dual[item] ?? 0);
      if (price < 0) return 0;
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

  run(): { readonly packing: Packing; readonly bound: number; readonly workUnits: number } {
    const open: OpenNode[] = [{ bound: 0, branchings: [] }];
    let closed = Infinity;
    for (let step = 0; open.length > 0 && step < MOST_NODES; step += 1) {
      let top = 0;
      for (const [index, { bound }] of open.entries()) if (bound < (open[top]?.bound ?? 0)) top = index;
      const [node] = open.splice(top, 1);
      if (node === undefined) break;
      if (this.best.missing === 0 && this.best.cost <= this.input.goodEnough(Math.ceil(node.bound - 1e-6))) {
        open.push(node);
        break;
      }
      const solution = this.solve(node.branchings);
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
      open.push({ bound, branchings: [...node.branchings, branching] });
      open.push({
        bound,
        branchings: [...node.branchings, { ...branching, most: false, nodes: branching.nodes + 1 }],
      });
    }
    const bound = open.reduce((least, one) => Math.min(least, one.bound), closed);
    return { packing: this.best, bound: bound === Infinity ? 0 : bound, workUnits: this.units };
  }
}
