/**
 * The door of the kernel. Parts that share nothing are searched side by side: all of them begin, then the one
 * whose next stage promises most goes that far (its gap in money for what the stage costs), until their sum is
 * within the target. So a small part that rounding hits hard is looked at closely only where that matters.
 */
import { withBoxRows } from "./box-rows.js";
import { entriesInWhole, joinedPrices, memoryOf, pricesInWhole, startOf } from "./component-memory.js";
import type { Component } from "./components.js";
import { impossibility } from "./infeasible.js";
import { compareEntries } from "./packing-entries.js";
import type { PackingModel } from "./packing-model.js";
import { PackingSearch } from "./packing-search.js";
import { prepared } from "./prepared-parts.js";
import type { Prepared, PreparedPart } from "./prepared-parts.js";
import type { PackingOutcome, PackingProblem, PackingStop } from "./problem.js";
import type { SearchStart } from "./search-memory.js";
import type { PackingTools } from "./tools.js";
import { WorkBudget } from "./work.js";

export interface Remembered {
  readonly outcome: PackingOutcome;
  /** The problem's parts, each with what the search found of it. */
  readonly prepared: Prepared;
}

interface Part {
  readonly component: Component;
  readonly search: PackingSearch;
}

type Solved = Extract<PackingOutcome, { status: "solved" }>;
type Infeasible = Extract<PackingOutcome, { status: "infeasible" }>;

function stopOf(parts: readonly Solved[], cost: number, bound: number, target: number): PackingStop {
  if (cost === bound) return "proved";
  if (cost <= bound + Math.floor((bound * target) / 100_000)) return "gapReached";
  return parts.some(({ stop }) => stop === "workBudget") ? "workBudget" : "exhausted";
}

/** Indices of the whole problem of what a part blames. */
function blamed({ classes, caps }: Component, outcome: Omit<Infeasible, "status">): Infeasible {
  return {
    status: "infeasible",
    classes: outcome.classes.map((item) => classes[item] ?? 0).sort((one, other) => one - other),
    caps: outcome.caps.map((cap) => caps[cap] ?? 0),
    workUnits: outcome.workUnits,
  };
}

function impossible(component: Component, model: PackingModel): Infeasible | undefined {
  const found = impossibility(model);
  if (found === undefined) return undefined;
  const classes = found.classes.flatMap((item) => model.members[item] ?? []);
  return blamed(component, { classes, caps: found.caps, workUnits: 1 });
}

/** The part to look at next; undefined where none has anything left to try. */
function next(parts: readonly Part[]): PackingSearch | undefined {
  let chosen: PackingSearch | undefined;
  for (const { search } of parts) if (search.promise > (chosen?.promise ?? -1)) chosen = search;
  return chosen;
}

/** What the parts leave of their targets together, or take beyond them. */
function spared(parts: readonly Part[]): number {
  return parts.reduce((sum, { search }) => sum + search.spared, 0);
}

function withinTarget(parts: readonly Part[], spare: number): boolean {
  return spared(parts) + spare >= 0 && parts.every(({ search }) => search.gap < Infinity);
}

function together(problem: PackingProblem, parts: readonly Part[], outcomes: readonly Solved[]): Solved {
  const cost = outcomes.reduce((sum, one) => sum + one.cost, 0);
  const bound = outcomes.reduce((sum, one) => sum + one.bound, 0);
  const entries = parts.flatMap(({ component }, at) =>
    entriesInWhole(component, outcomes[at]?.entries ?? []),
  );
  const prices = parts.flatMap(({ component }, at) => {
    const own = outcomes[at]?.prices;
    return own === undefined ? [] : [pricesInWhole(problem, component, own)];
  });
  return {
    status: "solved",
    entries: entries.sort(compareEntries),
    cost,
    bound,
    prices: joinedPrices(problem, prices),
    stop: stopOf(outcomes, cost, bound, problem.limits.targetGapMilliPercent),
    workUnits: outcomes.reduce((most, one) => Math.max(most, one.workUnits), 0),
  };
}

function leftOut(problem: PackingProblem, { classes }: Component, unplaced: readonly number[]): number[] {
  const all = problem.classes.map(() => 0);
  for (const [index, item] of classes.entries()) all[item] = unplaced[index] ?? 0;
  return all;
}

function outcomeOf(problem: PackingProblem, parts: readonly Part[]): PackingOutcome {
  const outcomes = parts.map(({ component, search }) => ({ component, outcome: search.outcome() }));
  const solved: Solved[] = [];
  for (const { component, outcome } of outcomes) {
    if (outcome.status === "infeasible") return blamed(component, outcome);
    if (outcome.status === "solved") solved.push(outcome);
  }
  for (const { component, outcome } of outcomes)
    if (outcome.status === "noneFound")
      return { ...outcome, unplaced: leftOut(problem, component, outcome.unplaced) };
  return together(problem, parts, solved);
}

/** What the search of a part begins with where nothing was found of the same part. */
function beginning(given: PackingProblem, before: Prepared | undefined): SearchStart | undefined {
  if (before !== undefined) return memoryOf(before);
  return given.known && { fillings: given.known };
}

/** Packs all demand, starting from what an earlier search of a like problem left, if any. */
export function solveRemembering(given: PackingProblem, tools: PackingTools, before?: Prepared): Remembered {
  const problem = withBoxRows(given);
  const work = new WorkBudget(problem.limits.workUnits);
  const own = prepared(problem, before);
  const { memory } = own;
  for (const { component, model } of own.parts) {
    const outcome = impossible(component, model);
    if (outcome !== undefined) return { outcome, prepared: own };
  }
  const isFound = own.parts.every(({ findings }) => findings !== undefined);
  const begun = isFound ? undefined : beginning(given, before);
  const parts = own.parts.map(({ component, model, findings }): Part => {
    const start = begun === undefined ? undefined : startOf(component, begun);
    const search = new PackingSearch({
      model,
      problem: component.problem,
      work,
      memory,
      tools,
      start,
      findings,
    });
    search.begin();
    return { component, search };
  });
  const { spare = 0 } = problem.limits;
  // What is worth a search is worth one down to the target.
  const isSearched = !withinTarget(parts, spare);
  while (isSearched && !work.exhausted && !withinTarget(parts, 0)) {
    const search = next(parts);
    if (search === undefined) break;
    search.advance(spared(parts) - search.spared);
    if (search.promise < 0 && search.gap === Infinity) break;
  }
  const left = own.parts.map((part, at): PreparedPart => ({
    ...part,
    findings: parts[at]?.search.findings(),
  }));
  return { outcome: outcomeOf(problem, parts), prepared: { problem, parts: left, memory } };
}

/** Packs all demand onto the cheapest nodes found, with a proven lower bound, or says why it cannot. */
export function solvePacking(problem: PackingProblem, tools: PackingTools = {}): PackingOutcome {
  return solveRemembering(problem, tools).outcome;
}
