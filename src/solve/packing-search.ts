/**
 * The kernel, top to bottom:
 *
 *   prices         a first proof, and with it what items are worth
 *   rounds         pattern greedy, right-sizing; values move towards what was paid; every filling is a column
 *   generation     with an LP solver: duals of the master, fillings priced under them, new proofs
 *   dive           whole packings from the master's fractional one
 *   small fleets   neighbourhood search, then all packings of a tiny problem
 *
 * It stops as soon as the proven gap is within the target, or, where only the bound is wanted, once the bound is
 * that of the master. Limits are work units: same problem, same answer.
 */
import { rentedPrice, wholeBound } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import { ColumnPool } from "./column-pool.js";
import { DENSE_SIMPLEX } from "./dense-simplex.js";
import { dive } from "./dive.js";
import { exactSearch } from "./exact-search.js";
import { isBetter, nodesAllowed, takeFromCaps } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import { aloneValues, corrected, floored, mixed } from "./item-values.js";
import { Knapsack } from "./knapsack.js";
import type { LinearSolver } from "./linear-program.js";
import type { PackingProgress, PackingTools } from "./tools.js";
import { Master } from "./master.js";
import type { MasterSolution } from "./master.js";
import { searchNeighbourhood } from "./neighbourhood.js";
import { dealtEntries } from "./packing-entries.js";
import type { PackingModel } from "./packing-model.js";
import { takeFrom, timesIn, worthOf } from "./pattern.js";
import { packGreedily } from "./pattern-greedy.js";
import type { PackingOutcome, PackingPrices, PackingProblem, PackingStop } from "./problem.js";
import { repairedPrices } from "./repaired-prices.js";
import type { Repaired } from "./repaired-prices.js";
import { resourcePrices } from "./resource-prices.js";
import { RightSizing } from "./right-size.js";
import { maximalPatterns } from "./maximal-patterns.js";
import { WholePackings } from "./whole-packings.js";
import { columnsOf, fillingsOf } from "./search-memory.js";
import type { SearchMemory } from "./search-memory.js";
import { WorkBudget } from "./work.js";

const ROUNDS_BEFORE_LP = 3;
/** Enough for the master to start from, where no packing is wanted. */
const ROUNDS_FOR_BOUND = 1;
/** Where only the bound is wanted, it may miss so much of the target gap. */
const SHARE_FOR_BOUND = 0.1;
const PASSES = 80;
/** By this pass the master is good enough to dive from, whatever is proved. */
const FIRST_DIVE = 10;

export interface SearchInput {
  readonly model: PackingModel;
  readonly problem: PackingProblem;
  /** Money above the target gap that is as good; may be negative. */
  readonly spare: number;
  readonly tools: PackingTools;
  /** Where an earlier search of a like problem ended. */
  readonly memory?: SearchMemory | undefined;
}

export class PackingSearch {
  private readonly work: WorkBudget;
  private readonly alone: Float64Array;
  private readonly knapsack: Knapsack;
  private readonly rightSizing: RightSizing;
  private readonly usedTypes = new Set<number>();
  private readonly pool = new ColumnPool();
  private readonly warm: boolean;
  /** Nodes of the packing before. */
  private readonly before: Filled[] = [];
  private best: Packing | undefined;
  private proof: Certificate;
  /** What the greedy works with. */
  private value: Float64Array;
  /** Every packing costs at least this. */
  private bound: number;

  private readonly model: PackingModel;
  private readonly problem: PackingProblem;
  private readonly tools: PackingTools;
  private readonly spare: number;

  constructor({ model, problem, spare, tools, memory }: SearchInput) {
    this.model = model;
    this.problem = problem;
    this.tools = tools;
    this.spare = spare;
    this.work = new WorkBudget(problem.limits.workUnits);
    this.alone = aloneValues(model);
    this.knapsack = new Knapsack(model);
    this.rightSizing = new RightSizing(model);
    this.warm = memory !== undefined;
    this.proof = memory === undefined ? resourcePrices(model, this.work) : this.remembered(memory);
    this.bound = wholeBound(model, this.proof.bound);
    this.value = floored(this.warm ? this.proof.value : mixed(this.proof.value, this.alone, 0.5), this.alone);
  }

  /** Fillings of the memory, and a proof from its prices. */
  private remembered({ fillings, prices }: SearchMemory): Certificate {
    const { model, knapsack, pool } = this;
    for (const column of columnsOf(model, fillings)) {
      pool.add(column);
      if (column.count > 0) this.before.push(column);
    }
    const value = Float64Array.from(model.members, ([item]) => prices.value[item ?? 0] ?? 0);
    const rent = Float64Array.from(model.capLimit, (_limit, cap) => prices.rent[cap] ?? 0);
    const effort = { nodes: 100, tolerance: 5e-4 };
    const before = knapsack.units;
    const { proof } = repairedPrices({
      model,
      knapsack,
      value: floored(value, this.alone),
      rent,
      effort,
      slack: 1e-4,
      hope: Infinity,
    });
    this.work.spend(knapsack.units - before);
    return proof;
  }

  /** For a later search of a like problem. */
  memory(): SearchMemory {
    const known = [...(this.best?.filled ?? []), ...this.pool.columns];
    return { fillings: fillingsOf(this.model, known), prices: this.prices() };
  }

  private learn(proof: Certificate): void {
    if (proof.bound <= this.proof.bound) return;
    this.proof = proof;
    this.bound = Math.max(this.bound, wholeBound(this.model, proof.bound));
  }

  private offer(packing: Packing): void {
    for (const { type, pattern } of packing.filled) {
      this.usedTypes.add(type);
      this.pool.add({ type, pattern });
    }
    if (isBetter(packing, this.best)) this.best = packing;
  }

  /** Only the bound is looked for: everything is placed, and nobody asks how well. */
  private get boundOnly(): boolean {
    return this.problem.limits.boundOnly === true && this.best?.missing === 0;
  }

  private gapWithin(): boolean {
    const { best, bound } = this;
    if (best === undefined || best.missing > 0) return false;
    return best.cost <= this.goodEnough(bound);
  }

  private goodEnough(bound: number): number {
    const share = this.boundOnly ? SHARE_FOR_BOUND : 1;
    const allowed = Math.floor((share * bound * this.problem.limits.targetGapMilliPercent) / 100_000);
    return bound + Math.max(0, allowed + this.spare);
  }

  private report(stage: PackingProgress["stage"], cost: number): void {
    const { bound } = this.proof;
    this.tools.watch?.({
      stage,
      cost,
      best: this.best?.cost ?? Infinity,
      bound,
      workUnits: this.work.used,
      columns: this.pool.columns.length,
    });
  }

  private get done(): boolean {
    return this.gapWithin() || this.work.exhausted;
  }

  private repair(
    value: Float64Array,
    rent: Float64Array,
    nodes: number,
    slack = 1e-6,
    hope = Infinity,
  ): Repaired {
    const { model, knapsack, work } = this;
    const before = knapsack.units;
    const repaired = repairedPrices({
      model,
      knapsack,
      value,
      rent,
      effort: { nodes, tolerance: 5e-4 },
      slack,
      hope,
    });
    this.learn(repaired.proof);
    work.spend(knapsack.units - before);
    return repaired;
  }

  private pack(value: Float64Array, rent: Float64Array, kept: readonly Filled[] = []): Packing {
    const { model, work, knapsack } = this;
    const effort = { nodes: 12, tolerance: 2e-3, cutoff: 0 };
    const packed = packGreedily({ model, knapsack, value, rent, work, effort, kept });
    for (const { type, pattern } of packed.filled) {
      this.usedTypes.add(type);
      this.pool.add({ type, pattern });
    }
    const packing = this.rightSizing.apply(packed);
    this.offer(packing);
    return packing;
  }

  /** The nodes of the packing before stay, as far as their items are still there; the rest is packed beside them. */
  private keepNodes(): void {
    const { model } = this;
    const remaining = model.demand.slice();
    const left = model.capLimit.slice();
    const kept = this.before.flatMap((entry) => {
      const count = Math.min(
        entry.count,
        timesIn(entry.pattern, remaining),
        nodesAllowed(model, entry.type, left),
      );
      if (count < 1) return [];
      takeFrom(remaining, entry.pattern, count);
      takeFromCaps(model, left, entry.type, count);
      return [{ ...entry, count }];
    });
    const packing = this.pack(this.value, this.proof.rent, kept);
    this.report("greedy", packing.cost);
  }

  private rounds(): void {
    const { model } = this;
    if (this.warm) this.keepNodes();
    for (let round = 0; round < ROUNDS_BEFORE_LP && !this.done; round += 1) {
      if (this.boundOnly && round >= ROUNDS_FOR_BOUND) return;
      const packing = this.pack(this.value, this.proof.rent);
      this.value = floored(corrected(model, this.value, packing), this.alone);
      this.report("greedy", packing.cost);
    }
  }

  /** Columns that the master's duals call improving, best first. */
  private admit(repaired: Repaired, { value, rent }: MasterSolution): number {
    const { model, pool } = this;
    const rated = repaired.improving
      .map((column) => ({
        ...column,
        ratio: worthOf(column.pattern, value) / Math.max(1e-9, rentedPrice(model, column.type, rent)),
      }))
      .filter(({ ratio }) => ratio > 1 + 1e-6)
      .sort((one, other) => other.ratio - one.ratio || one.type - other.type);
    let added = 0;
    for (const column of rated.slice(0, 150)) if (pool.add(column)) added += 1;
    return added;
  }

  private generate(lp: LinearSolver): void {
    const { model, pool, alone } = this;
    const master = new Master({ solver: lp, model, pool, alone });
    const target = this.problem.limits.targetGapMilliPercent / 100_000;
    try {
      let idle = 0;
      let dives = 0;
      let share = 0.5;
      let nodes = 20;
      for (let pass = 0; pass < PASSES && !this.done; pass += 1) {
        const solution = master.solve();
        this.work.spend(Math.ceil(master.iterations / 10));
        master.iterations = 0;
        if (solution === undefined) return;
        const { value, rent } = solution;
        const before = this.proof.bound;
        const slack = 0.1 * target;
        const hope = before + 0.2 * (solution.cost - before);
        const trial = mixed(this.proof.value, value, share);
        const trialRent = mixed(this.proof.rent, rent, share);
        let added = this.admit(this.repair(trial, trialRent, nodes, slack, hope), solution);
        if (added === 0 && share > 0)
          added = this.admit(this.repair(value, rent, nodes, slack, hope), solution);
        share = this.proof.bound > before ? 0.3 : Math.max(0.1, 0.6 * share);
        if (added < 5) nodes = Math.min(2000, nodes * 3);
        idle = added === 0 && nodes >= 2000 ? idle + 1 : 0;
        const open = solution.cost / this.proof.bound - 1;
        this.report("generation", solution.cost);
        if (this.boundOnly) {
          if (open < Math.max(1e-4, SHARE_FOR_BOUND * target) || idle >= 1) return;
          continue;
        }
        if (
          open < Math.max(1e-4, 0.3 * target) ||
          idle >= 1 ||
          (dives === 0 && (open < 0.6 * target || pass === FIRST_DIVE))
        ) {
          dives += 1;
          const dived = dive({ model, master, pool, knapsack: this.knapsack, work: this.work }, solution);
          const packing = this.pack(floored(dived.value, alone), dived.rent, dived.filled);
          this.report("dive", packing.cost);
          if (dives > 2 || idle >= 1) return;
        }
        if (pass % 8 === 7) {
          const packing = this.pack(floored(mixed(this.proof.value, value, 0.6), alone), rent);
          this.report("greedy", packing.cost);
        }
      }
    } finally {
      master.dispose();
    }
  }

  /** Small problems by branch and bound over all of their fillings. */
  private whole(): void {
    const { model, alone, best } = this;
    const columns = best === undefined ? undefined : maximalPatterns(model);
    if (columns === undefined || best === undefined) return;
    const search = new WholePackings({
      model,
      alone,
      columns,
      start: best,
      goodEnough: (bound) => this.goodEnough(bound),
    });
    const { packing, bound, workUnits } = search.run();
    this.work.spend(workUnits);
    this.offer(packing);
    this.bound = Math.max(this.bound, wholeBound(model, bound));
    this.report("whole", packing.cost);
  }

  private improve(value: Float64Array): void {
    const { model, work, proof, knapsack, rightSizing } = this;
    if (this.best === undefined || this.done) return;
    this.offer(
      searchNeighbourhood({
        model,
        knapsack,
        rightSizing,
        start: this.best,
        value,
        rent: proof.rent,
        work,
        types: this.usedTypes,
        goodEnough: this.goodEnough(this.bound),
      }),
    );
  }

  /** Whether all packings were looked at, where there are few. */
  private exact(): boolean {
    if (this.best === undefined || this.done) return false;
    const { packing, complete } = exactSearch(this.model, this.proof, this.best, this.work);
    this.offer(packing);
    if (complete && packing.missing === 0) this.bound = packing.cost;
    return complete;
  }

  private stop(): PackingStop {
    if (this.best?.missing === 0 && this.best.cost === this.bound) return "proved";
    if (this.gapWithin()) return "gapReached";
    return this.work.exhausted ? "workBudget" : "exhausted";
  }

  /** By class and cap of the problem. */
  private prices(): PackingPrices {
    const value = this.problem.classes.map(() => 0);
    for (const [merged, members] of this.model.members.entries())
      for (const item of members) value[item] = this.proof.value[merged] ?? 0;
    return { value, rent: [...this.proof.rent] };
  }

  run(): PackingOutcome {
    this.rounds();
    if (!this.done) this.whole();
    if (!this.done) this.generate(this.tools.lp ?? DENSE_SIMPLEX);
    if (!this.boundOnly) this.improve(this.value);
    const complete = this.exact();
    const workUnits = this.work.used;
    const best = this.best ?? { filled: [], cost: 0, unplaced: this.model.demand, missing: 1 };
    const { entries, unplaced } = dealtEntries(this.problem, this.model, best);
    if (best.missing === 0) {
      const bound = Math.min(best.cost, this.bound);
      const stop = this.stop();
      return { status: "solved", entries, cost: best.cost, bound, prices: this.prices(), stop, workUnits };
    }
    const left = unplaced.flatMap((count, item) => (count > 0 ? [item] : []));
    if (complete) return { status: "infeasible", classes: left, caps: [], workUnits };
    const stop = this.work.exhausted ? "workBudget" : "exhausted";
    return { status: "noneFound", unplaced, stop, workUnits };
  }
}
