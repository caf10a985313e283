/**
 * The kernel, top to bottom:
 *
 *   model          flat arrays without types that cannot matter
 *   impossible?    sums that prove that nothing holds the demand
 *   prices         a first proof, and with it what items are worth
 *   rounds         pattern greedy, right-sizing; values move towards what was paid; values give new proofs
 *   small fleets   neighbourhood search, then all packings of a tiny problem
 *
 * It stops as soon as the proven gap is within the target. Limits are work units: same problem, same answer.
 */
import { wholeBound } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import { exactSearch } from "./exact-search.js";
import { powerThreeQuarters } from "./exponential.js";
import { isBetter } from "./filled.js";
import type { Packing } from "./filled.js";
import { impossibility } from "./infeasible.js";
import { searchNeighbourhood } from "./neighbourhood.js";
import { packGreedily } from "./pattern-greedy.js";
import { packingModel } from "./packing-model.js";
import type { PackingModel } from "./packing-model.js";
import type { PackingEntry, PackingOutcome, PackingProblem, PackingStop } from "./problem.js";
import { repairedPrices } from "./repaired-prices.js";
import { resourcePrices } from "./resource-prices.js";
import { rightSize } from "./right-size.js";
import { WorkBudget } from "./work.js";

const ROUNDS = 12;
const PROOF_ROUNDS = 6;
/** A class is worth at least this share of what it would cost alone, or it would never be placed. */
const LEAST_WORTH = 0.02;

/** What one item costs on nodes that hold nothing else. */
function aloneValues(model: PackingModel): Float64Array {
  const alone = new Float64Array(model.classes).fill(Infinity);
  for (let type = 0; type < model.types; type += 1)
    for (const item of model.fitting[type] ?? []) {
      let most = model.perNode[item] ?? 1;
      for (let row = 0; row < model.rows; row += 1) {
        const size = model.size[item * model.rows + row] ?? 0;
        if (size > 0)
          most = Math.min(most, Math.floor((model.capacity[type * model.rows + row] ?? 0) / size));
      }
      const cost = Math.max(model.price[type] ?? 0, 1) / Math.max(1, most);
      if (cost < (alone[item] ?? 0)) alone[item] = cost;
    }
  return alone.map((cost) => (cost === Infinity ? 0 : cost));
}

/** Values moved towards what the packing paid for each class; classes left out become dearer. */
function corrected(model: PackingModel, value: Float64Array, packing: Packing): Float64Array {
  const paid = new Float64Array(model.classes);
  for (const { type, count, pattern } of packing.filled) {
    let worth = 0;
    for (let item = 0; item < model.classes; item += 1) worth += (pattern[item] ?? 0) * (value[item] ?? 0);
    if (worth <= 0) continue;
    const share = (count * (model.price[type] ?? 0)) / worth;
    for (let item = 0; item < model.classes; item += 1)
      paid[item] = (paid[item] ?? 0) + (pattern[item] ?? 0) * share;
  }
  return value.map((each, item) => {
    if ((packing.unplaced[item] ?? 0) > 0) return each * 3;
    const ratio = (paid[item] ?? 0) / Math.max(1, model.demand[item] ?? 1);
    return ratio > 0 ? each * powerThreeQuarters(ratio) : each;
  });
}

function mixed(left: Float64Array, right: Float64Array, share: number): Float64Array {
  return left.map((each, item) => share * each + (1 - share) * (right[item] ?? 0));
}

class Solver {
  private readonly work: WorkBudget;
  private readonly alone: Float64Array;
  private readonly usedTypes = new Set<number>();
  private best: Packing | undefined;
  private proof: Certificate;
  /** Every packing costs at least this. */
  private bound: number;

  constructor(
    private readonly model: PackingModel,
    private readonly problem: PackingProblem,
  ) {
    this.work = new WorkBudget(problem.limits.workUnits);
    this.alone = aloneValues(model);
    this.proof = resourcePrices(model, this.work);
    this.bound = wholeBound(model, this.proof.bound);
  }

  private learn(proof: Certificate): void {
    if (proof.bound <= this.proof.bound) return;
    this.proof = proof;
    this.bound = Math.max(this.bound, wholeBound(this.model, proof.bound));
  }

  private offer(packing: Packing): void {
    if (isBetter(packing, this.best)) this.best = packing;
  }

  private gapWithin(): boolean {
    const { best, bound } = this;
    if (best === undefined || best.missing > 0) return false;
    return best.cost <= this.goodEnough(bound);
  }

  private goodEnough(bound: number): number {
    return bound + Math.floor((bound * this.problem.limits.targetGapMilliPercent) / 100_000);
  }

  private floored(value: Float64Array): Float64Array {
    return value.map((each, item) => Math.max(each, LEAST_WORTH * (this.alone[item] ?? 0)));
  }

  private rounds(): void {
    const { model, work } = this;
    let value = this.floored(mixed(this.proof.value, this.alone, 0.5));
    for (let round = 0; round < ROUNDS && !this.gapWithin() && !this.work.exhausted; round += 1) {
      const effort = { nodes: round === 0 ? 20 : 60, tolerance: 2e-3 };
      const packed = packGreedily({ model, value, rent: this.proof.rent, work, effort });
      const packing = rightSize(model, packed);
      for (const { type } of [...packed.filled, ...packing.filled]) this.usedTypes.add(type);
      this.offer(packing);
      value = this.floored(corrected(model, value, packing));
      // Values between what is proved and what was paid often prove more; they settle after some rounds.
      if (round === 0) this.learn(repairedPrices(model, this.proof.value, this.proof.rent, work));
      if (round < PROOF_ROUNDS)
        this.learn(repairedPrices(model, mixed(this.proof.value, value, 0.5), this.proof.rent, work));
    }
    this.improve(value);
  }

  private improve(value: Float64Array): void {
    const { model, work, proof } = this;
    if (this.best === undefined || this.gapWithin() || work.exhausted) return;
    const goodEnough = this.goodEnough(this.bound);
    const start = this.best;
    this.offer(
      searchNeighbourhood({ model, start, value, rent: proof.rent, work, types: this.usedTypes, goodEnough }),
    );
  }

  /** The outcome of all packings where there are few, otherwise undefined. */
  private exact(): boolean {
    if (this.best === undefined || this.gapWithin() || this.work.exhausted) return false;
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

  private entries(packing: Packing): PackingEntry[] {
    const entries = new Map<string, PackingEntry>();
    for (const { type, count, pattern } of packing.filled) {
      const nodeType = this.model.origin[type] ?? 0;
      const items = [...pattern.entries()].flatMap(([packingClass, each]) =>
        each > 0 ? [{ packingClass, items: each }] : [],
      );
      const key = `${nodeType}|${items.map((one) => `${one.packingClass}:${one.items}`).join(",")}`;
      entries.set(key, { nodeType, count: count + (entries.get(key)?.count ?? 0), pattern: items });
    }
    return [...entries.values()].sort(compareEntries);
  }

  run(): PackingOutcome {
    this.rounds();
    const complete = this.exact();
    const workUnits = this.work.used;
    const { best } = this;
    const stop = this.stop();
    if (best?.missing === 0) {
      const bound = Math.min(best.cost, this.bound);
      return { status: "solved", entries: this.entries(best), cost: best.cost, bound, stop, workUnits };
    }
    const unplaced = [...(best?.unplaced ?? this.model.demand)];
    const left = unplaced.flatMap((count, item) => (count > 0 ? [item] : []));
    if (complete) return { status: "infeasible", classes: left, caps: [], workUnits };
    return {
      status: "noneFound",
      unplaced,
      stop: this.work.exhausted ? "workBudget" : "exhausted",
      workUnits,
    };
  }
}

function compareEntries(left: PackingEntry, right: PackingEntry): number {
  if (left.nodeType !== right.nodeType) return left.nodeType - right.nodeType;
  for (const [index, mine] of left.pattern.entries()) {
    const theirs = right.pattern[index];
    if (theirs === undefined) return 1;
    if (mine.packingClass !== theirs.packingClass) return mine.packingClass - theirs.packingClass;
    if (mine.items !== theirs.items) return theirs.items - mine.items;
  }
  return left.pattern.length - right.pattern.length;
}

/** Packs all demand onto the cheapest nodes found, with a proven lower bound, or says why it cannot. */
export function solvePacking(problem: PackingProblem): PackingOutcome {
  if (problem.classes.every(({ demand }) => demand === 0))
    return { status: "solved", entries: [], cost: 0, bound: 0, stop: "proved", workUnits: 0 };
  const model = packingModel(problem);
  const impossible = impossibility(model);
  if (impossible !== undefined) return { status: "infeasible", ...impossible, workUnits: 1 };
  return new Solver(model, problem).run();
}
