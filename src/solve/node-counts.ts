/**
 * Branch and bound on how many nodes of each type are bought. A node is bought whole, so where a fleet is small
 * or a type dear, the master's fractions of nodes are what its bound misses; there are few types, and a packing's
 * cost depends on their numbers alone. Each branch is a column generation of its own (branch and price; C. Barnhart
 * et al., 1998): "at most n" is a cap, "at least n" one of weight -1, so that the proof is that of any model with
 * caps. What the fractional numbers ask for, rounded up, is packed: greedily, then by neighbourhoods that bring in
 * what is left out.
 */
import { rentedPrice } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import { isBetter, packingOf } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import { NO_CUTOFF } from "./item-box.js";
import { corrected, floored, mixed } from "./item-values.js";
import type { LinearSolver } from "./linear-program.js";
import { Master } from "./master.js";
import type { MasterSolution } from "./master.js";
import { searchNeighbourhood } from "./neighbourhood.js";
import type { PackingModel } from "./packing-model.js";
import { packGreedily } from "./pattern-greedy.js";
import { patternOf } from "./pattern.js";
import { repairedPrices } from "./repaired-prices.js";
import { wholeParts } from "./rounding.js";
import type { SearchState } from "./search-state.js";
import type { PriceTree } from "./split-prices.js";

/** Above this many nodes whole numbers of them hardly matter. */
const MOST_NODES = 250;
/** With many classes a branch is dear; with many types another one takes the place of one that is limited. */
const MOST_CLASSES = 40;
const MOST_TYPES = 24;
const MOST_BRANCHES = 120;
const PASSES = 8;
const WHOLE = 1e-6;
/** Part of a node below which a number of them counts as whole. */
const NEARLY_WHOLE = 0.01;
/** A branch's master is settled within twice this share of the target gap. */
const SETTLED = 0.1;
const SHARE_OF_PROVED = 0.6;
const PRICING = { nodes: 12, steps: 20_000, tolerance: 5e-4 };
/** Greedy passes onto whole numbers of nodes, and rounds of neighbourhoods without a better packing. */
const PACKINGS = 6;
const PATIENCE = 30;
const FILLING = { nodes: 12, steps: 20_000, tolerance: 1e-3, cutoff: NO_CUTOFF };

/** At most, or at least, so many nodes of a type. */
interface CountLimit {
  readonly type: number;
  readonly most: boolean;
  readonly nodes: number;
}

interface Branch {
  readonly limits: readonly CountLimit[];
  proof: Certificate;
  halves?: { readonly type: number; readonly most: number; readonly within: Branch; readonly above: Branch };
}

/** The prices of all branches, the rents of limits apart from those of the model's `caps` caps. */
function pricesOf({ limits, proof, halves }: Branch, caps: number): PriceTree {
  if (halves !== undefined) {
    const { type, most, within, above } = halves;
    return { type, most, within: pricesOf(within, caps), above: pricesOf(above, caps) };
  }
  const { value, rent } = proof;
  const splitRent = limits.map((_limit, index) => rent[caps + index] ?? 0);
  return { value, rent: rent.slice(0, caps), splitRent };
}

/** The model with caps for the limits behind its own ones. */
function limited(model: PackingModel, limits: readonly CountLimit[]): PackingModel {
  const base = model.capLimit.length;
  const capsOf = model.capsOf.map((terms) => [...terms]);
  for (const [index, { type, most }] of limits.entries())
    capsOf[type]?.push({ cap: base + index, weight: most ? 1 : -1 });
  const own = limits.map(({ most, nodes }) => (most ? nodes : -nodes));
  return { ...model, capsOf, capLimit: Float64Array.from([...model.capLimit, ...own]) };
}

export class NodeCounts {
  private readonly open: Branch[] = [];
  /** The least that was proved of branches that are done with. */
  private closed = Infinity;

  constructor(
    private readonly state: SearchState,
    private readonly solver: LinearSolver,
  ) {}

  static suits({ best, model, boundOnly }: SearchState): boolean {
    if (best?.missing !== 0 || boundOnly || model.classes > MOST_CLASSES || model.types > MOST_TYPES)
      return false;
    return best.filled.reduce((sum, { count }) => sum + count, 0) <= MOST_NODES;
  }

  private get settled(): number {
    return Math.max(1e-4, SETTLED * this.state.targetGap);
  }

  /** Every type with every class alone, so that no limit lacks a column; the branch that has no limits. */
  private begin(): Branch {
    const { model, pool, proof } = this.state;
    const items = new Float64Array(model.classes);
    for (const [type, { item, size, capacity, count, rows }] of model.nodeItems.entries())
      for (const [at, one] of item.entries()) {
        let most = model.perNode[one] ?? 0;
        for (let row = 0; row < rows; row += 1) {
          const each = size[row * count + at] ?? 0;
          if (each * most > (capacity[row] ?? 0)) most = Math.floor((capacity[row] ?? 0) / each);
        }
        items[one] = most;
        pool.add({ type, pattern: patternOf(items) });
        items[one] = 0;
      }
    const root: Branch = { limits: [], proof };
    this.open.push(root);
    return root;
  }

  private isGoodEnough(bound: number): boolean {
    const { best } = this.state;
    return best?.missing === 0 && best.cost <= this.state.goodEnough(Math.ceil(bound - WHOLE));
  }

  /** The branch with the least bound. */
  private next(): Branch | undefined {
    let at = 0;
    for (const [index, { proof }] of this.open.entries())
      if (proof.bound < (this.open[at]?.proof.bound ?? 0)) at = index;
    return this.open.splice(at, 1)[0];
  }

  /** Rents of minimums come down where they would pay for more than the node costs. */
  private payable(model: PackingModel, rent: Float64Array): Float64Array {
    for (let type = 0; type < model.types; type += 1) {
      let over = -rentedPrice(model, type, rent);
      for (const { cap, weight } of model.capsOf[type] ?? []) {
        if (over <= 0) break;
        if (weight > 0) continue;
        const less = Math.min(over, rent[cap] ?? 0);
        rent[cap] = (rent[cap] ?? 0) - less;
        over -= less;
      }
    }
    return rent;
  }

  private proved(
    model: PackingModel,
    proof: Certificate,
    solution: MasterSolution,
    share: number,
  ): { readonly proof: Certificate; readonly added: number } {
    const { knapsack, work, pool } = this.state;
    const before = knapsack.units;
    const repaired = repairedPrices({
      model,
      knapsack,
      value: mixed(proof.value, solution.value, share),
      rent: this.payable(model, mixed(proof.rent, solution.rent, share)),
      effort: PRICING,
      slack: this.settled,
      hope: Infinity,
    });
    work.spend(knapsack.units - before);
    const added = repaired.improving.filter((column) => pool.add(column)).length;
    return { proof: repaired.proof.bound > proof.bound ? repaired.proof : proof, added };
  }

  /** Column generation under the branch's limits; undefined where no packing keeps them. */
  private solve({
    limits,
    proof: known,
  }: Branch): { solution: MasterSolution; proof: Certificate } | undefined {
    const { model: whole, pool, alone, work } = this.state;
    const model = limited(whole, limits);
    const rent = new Float64Array(model.capLimit.length);
    rent.set(known.rent);
    let proof: Certificate = { ...known, rent };
    const master = new Master({ solver: this.solver, model, pool, alone });
    try {
      let solution = master.solve();
      for (let pass = 0; solution !== undefined && pass < PASSES && !work.exhausted; pass += 1) {
        let found = this.proved(model, proof, solution, SHARE_OF_PROVED);
        if (found.added === 0) found = this.proved(model, found.proof, solution, 0);
        ({ proof } = found);
        if (
          found.added === 0 ||
          solution.cost <= proof.bound * (1 + 2 * this.settled) ||
          this.isGoodEnough(proof.bound)
        )
          break;
        solution = master.solve();
      }
      return solution === undefined ? undefined : { solution, proof };
    } finally {
      work.spend(1 + Math.ceil(master.iterations / 10));
      master.dispose();
    }
  }

  private counts({ nodes }: MasterSolution): Float64Array {
    const { model, pool } = this.state;
    const counts = new Float64Array(model.types);
    for (const [at, { type }] of pool.columns.entries())
      counts[type] = (counts[type] ?? 0) + (nodes[at] ?? 0);
    return counts;
  }

  /** The type whose part of a node is worth most. */
  private branchOn(counts: Float64Array): CountLimit | undefined {
    let found: CountLimit | undefined;
    let most = 0;
    for (const [type, count] of counts.entries()) {
      const part = count - Math.floor(count);
      const weight = Math.min(part, 1 - part) * (this.state.model.price[type] ?? 0);
      if (Math.min(part, 1 - part) <= NEARLY_WHOLE || weight <= most) continue;
      most = weight;
      found = { type, most: true, nodes: Math.floor(count) };
    }
    return found;
  }

  /** Packings onto so many nodes, with more of them only for what does not go there. */
  private pack({ nodes, value: dual }: MasterSolution, counts: Float64Array, whole: boolean): void {
    const { state } = this;
    const { model, knapsack, work, pool, proof } = state;
    const limits = Array.from(counts, (count, type) => ({
      type,
      most: true,
      nodes: Math.ceil(count - NEARLY_WHOLE),
    }));
    const roofed = limited(model, limits);
    const { rent } = proof;
    const greedy = (within: PackingModel, values: Float64Array, kept: readonly Filled[]): Packing =>
      packGreedily({
        model: within,
        knapsack,
        value: values,
        rent,
        work,
        effort: FILLING,
        types: undefined,
        kept,
      });
    let value = floored(mixed(proof.value, dual, 0.5), state.alone);
    let best: Packing | undefined;
    const kept = wholeParts(roofed, pool, nodes);
    for (let pass = 0; pass < (whole ? PACKINGS : 1) && best?.missing !== 0; pass += 1) {
      const from = pass % 2 === 0 ? kept : [];
      const packing = greedy(roofed, value, from);
      if (isBetter(packing, best)) best = packing;
      value = floored(corrected(model, value, packing), state.alone);
    }
    if (best === undefined) return;
    if (whole && best.missing > 0) best = this.broughtIn(roofed, best, value);
    const all = best.missing === 0 ? best : greedy(model, value, best.filled);
    state.offer(state.rightSizing.apply(packingOf(model, all.filled)));
  }

  private broughtIn(model: PackingModel, start: Packing, value: Float64Array): Packing {
    const { knapsack, work, rightSizing, proof, usedTypes: types } = this.state;
    const { rent } = proof;
    return searchNeighbourhood({
      model,
      knapsack,
      rightSizing,
      start,
      value,
      rent,
      work,
      types,
      goodEnough: Infinity,
      patience: PATIENCE,
    });
  }

  private look(branch: Branch): void {
    const { state } = this;
    const solved = this.solve(branch);
    if (solved === undefined) {
      // No optimum: nothing is known but what the branch was split from.
      this.closed = Math.min(this.closed, branch.proof.bound);
      return;
    }
    const { solution, proof } = solved;
    branch.proof = proof;
    const counts = this.counts(solution);
    const limit = this.branchOn(counts);
    if (!this.isGoodEnough(proof.bound)) this.pack(solution, counts, limit === undefined);
    state.report("counts", solution.cost);
    if (limit === undefined || this.isGoodEnough(proof.bound)) {
      this.closed = Math.min(this.closed, proof.bound);
      return;
    }
    const within: Branch = { limits: [...branch.limits, limit], proof };
    const more = { ...limit, most: false, nodes: limit.nodes + 1 };
    const above: Branch = { limits: [...branch.limits, more], proof };
    branch.halves = { type: limit.type, most: limit.nodes, within, above };
    this.open.push(within, above);
  }

  run(): void {
    const root = this.begin();
    for (let step = 0; step < MOST_BRANCHES && !this.state.work.exhausted; step += 1) {
      const branch = this.next();
      if (branch === undefined) break;
      if (this.isGoodEnough(Math.min(branch.proof.bound, this.closed))) {
        this.open.push(branch);
        break;
      }
      this.look(branch);
    }
    const bound = this.open.reduce((least, { proof }) => Math.min(least, proof.bound), this.closed);
    if (bound === Infinity) return;
    this.state.raise(bound);
    if (bound > this.state.proof.bound) this.state.splits = pricesOf(root, this.state.model.capLimit.length);
  }
}
