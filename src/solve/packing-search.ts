/**
 * The kernel, top to bottom:
 *
 *   prices         a first proof, and with it what items are worth (resource-prices.ts)
 *   rounds         pattern greedy, right-sizing; values move towards what was paid; every filling is a column
 *   whole          small problems by branch and bound over all of their fillings
 *   generation     duals of the master, fillings priced under them, new proofs; rounded to whole packings
 *   small fleets   neighbourhood search, then all packings of a tiny problem
 *
 * It stops as soon as the proven gap is within the target, or, where only the bound is wanted, once the bound is
 * that of the master. Limits are work units: same problem, same answer.
 */
import { ColumnGeneration } from "./column-generation.js";
import { DENSE_SIMPLEX } from "./dense-simplex.js";
import { exactSearch } from "./exact-search.js";
import { corrected, floored, mixed } from "./item-values.js";
import { maximalPatterns } from "./maximal-patterns.js";
import { searchNeighbourhood } from "./neighbourhood.js";
import { dealtEntries } from "./packing-entries.js";
import type { PackingOutcome } from "./problem.js";
import { resourcePrices } from "./resource-prices.js";
import { fillingsOf } from "./search-memory.js";
import type { SearchMemory } from "./search-memory.js";
import { SearchState } from "./search-state.js";
import type { SearchInput } from "./search-state.js";
import type { PackingTools } from "./tools.js";
import { keptNodes, recall } from "./warm-start.js";
import type { Filled } from "./filled.js";
import { WholePackings } from "./whole-packings.js";

const ROUNDS_BEFORE_LP = 3;
/** Enough for the master to start from, where no packing is wanted. */
const ROUNDS_FOR_BOUND = 1;

export class PackingSearch {
  private readonly state: SearchState;
  private readonly tools: PackingTools;
  /** Nodes of the packing before. */
  private readonly before: readonly Filled[];
  /** What the greedy works with. */
  private value: Float64Array;

  constructor({ memory, ...input }: SearchInput & { readonly memory?: SearchMemory | undefined }) {
    const state = new SearchState(input);
    this.state = state;
    this.tools = input.tools;
    this.before = memory === undefined ? [] : recall(state, memory);
    if (memory === undefined) state.learn(resourcePrices(state.model, state.work));
    const { value } = state.proof;
    this.value = floored(memory === undefined ? mixed(value, state.alone, 0.5) : value, state.alone);
  }

  /** For a later search of a like problem. */
  memory(): SearchMemory {
    const { model, best, pool, prices } = this.state;
    return { fillings: fillingsOf(model, [...(best?.filled ?? []), ...pool.columns]), prices };
  }

  private rounds(): void {
    const { state } = this;
    if (this.before.length > 0) {
      const packing = state.pack(this.value, state.proof.rent, keptNodes(state.model, this.before));
      state.report("greedy", packing.cost);
    }
    for (let round = 0; round < ROUNDS_BEFORE_LP && !state.done; round += 1) {
      if (state.boundOnly && round >= ROUNDS_FOR_BOUND) return;
      const packing = state.pack(this.value, state.proof.rent);
      this.value = floored(corrected(state.model, this.value, packing), state.alone);
      state.report("greedy", packing.cost);
    }
  }

  /** Small problems by branch and bound over all of their fillings. */
  private whole(): void {
    const { state } = this;
    const { model, alone, best } = state;
    const columns = best === undefined ? undefined : maximalPatterns(model);
    if (columns === undefined || best === undefined) return;
    const goodEnough = (bound: number): number => state.goodEnough(bound);
    const search = new WholePackings({ model, alone, columns, start: best, goodEnough });
    const { packing, bound, workUnits } = search.run();
    state.work.spend(workUnits);
    state.offer(packing);
    state.raise(bound);
    state.report("whole", packing.cost);
  }

  private generate(): void {
    const generation = new ColumnGeneration(this.state, this.tools.lp ?? DENSE_SIMPLEX);
    try {
      generation.run();
    } finally {
      generation.dispose();
    }
  }

  private improve(): void {
    const { state, value } = this;
    const { model, work, proof, knapsack, rightSizing, usedTypes: types, best: start } = state;
    if (start === undefined || state.done) return;
    const goodEnough = state.goodEnough(state.bound);
    const { rent } = proof;
    state.offer(
      searchNeighbourhood({ model, knapsack, rightSizing, start, value, rent, work, types, goodEnough }),
    );
    state.report("neighbourhood", state.best?.cost ?? 0);
  }

  /** Whether all packings were looked at, where there are few. */
  private exact(): boolean {
    const { state } = this;
    if (state.best === undefined || state.done) return false;
    const { packing, complete } = exactSearch(state.model, state.proof, state.best, state.work);
    state.offer(packing);
    if (complete && packing.missing === 0) state.bound = packing.cost;
    return complete;
  }

  run(): PackingOutcome {
    const { state } = this;
    this.rounds();
    if (!state.done) this.whole();
    if (!state.done) this.generate();
    if (!state.boundOnly) this.improve();
    const complete = this.exact();
    const workUnits = state.work.used;
    const best = state.best ?? { filled: [], cost: 0, unplaced: state.model.demand, missing: 1 };
    const { entries, unplaced } = dealtEntries(state.problem, state.model, best);
    if (best.missing === 0) {
      const bound = Math.min(best.cost, state.bound);
      const { prices, stop } = state;
      return { status: "solved", entries, cost: best.cost, bound, prices, stop, workUnits };
    }
    const left = unplaced.flatMap((count, item) => (count > 0 ? [item] : []));
    if (complete) return { status: "infeasible", classes: left, caps: [], workUnits };
    return {
      status: "noneFound",
      unplaced,
      stop: state.work.exhausted ? "workBudget" : "exhausted",
      workUnits,
    };
  }
}
