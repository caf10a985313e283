/**
 * The kernel, top to bottom:
 *
 *   prices         a first proof, and with it what items are worth (resource-prices.ts)
 *   proving        where prices of an earlier search are known: anew, if what they still prove is not enough
 *   repacking      where an earlier packing is known: its worst nodes anew (warm-start.ts)
 *   alike          where nodes are of one type only: nodes filled by rules, then a node fewer (alike-nodes.ts)
 *   rounds         pattern greedy, right-sizing; values move towards what was paid; every filling is a column
 *   whole          small problems by branch and bound over all of their fillings
 *   generation     duals of the master, fillings priced under them, new proofs; rounded to whole packings
 *   counts         small fleets by branch and bound on how many nodes of each type there are
 *   small fleets   neighbourhood search, then all packings of a tiny problem
 *
 * It stops as soon as the proven gap is within the target, or, where only the bound is wanted, once the bound is
 * that of the master. Limits are work units: same problem, same answer.
 */
import { packAlikeNodes } from "./alike-nodes.js";
import { ColumnGeneration } from "./column-generation.js";
import type { Column } from "./column-pool.js";
import { DENSE_SIMPLEX } from "./dense-simplex.js";
import { exactSearch } from "./exact-search.js";
import { corrected, floored, mixed } from "./item-values.js";
import { maximalPatterns } from "./maximal-patterns.js";
import { searchNeighbourhood } from "./neighbourhood.js";
import { NodeCounts } from "./node-counts.js";
import { dealtEntries } from "./packing-entries.js";
import type { Findings } from "./prepared-parts.js";
import type { PackingOutcome } from "./problem.js";
import { resourcePrices } from "./resource-prices.js";
import type { SearchStart } from "./search-memory.js";
import { SearchState } from "./search-state.js";
import type { SearchInput } from "./search-state.js";
import type { PackingTools } from "./tools.js";
import {
  keptNodes,
  modelPrices,
  packBeside,
  proveFrom,
  recall,
  recallColumns,
  recallOwn,
  repack,
} from "./warm-start.js";
import type { Prices } from "./warm-start.js";
import type { Filled } from "./filled.js";
import { WholePackings } from "./whole-packings.js";

type Stage =
  "proving" | "repacking" | "rounds" | "whole" | "generation" | "counts" | "neighbourhood" | "exact";

/** What a stage costs beside a greedy pass, roughly. */
const EFFORT: Readonly<Record<Stage, number>> = {
  proving: 1,
  repacking: 1,
  rounds: 1,
  whole: 3,
  generation: 6,
  counts: 8,
  neighbourhood: 10,
  exact: 10,
};
/** What a stage costs however small the problem is, in pairs of class and type. */
const STANDING_EFFORT = 1000;
const ANEW: readonly Stage[] = ["rounds", "whole", "generation", "counts", "neighbourhood", "exact"];
/** Where an earlier packing is known, prices come before a packing from nothing. */
const AGAIN: readonly Stage[] = [
  "proving",
  "repacking",
  "whole",
  "generation",
  "rounds",
  "counts",
  "neighbourhood",
  "exact",
];
/** Stages that work with all columns there are. */
const WITH_COLUMNS: readonly Stage[] = ["generation", "counts"];
/** Fillings of earlier searches are told apart again once there are so many times those that were. */
const MOST_REPEATED = 2;
/** Greedy passes before the linear program. */
const ROUNDS = 3;

export class PackingSearch {
  private readonly state: SearchState;
  private readonly tools: PackingTools;
  /** Prices that are known and not proved anew yet. */
  private readonly prices: Prices | undefined;
  /** Nodes of the packing before. */
  private readonly before: readonly Filled[];
  /** Fillings of earlier searches that are no columns yet, and how many of them are told apart. */
  private earlier: readonly Column[];
  private readonly toldApart: number;
  /** What the greedy works with. */
  private value: Float64Array;
  /** Stages to come. */
  private readonly stages: Stage[];
  /** Whether all packings were looked at. */
  private complete = false;

  constructor({ start, ...input }: SearchInput & { readonly start?: SearchStart | undefined }) {
    const state = new SearchState(input);
    this.state = state;
    this.tools = input.tools;
    const { findings } = input;
    this.prices = findings?.found;
    this.earlier = findings?.columns ?? [];
    this.toldApart = findings?.toldApart ?? 0;
    if (findings !== undefined) this.before = recallOwn(state, findings);
    else this.before = start === undefined ? [] : recall(state, start);
    const known = findings === undefined ? start?.prices : undefined;
    if (known !== undefined) proveFrom(state, modelPrices(state.model, known));
    const isPriced = findings !== undefined || known !== undefined;
    if (!isPriced) state.learn(resourcePrices(state.model, state.work));
    const { value } = state.proof;
    this.stages = [...(this.before.length > 0 ? AGAIN : ANEW)];
    this.value = floored(isPriced ? value : mixed(value, state.alone, 0.5), state.alone);
  }

  /** Money between packing and bound; Infinity without a packing. */
  get gap(): number {
    return this.state.gap;
  }

  /** What its gap leaves of its target; negative where it is larger. */
  get spared(): number {
    return this.state.spared;
  }

  /** What the next stage might gain for what it costs; -1 where none is left. */
  get promise(): number {
    const [stage] = this.stages;
    if (stage === undefined || this.gap === 0) return -1;
    const { classes, types } = this.state.model;
    return this.gap / (EFFORT[stage] * (STANDING_EFFORT + classes * types));
  }

  /** For a later search of a like problem. */
  findings(): Findings {
    const { proof, knapsack, rightSizing, best, pool } = this.state;
    if (this.earlier.length + pool.columns.length > MOST_REPEATED * this.toldApart) this.recall();
    const { earlier, toldApart } = this;
    const columns = earlier.length === 0 ? pool.columns : [...earlier, ...pool.columns];
    return {
      proof,
      found: proof,
      rowPrices: knapsack.prices,
      rightSizing,
      nodes: best?.filled ?? [],
      columns,
      toldApart: earlier.length === 0 ? columns.length : toldApart,
    };
  }

  /** Fillings of earlier searches are columns from here on. */
  private recall(): void {
    if (this.earlier.length > 0) recallColumns(this.state, this.earlier);
    this.earlier = [];
  }

  /** A first packing. */
  begin(): void {
    const { state, before } = this;
    if (before.length === 0) {
      this.round();
      this.alike();
      return;
    }
    const { rent } = state.proof;
    const kept = keptNodes(state.model, before, this.value);
    state.begun = packBeside(state, { value: this.value, rent, kept });
    state.report("greedy", state.begun.cost);
  }

  /** The next stage; `spare` is money above the own target gap that is as good. */
  advance(spare: number): void {
    this.state.spare = spare;
    const stage = this.stages.shift();
    if (stage !== undefined && !this.state.done) this.run(stage);
  }

  private run(stage: Stage): void {
    const { prices } = this;
    if (WITH_COLUMNS.includes(stage)) this.recall();
    switch (stage) {
      case "proving":
        if (prices !== undefined) proveFrom(this.state, prices);
        break;
      case "repacking":
        repack(this.state, this.value, this.state.proof.rent, true);
        break;
      case "rounds":
        this.rounds();
        break;
      case "whole":
        this.whole();
        break;
      case "generation":
        this.generate();
        break;
      case "counts":
        if (NodeCounts.suits(this.state)) new NodeCounts(this.state, this.tools.lp ?? DENSE_SIMPLEX).run();
        break;
      case "neighbourhood":
        this.improve();
        break;
      case "exact":
        this.exact();
    }
  }

  private alike(): void {
    const { state } = this;
    if (state.done || state.boundOnly) return;
    const packing = packAlikeNodes(state.model, state.work, state.bound);
    if (packing === undefined) return;
    state.offer(packing);
    state.report("alike", packing.cost);
  }

  private round(): void {
    const { state } = this;
    const packing = state.pack({ value: this.value, rent: state.proof.rent });
    this.value = floored(corrected(state.model, this.value, packing), state.alone);
    state.report("greedy", packing.cost);
  }

  private rounds(): void {
    for (let round = this.before.length > 0 ? 0 : 1; round < ROUNDS; round += 1)
      if (!this.state.done && !this.state.boundOnly) this.round();
  }

  /** Small problems by branch and bound over all of their fillings. */
  private whole(): void {
    const { state } = this;
    const { model, alone, best, work } = state;
    const columns = best === undefined ? undefined : maximalPatterns(model);
    if (columns === undefined || best === undefined) return;
    const goodEnough = (bound: number): number => state.goodEnough(bound);
    const search = new WholePackings({ model, alone, columns, start: best, goodEnough, work });
    const { packing, bound } = search.run();
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
    if (start === undefined || state.boundOnly) return;
    const goodEnough = state.goodEnough(state.bound);
    const { rent } = proof;
    state.offer(
      searchNeighbourhood({ model, knapsack, rightSizing, start, value, rent, work, types, goodEnough }),
    );
    state.report("neighbourhood", state.best?.cost ?? 0);
  }

  /** All packings, where there are few. */
  private exact(): void {
    const { state } = this;
    if (state.best === undefined) return;
    const { packing, complete } = exactSearch(state.model, state.proof, state.best, state.work);
    state.offer(packing);
    if (complete && packing.missing === 0) state.bound = packing.cost;
    this.complete = complete;
  }

  outcome(): PackingOutcome {
    const { state } = this;
    const workUnits = state.work.used;
    const best = state.best ?? { filled: [], cost: 0, unplaced: state.model.demand, missing: 1 };
    const { entries, unplaced } = dealtEntries(state.problem, state.model, best);
    if (best.missing === 0) {
      const bound = Math.min(best.cost, state.bound);
      const { prices, stop } = state;
      return { status: "solved", entries, cost: best.cost, bound, prices, stop, workUnits };
    }
    const left = unplaced.flatMap((count, item) => (count > 0 ? [item] : []));
    if (this.complete) return { status: "infeasible", classes: left, caps: [], workUnits };
    return {
      status: "noneFound",
      unplaced,
      stop: state.work.short ? "workBudget" : "exhausted",
      workUnits,
    };
  }
}
