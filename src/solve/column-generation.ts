/**
 * Column generation: the master's duals say what items are worth, fillings worth more than their node costs are
 * its new columns, and every look at all types gives a proof (repaired-prices.ts).
 *
 * Duals jump; so fillings are priced between them and the best proved prices (P. Wentges, "Weighted Dantzig-Wolfe
 * decomposition for linear mixed-integer programming", 1997), and under the duals themselves where that finds none.
 *
 * A packing costs about a fixed share more than the master, so the master is rounded only once that would be
 * enough, or when nothing is left to price.
 */
import { rentedPrice } from "./certificate.js";
import { corrected, mixed } from "./item-values.js";
import type { LinearSolver } from "./linear-program.js";
import { Master } from "./master.js";
import type { MasterSolution } from "./master.js";
import { worthOf } from "./pattern.js";
import type { Repaired } from "./repaired-prices.js";
import { wholeParts } from "./rounding.js";
import type { SearchState } from "./search-state.js";
import { repack } from "./warm-start.js";

const PASSES = 80;
/** Columns that a pass adds at most. */
const MOST_COLUMNS = 150;
/** By this pass a packing is made, whatever is proved. */
const FIRST_ROUNDING = 4;
/** What rounding is thought to add before it was tried. */
const ROUNDING_SHARE = 0.003;
const GREEDY_PASSES = 2;
/** Greedy passes at the end, where the target is not reached. */
const LAST_PASSES = 8;
const STEPS = 20_000;
/** Share of the best proved prices in what is priced. */
const SHARE_OF_PROVED = 0.7;
const MOST_NODES = 2000;
/** Where there are few columns, so many times the nodes are looked at for each. */
const FARTHER = 3;

export class ColumnGeneration {
  private readonly master: Master;
  private nodes = 20;
  private rounded = ROUNDING_SHARE;
  private roundings = 0;

  constructor(
    private readonly state: SearchState,
    solver: LinearSolver,
  ) {
    const { model, pool, alone } = state;
    this.master = new Master({ solver, model, pool, alone });
  }

  /** Columns that the master's duals call improving, best first. */
  private admit(repaired: Repaired, { value, rent }: MasterSolution): number {
    const { model, pool } = this.state;
    const rated = repaired.improving
      .map((column) => ({
        ...column,
        ratio: worthOf(column.pattern, value) / Math.max(1e-9, rentedPrice(model, column.type, rent)),
      }))
      .filter(({ ratio }) => ratio > 1 + 1e-6)
      .sort((one, other) => other.ratio - one.ratio || one.type - other.type);
    let added = 0;
    for (const column of rated.slice(0, MOST_COLUMNS)) if (pool.add(column)) added += 1;
    return added;
  }

  private repairAt(solution: MasterSolution, share: number): number {
    const { state } = this;
    const { proof } = state;
    const before = proof.bound;
    const repaired = state.repair({
      value: mixed(proof.value, solution.value, share),
      rent: mixed(proof.rent, solution.rent, share),
      effort: { nodes: this.nodes, steps: STEPS, tolerance: 5e-4 },
      slack: 0.1 * state.targetGap,
      hope: before + 0.2 * (solution.cost - before),
    });
    return this.admit(repaired, solution);
  }

  /** Adds columns; false where there are none. */
  private price(solution: MasterSolution): boolean {
    const { work } = this.state;
    const before = work.used;
    let added = this.repairAt(solution, SHARE_OF_PROVED);
    if (added === 0) added = this.repairAt(solution, 0);
    const isFarther = added < 5 && this.nodes < MOST_NODES;
    // A look at all types proves nothing before its end, and so many times the nodes take as many times the work.
    if (isFarther && work.allows(FARTHER * (work.used - before))) {
      const nodes = this.nodes * FARTHER;
      this.nodes = added > 0 ? Math.min(MOST_NODES, nodes) : nodes;
      return true;
    }
    return added > 0;
  }

  private isWorthRounding({ cost }: MasterSolution, pass: number): boolean {
    const { state } = this;
    if (pass === FIRST_ROUNDING && this.roundings === 0) return true;
    return cost * (1 + this.rounded) <= state.goodEnough(state.bound);
  }

  private round({ nodes, cost, value: dual, rent }: MasterSolution, last: boolean): void {
    const { state } = this;
    const { model, pool } = state;
    let value = mixed(state.proof.value, dual, 0.5);
    repack(state, value, rent, false);
    const kept = wholeParts(model, pool, nodes);
    let least = Infinity;
    const passes = last ? LAST_PASSES : GREEDY_PASSES;
    for (let pass = 0; pass < passes && !state.done; pass += 1) {
      const packing = state.pack({ value, rent, kept, careful: last });
      value = corrected(model, value, packing);
      if (packing.missing === 0) least = Math.min(least, packing.cost);
      state.report("rounding", packing.cost);
    }
    this.roundings += 1;
    if (least < Infinity) this.rounded = Math.max(0.0005, 0.9 * (least / cost - 1));
  }

  /** Rounds; whether that was enough. */
  private isDoneBy(solution: MasterSolution): boolean {
    this.round(solution, false);
    return this.state.done;
  }

  run(): void {
    const { state, master } = this;
    for (let pass = 0; pass < PASSES && !state.done; pass += 1) {
      const solution = master.solve();
      state.work.spend(Math.ceil(master.iterations / 10));
      master.iterations = 0;
      if (solution === undefined) return;
      // Where an earlier search of a like problem left its fillings, what is proved may be enough already.
      const early = state.known !== undefined && !state.boundOnly && this.isWorthRounding(solution, pass);
      if (early && this.isDoneBy(solution)) return;
      const more = this.price(solution);
      state.report("generation", solution.cost);
      const open = solution.cost / state.proof.bound - 1;
      const settled = !more || open < Math.max(1e-4, (state.boundOnly ? 1 : 0.3) * state.targetGap);
      if (!state.boundOnly && (settled || (!early && this.isWorthRounding(solution, pass))))
        this.round(solution, settled);
      if (settled) return;
    }
  }

  dispose(): void {
    this.master.dispose();
  }
}
