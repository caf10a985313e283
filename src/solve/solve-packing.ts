/**
 * The door of the kernel: parts that share nothing are packed one by one, small ones first. What a part stays
 * below its target gap the next one may use; what it misses the next one tries to make up for.
 */
import { components } from "./components.js";
import type { Component } from "./components.js";
import { impossibility } from "./infeasible.js";
import { compareEntries } from "./packing-entries.js";
import { packingModel } from "./packing-model.js";
import { PackingSearch } from "./packing-search.js";
import type { PackingEntry, PackingOutcome, PackingProblem, PackingStop } from "./problem.js";
import type { SearchMemory } from "./search-memory.js";
import type { PackingTools } from "./tools.js";

export interface Remembered {
  readonly outcome: PackingOutcome;
  readonly memory: SearchMemory;
}

const NOTHING: SearchMemory = { fillings: [], prices: { value: [], rent: [] } };

type Solved = Extract<PackingOutcome, { status: "solved" }>;

interface Call {
  readonly problem: PackingProblem;
  /** What it may cost above its own target. */
  readonly spare: number;
  readonly tools: PackingTools;
  readonly memory: SearchMemory | undefined;
}

/** One part on its own. */
function solveComponent({ problem, spare, tools, memory }: Call): Remembered {
  const model = packingModel(problem);
  const impossible = impossibility(model);
  if (impossible === undefined) {
    const search = new PackingSearch({ model, problem, spare, tools, memory });
    return { outcome: search.run(), memory: search.memory() };
  }
  const classes = impossible.classes.flatMap((item) => model.members[item] ?? []);
  return {
    outcome: {
      status: "infeasible",
      classes: classes.sort((one, other) => one - other),
      caps: impossible.caps,
      workUnits: 1,
    },
    memory: NOTHING,
  };
}

/** In the indices of the whole problem. */
function inWhole({ classes, types }: Component, entries: readonly PackingEntry[]): PackingEntry[] {
  return entries.map(({ nodeType, count, pattern }) => ({
    nodeType: types[nodeType] ?? 0,
    count,
    pattern: pattern.map(({ packingClass, items }) => ({ packingClass: classes[packingClass] ?? 0, items })),
  }));
}

function stopOf(parts: readonly Solved[], cost: number, bound: number, target: number): PackingStop {
  if (cost === bound) return "proved";
  if (cost <= bound + Math.floor((bound * target) / 100_000)) return "gapReached";
  return parts.some(({ stop }) => stop === "workBudget") ? "workBudget" : "exhausted";
}

/** The part's share of a memory. Its fillings may name classes of other parts, which it leaves out. */
function memoryOf({ classes, types, caps }: Component, { fillings, prices }: SearchMemory): SearchMemory {
  const classIndex = new Map(classes.map((item, index) => [item, index]));
  const typeIndex = new Map(types.map((type, index) => [type, index]));
  return {
    fillings: fillings.flatMap(({ nodeType, count, pattern }) => {
      const own = typeIndex.get(nodeType);
      const items = pattern.flatMap(({ packingClass, items: each }) => {
        const index = classIndex.get(packingClass);
        return index === undefined ? [] : [{ packingClass: index, items: each }];
      });
      return own === undefined || items.length === 0 ? [] : [{ nodeType: own, count, pattern: items }];
    }),
    prices: {
      value: classes.map((item) => prices.value[item] ?? 0),
      rent: caps.map((cap) => prices.rent[cap] ?? 0),
    },
  };
}

function memoryInWhole(problem: PackingProblem, component: Component, own: SearchMemory): SearchMemory {
  const entries = inWhole(component, own.fillings);
  return {
    fillings: entries,
    prices: {
      value: gathered(problem.classes.length, [[component.classes, own.prices.value]]),
      rent: gathered(problem.caps.length, [[component.caps, own.prices.rent]]),
    },
  };
}

/** Parts share no class and no cap, so that their prices add up. */
function joined(problem: PackingProblem, parts: readonly SearchMemory[]): SearchMemory {
  const sum = (length: number, of: (one: SearchMemory) => readonly number[]): number[] =>
    Array.from({ length }, (_none, index) => parts.reduce((total, one) => total + (of(one)[index] ?? 0), 0));
  return {
    fillings: parts.flatMap(({ fillings }) => fillings),
    prices: {
      value: sum(problem.classes.length, ({ prices }) => prices.value),
      rent: sum(problem.caps.length, ({ prices }) => prices.rent),
    },
  };
}

/** Numbers of the parts at the indices of the whole. */
function gathered(
  length: number,
  parts: readonly (readonly [readonly number[], readonly number[]])[],
): number[] {
  const all = Array<number>(length).fill(0);
  for (const [indices, numbers] of parts)
    for (const [at, index] of indices.entries()) all[index] = numbers[at] ?? 0;
  return all;
}

function together(
  problem: PackingProblem,
  parts: readonly { readonly component: Component; readonly outcome: Solved }[],
): Solved {
  const outcomes = parts.map(({ outcome }) => outcome);
  const cost = outcomes.reduce((sum, one) => sum + one.cost, 0);
  const bound = outcomes.reduce((sum, one) => sum + one.bound, 0);
  return {
    status: "solved",
    entries: parts
      .flatMap(({ component, outcome }) => inWhole(component, outcome.entries))
      .sort(compareEntries),
    cost,
    bound,
    prices: {
      value: gathered(
        problem.classes.length,
        parts.map(({ component, outcome }) => [component.classes, outcome.prices.value]),
      ),
      rent: gathered(
        problem.caps.length,
        parts.map(({ component, outcome }) => [component.caps, outcome.prices.rent]),
      ),
    },
    stop: stopOf(outcomes, cost, bound, problem.limits.targetGapMilliPercent),
    workUnits: outcomes.reduce((sum, one) => sum + one.workUnits, 0),
  };
}

/** Indices of the whole problem of what a part blames. */
function blamed(
  { classes, caps }: Component,
  outcome: Extract<PackingOutcome, { status: "infeasible" }>,
): PackingOutcome {
  return {
    ...outcome,
    classes: outcome.classes.map((item) => classes[item] ?? 0),
    caps: outcome.caps.map((cap) => caps[cap] ?? 0),
  };
}

function leftOut(problem: PackingProblem, { classes }: Component, unplaced: readonly number[]): number[] {
  const all = problem.classes.map(() => 0);
  for (const [index, item] of classes.entries()) all[item] = unplaced[index] ?? 0;
  return all;
}

/** Packs all demand, starting from what an earlier search of a like problem left, if any. */
export function solveRemembering(
  problem: PackingProblem,
  tools: PackingTools,
  memory?: SearchMemory,
): Remembered {
  const target = problem.limits.targetGapMilliPercent;
  const parts: { component: Component; outcome: Solved }[] = [];
  const memories: SearchMemory[] = [];
  let workUnits = 0;
  let spare = 0;
  let failed: PackingOutcome | undefined;
  for (const component of components(problem)) {
    const limits = { ...problem.limits, workUnits: Math.max(1, problem.limits.workUnits - workUnits) };
    const known = memory === undefined ? undefined : memoryOf(component, memory);
    const { outcome, memory: left } = solveComponent({
      problem: { ...component.problem, limits },
      spare,
      tools,
      memory: known,
    });
    workUnits += outcome.workUnits;
    if (outcome.status === "infeasible")
      return { outcome: { ...blamed(component, outcome), workUnits }, memory: NOTHING };
    memories.push(memoryInWhole(problem, component, left));
    if (outcome.status === "noneFound")
      failed ??= { ...outcome, unplaced: leftOut(problem, component, outcome.unplaced) };
    else {
      parts.push({ component, outcome });
      spare += outcome.bound + Math.floor((outcome.bound * target) / 100_000) - outcome.cost;
    }
  }
  return {
    outcome: failed === undefined ? together(problem, parts) : { ...failed, workUnits },
    memory: joined(problem, memories),
  };
}

/** Packs all demand onto the cheapest nodes found, with a proven lower bound, or says why it cannot. */
export function solvePacking(problem: PackingProblem, tools: PackingTools = {}): PackingOutcome {
  return solveRemembering(problem, tools).outcome;
}
