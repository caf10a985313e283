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
import type { PackingTools } from "./tools.js";

type Solved = Extract<PackingOutcome, { status: "solved" }>;

/** One part on its own; it may cost `spare` more than its own target allows. */
function solveComponent(problem: PackingProblem, spare: number, tools: PackingTools): PackingOutcome {
  const model = packingModel(problem);
  const impossible = impossibility(model);
  if (impossible === undefined) return new PackingSearch({ model, problem, spare, tools }).run();
  const classes = impossible.classes.flatMap((item) => model.members[item] ?? []);
  return {
    status: "infeasible",
    classes: classes.sort((one, other) => one - other),
    caps: impossible.caps,
    workUnits: 1,
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

/** Packs all demand onto the cheapest nodes found, with a proven lower bound, or says why it cannot. */
export function solvePacking(problem: PackingProblem, tools: PackingTools = {}): PackingOutcome {
  const target = problem.limits.targetGapMilliPercent;
  const parts: { component: Component; outcome: Solved }[] = [];
  let workUnits = 0;
  let spare = 0;
  let failed: PackingOutcome | undefined;
  for (const component of components(problem)) {
    const limits = { ...problem.limits, workUnits: Math.max(1, problem.limits.workUnits - workUnits) };
    const outcome = solveComponent({ ...component.problem, limits }, spare, tools);
    workUnits += outcome.workUnits;
    if (outcome.status === "infeasible") return { ...blamed(component, outcome), workUnits };
    if (outcome.status === "noneFound")
      failed ??= { ...outcome, unplaced: leftOut(problem, component, outcome.unplaced) };
    else {
      parts.push({ component, outcome });
      spare += outcome.bound + Math.floor((outcome.bound * target) / 100_000) - outcome.cost;
    }
  }
  return failed === undefined ? together(problem, parts) : { ...failed, workUnits };
}
