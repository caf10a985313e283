/**
 * Neighbourhood search for small fleets: a few nodes are emptied and their items packed again under slightly
 * different values; what is not worse stays. The generator is seeded, so the answer is the same everywhere.
 */
import { randomFrom } from "../units/random.js";
import type { Random } from "../units/random.js";
import { isBetter, packingOf } from "./filled.js";
import type { Filled, Packing } from "./filled.js";
import { NO_CUTOFF } from "./item-box.js";
import type { Knapsack } from "./knapsack.js";
import { packGreedily } from "./pattern-greedy.js";
import type { PackingModel } from "./packing-model.js";
import { worthOf } from "./pattern.js";
import type { RightSizing } from "./right-size.js";
import type { WorkBudget } from "./work.js";

/** Above this many nodes a few of them no longer matter. */
const MOST_NODES = 150;
const ROUNDS = 500;
/** Rounds without a cheaper packing after which the search ends: few nodes have few neighbourhoods. */
const PATIENCE = 160;
const PATIENCE_AT_LEAST = 24;
const PATIENCE_EACH_NODE = 4;
const THOUSAND = 1000;

function singles(packing: Packing): Filled[] {
  return packing.filled.flatMap(({ type, count, pattern }) =>
    Array.from({ length: count }, () => ({ type, count: 1, pattern })),
  );
}

function worthPerPrice(model: PackingModel, { type, pattern }: Filled, value: Float64Array): number {
  return worthOf(pattern, value) / Math.max(1, model.price[type] ?? 0);
}

/** Nodes to empty: of a few drawn, those that give least for their price. */
function chosen(nodes: readonly Filled[], worth: readonly number[], random: Random): Set<number> {
  const free = new Set<number>();
  const wanted = Math.min(nodes.length, 2 + random(8));
  while (free.size < wanted) {
    let pick = random(nodes.length);
    for (let draw = 0; draw < 2; draw += 1) {
      const other = random(nodes.length);
      if ((worth[other] ?? 0) < (worth[pick] ?? 0) && !free.has(other)) pick = other;
    }
    if (free.has(pick)) pick = [...nodes.keys()].find((node) => !free.has(node)) ?? pick;
    free.add(pick);
  }
  return free;
}

export interface SearchInput {
  readonly model: PackingModel;
  readonly knapsack: Knapsack;
  readonly rightSizing: RightSizing;
  readonly start: Packing;
  readonly value: Float64Array;
  readonly rent: Float64Array;
  readonly work: WorkBudget;
  /** Types that packings so far used: others are not tried while everything is placed. */
  readonly types: ReadonlySet<number>;
  /** The search ends once everything is placed at no more than this. */
  readonly goodEnough: number;
  /** Rounds without a cheaper packing after which the search ends; absent: by the number of nodes. */
  readonly patience?: number;
}

export function searchNeighbourhood(input: SearchInput): Packing {
  const { model, knapsack, rightSizing, start, value, rent, work, goodEnough, types } = input;
  let best = start;
  let since = 0;
  const random = randomFrom(model.types * 7919 + model.classes);
  const count = start.filled.reduce((sum, one) => sum + one.count, 0);
  const patience = input.patience ?? Math.min(PATIENCE, PATIENCE_AT_LEAST + PATIENCE_EACH_NODE * count);
  for (let round = 0; round < ROUNDS && since < patience && !work.exhausted; round += 1) {
    since += 1;
    if (best.missing === 0 && best.cost <= goodEnough) break;
    const nodes = singles(best);
    if (nodes.length > MOST_NODES || nodes.length === 0) break;
    const worth = nodes.map((node) => worthPerPrice(model, node, value));
    const free = chosen(nodes, worth, random);
    const amplitude = 100 + random(600);
    const trialValue = value.map((each, item) => {
      const noise = 1 + ((random(THOUSAND) - THOUSAND / 2) * amplitude) / THOUSAND / THOUSAND;
      return each * noise * ((best.unplaced[item] ?? 0) > 0 ? 3 : 1);
    });
    const kept = nodes.filter((_node, index) => !free.has(index));
    const effort = { nodes: 0, steps: 4000, tolerance: 2e-3, cutoff: NO_CUTOFF };
    const tried = best.missing === 0 ? types : undefined;
    const input = { model, knapsack, value: trialValue, rent, work, effort, types: tried, kept };
    const packed = packGreedily(input);
    const trial = rightSizing.apply(packed);
    if (isBetter(trial, best)) since = 0;
    const noWorse =
      trial.missing < best.missing || (trial.missing === best.missing && trial.cost <= best.cost);
    if (noWorse || isBetter(trial, best)) best = packingOf(model, trial.filled);
  }
  return best;
}
