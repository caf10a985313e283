/**
 * Whole packings from the master's fractional one, by diving: what the LP uses whole is fixed, then the largest
 * fractions in batches, the LP is solved again for what is left, and new columns are priced that fit what is
 * left (column generation diving; R. Sadykov, F. Vanderbeck, A. Pessoa, I. Tahiri, E. Uchoa, 2019). Without
 * those new columns the end of a dive is worse than a greedy pass. The greedy places the rest.
 */
import { rentedPrice } from "./certificate.js";
import type { ColumnPool } from "./column-pool.js";
import { capsLeft, nodesAllowed, packingOf, takeFromCaps } from "./filled.js";
import type { Filled } from "./filled.js";
import type { Knapsack } from "./knapsack.js";
import type { Master, MasterSolution } from "./master.js";
import type { PackingModel } from "./packing-model.js";
import { takeFrom, timesIn, trimmedTo, worthOf } from "./pattern.js";
import type { WorkBudget } from "./work.js";

export interface DiveInput {
  readonly model: PackingModel;
  readonly master: Master;
  readonly pool: ColumnPool;
  readonly knapsack: Knapsack;
  readonly work: WorkBudget;
}

export interface Dived {
  readonly filled: readonly Filled[];
  /** Duals of the last master. */
  readonly value: Float64Array;
  readonly rent: Float64Array;
}

/** Share of the LP's cost that a batch of fractions fixes. */
const BATCH = 0.1;
/** A trimmed column is taken if it keeps this share of its worth. */
const KEPT_WORTH = 0.985;
/** The dive ends where the LP costs less than this share of the first one. */
const SMALL_REST = 0.03;
const MOST_STEPS = 60;
const PRICING = { nodes: 12, tolerance: 2e-3 };
const PASSES = 4;

class Dive {
  readonly filled: Filled[] = [];
  private readonly remaining: Float64Array;
  private readonly left: Float64Array;

  constructor(private readonly input: DiveInput) {
    this.remaining = packingOf(input.model, []).unplaced;
    this.left = capsLeft(input.model, []);
  }

  private fix(type: number, pattern: Filled["pattern"], wanted: number): number {
    const { model } = this.input;
    const count = Math.min(wanted, timesIn(pattern, this.remaining), nodesAllowed(model, type, this.left));
    if (count < 1) return 0;
    takeFrom(this.remaining, pattern, count);
    takeFromCaps(model, this.left, type, count);
    this.filled.push({ type, count, pattern });
    return count * (model.price[type] ?? 0);
  }

  private fixWhole({ nodes }: MasterSolution): number {
    let spent = 0;
    for (const [at, { type, pattern }] of this.input.pool.columns.entries()) {
      const count = Math.floor((nodes[at] ?? 0) + 1e-6);
      if (count >= 1) spent += this.fix(type, pattern, count);
    }
    return spent;
  }

  /** One node of each column, largest fraction first, while it is still worth it. */
  private fixFractions({ nodes, value }: MasterSolution, budget: number): number {
    const { columns } = this.input.pool;
    const part = (at: number): number => (nodes[at] ?? 0) - Math.floor((nodes[at] ?? 0) + 1e-6);
    const order = [...columns.keys()].filter((at) => part(at) > 1e-4);
    order.sort((one, other) => part(other) - part(one) || one - other);
    let spent = 0;
    for (const at of order) {
      const column = columns[at];
      if (column === undefined) continue;
      const pattern = trimmedTo(column.pattern, this.remaining);
      if (worthOf(pattern, value) < KEPT_WORTH * worthOf(column.pattern, value)) continue;
      spent += this.fix(column.type, pattern, 1);
      if (spent >= budget) break;
    }
    return spent;
  }

  /** Adds columns that fit what is left; how many. */
  private price({ value, rent }: MasterSolution): number {
    const { model, pool, knapsack, work } = this.input;
    const before = knapsack.units;
    let added = 0;
    for (let type = 0; type < model.types; type += 1) {
      if (nodesAllowed(model, type, this.left) < 1) continue;
      const price = rentedPrice(model, type, rent) * (1 + 1e-6);
      const best = knapsack.fill(type, value, this.remaining, { ...PRICING, cutoff: price });
      if (best.value > price && pool.add({ type, pattern: knapsack.pattern() })) added += 1;
    }
    work.spend(knapsack.units - before);
    return added;
  }

  /** The master for what is left, with columns made for it. */
  private solve(): MasterSolution | undefined {
    const { master } = this.input;
    master.restrict(this.remaining, this.left);
    let solution = master.solve();
    for (let pass = 0; pass < PASSES && solution !== undefined; pass += 1) {
      if (this.price(solution) === 0) break;
      solution = master.solve();
    }
    return solution;
  }

  run(root: MasterSolution): Dived {
    let last = root;
    for (let step = 0; step < MOST_STEPS && !this.input.work.exhausted; step += 1) {
      let spent = this.fixWhole(last);
      if (spent < BATCH * last.cost) spent += this.fixFractions(last, BATCH * last.cost - spent);
      if (spent === 0 || this.remaining.every((count) => count === 0)) break;
      const next = this.solve();
      if (next === undefined) break;
      last = next;
      if (last.cost < SMALL_REST * root.cost) break;
    }
    return { filled: this.filled, value: last.value, rent: last.rent };
  }
}

/** Dives from the solution; the master is as before afterwards. */
export function dive(input: DiveInput, root: MasterSolution): Dived {
  const dived = new Dive(input).run(root);
  input.master.restrict(input.model.demand, input.model.capLimit);
  return dived;
}
