/**
 * What a search has come to: the cheapest packing, the largest proof, the columns found, the work spent; and the
 * two steps that every stage is made of, a greedy pass and a repair of prices.
 */
import { wholeBound } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import { ColumnPool } from "./column-pool.js";
import { isBetter } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import { NO_CUTOFF } from "./item-box.js";
import { aloneValues, floored } from "./item-values.js";
import { Knapsack } from "./knapsack.js";
import type { StatesMemory } from "./knapsack-states.js";
import type { PackingModel } from "./packing-model.js";
import { packGreedily } from "./pattern-greedy.js";
import type { Findings } from "./prepared-parts.js";
import type { PackingPrices, PackingProblem, PackingStop } from "./problem.js";
import { repairedPrices } from "./repaired-prices.js";
import type { Repaired, RepairInput } from "./repaired-prices.js";
import { RightSizing } from "./right-size.js";
import { pricesOf, splitsOf } from "./search-memory.js";
import type { PriceTree } from "./split-prices.js";
import type { PackingProgress, PackingTools } from "./tools.js";
import type { WorkBudget } from "./work.js";

/** Where only the bound is wanted, it may miss so much of the target gap. */
const SHARE_FOR_BOUND = 0.1;

/** A greedy pass looks at many nodes: each filling need not be the best one. */
const QUICK = { nodes: 0, steps: 4000, tolerance: 5e-3, cutoff: NO_CUTOFF };
const CAREFUL = { nodes: 12, steps: 20_000, tolerance: 1e-3, cutoff: NO_CUTOFF };

export interface PackInput {
  readonly value: Float64Array;
  readonly rent: Float64Array;
  /** Nodes that stay. */
  readonly kept?: readonly Filled[];
  /** Every filling nearly the best one. */
  readonly careful?: boolean;
  /** Types that may be bought; absent: all. */
  readonly types?: ReadonlySet<number> | undefined;
}

export interface SearchInput {
  readonly model: PackingModel;
  readonly problem: PackingProblem;
  /** Shared by all parts of a problem. */
  readonly work: WorkBudget;
  /** For the knapsacks of all parts of a problem, one after another; absent: its own. */
  readonly memory?: StatesMemory;
  readonly tools: PackingTools;
  /** What an earlier search of the same classes and types found. */
  readonly findings?: Findings | undefined;
}

export class SearchState {
  readonly model: PackingModel;
  readonly problem: PackingProblem;
  readonly work: WorkBudget;
  /** What an item of each class costs alone. */
  readonly alone: Float64Array;
  readonly knapsack: Knapsack;
  readonly rightSizing: RightSizing;
  readonly pool = new ColumnPool();
  readonly usedTypes = new Set<number>();
  /** Every packing costs at least this. */
  bound = 0;
  best: Packing | undefined;
  /** The nodes of an earlier packing with what is new beside them, where one is known. */
  begun: Packing | undefined;
  /** Types of all fillings that an earlier search of the same classes and types left; absent where none did. */
  known: ReadonlySet<number> | undefined;
  proof: Certificate;
  /** Prices by numbers of nodes, where those prove more. */
  splits: PriceTree | undefined;
  /** Money above the target gap that is as good, because other parts leave it; may be negative. */
  spare = 0;
  private readonly tools: PackingTools;

  constructor({ model, problem, work, memory, tools, findings }: SearchInput) {
    this.model = model;
    this.problem = problem;
    this.tools = tools;
    this.work = work;
    this.alone = aloneValues(model);
    this.knapsack = new Knapsack(model, undefined, findings?.rowPrices, memory);
    this.rightSizing = new RightSizing(model, findings?.rightSizing);
    this.proof = {
      value: new Float64Array(model.classes),
      rent: new Float64Array(model.capLimit.length),
      bound: 0,
    };
    if (findings !== undefined) this.learn(findings.proof);
  }

  learn(proof: Certificate): void {
    if (proof.bound <= this.proof.bound) return;
    this.proof = proof;
    this.raise(proof.bound);
  }

  raise(bound: number): void {
    this.bound = Math.max(this.bound, wholeBound(this.model, bound));
  }

  offer(packing: Packing): void {
    for (const { type, pattern } of packing.filled) {
      this.usedTypes.add(type);
      this.pool.add({ type, pattern });
    }
    if (isBetter(packing, this.best)) this.best = packing;
  }

  /** Everything is placed, and nobody asks how well. */
  get boundOnly(): boolean {
    return this.problem.limits.boundOnly === true && this.best?.missing === 0;
  }

  /** As a share of the bound. */
  get targetGap(): number {
    return ((this.boundOnly ? SHARE_FOR_BOUND : 1) * this.problem.limits.targetGapMilliPercent) / 100_000;
  }

  goodEnough(bound: number): number {
    return bound + Math.max(0, Math.floor(bound * this.targetGap) + this.spare);
  }

  /** Money between packing and bound; Infinity without a packing. */
  get gap(): number {
    const { best, bound } = this;
    return best === undefined || best.missing > 0 ? Infinity : Math.max(0, best.cost - bound);
  }

  /** What its gap leaves of its target; negative where it is larger. */
  get spared(): number {
    const { gap, bound } = this;
    return gap === Infinity ? 0 : Math.floor(bound * this.targetGap) - gap;
  }

  private get gapWithin(): boolean {
    const { best, bound } = this;
    return best !== undefined && best.missing === 0 && best.cost <= this.goodEnough(bound);
  }

  get done(): boolean {
    return this.gapWithin || this.work.exhausted;
  }

  get stop(): PackingStop {
    if (this.best?.missing === 0 && this.best.cost === this.bound) return "proved";
    if (this.gapWithin) return "gapReached";
    return this.work.short ? "workBudget" : "exhausted";
  }

  /** By class and cap of the problem. */
  get prices(): PackingPrices {
    const prices = pricesOf(this.model, this.problem, this.proof);
    const splits = this.splits && splitsOf(this.model, this.problem, this.splits);
    return splits === undefined ? prices : { ...prices, splits: [splits] };
  }

  /** Proves what it can from the prices. */
  repair({ value, rent, effort, slack, hope }: Omit<RepairInput, "model" | "knapsack">): Repaired {
    const { model, knapsack, work } = this;
    const before = knapsack.units;
    const repaired = repairedPrices({ model, knapsack, value, rent, effort, slack, hope });
    this.learn(repaired.proof);
    work.spend(knapsack.units - before);
    return repaired;
  }

  /** A greedy pass beside the nodes that are kept, each node then as small as can be. */
  pack({ value, rent, kept = [], careful = false, types }: PackInput): Packing {
    const { model, work, knapsack, alone } = this;
    const effort = careful ? CAREFUL : QUICK;
    const worth = floored(value, alone);
    const packed = packGreedily({ model, knapsack, value: worth, rent, work, effort, types, kept });
    for (const { type, pattern } of packed.filled) {
      this.usedTypes.add(type);
      this.pool.add({ type, pattern });
    }
    const packing = this.rightSizing.apply(packed);
    this.offer(packing);
    return packing;
  }

  report(stage: PackingProgress["stage"], cost: number): void {
    this.tools.watch?.({
      stage,
      cost,
      best: this.best?.cost ?? Infinity,
      bound: this.proof.bound,
      workUnits: this.work.used,
      columns: this.pool.columns.length,
    });
  }
}
