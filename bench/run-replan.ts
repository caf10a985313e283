/**
 * One changed demand: `tsx bench/run-replan.ts SEED PERCENT` plans a fleet, changes every class's demand by up to
 * twice that (so that it is that on average), plans again from where the solver stands and from nothing, and
 * prints both. A plan takes some tens of milliseconds, a collection of garbage or the compilation of one function
 * as much: so all is done many times in one process, each time with a new solver, and times are medians of the later
 * rounds, in which code is warm for both, as it is where a solver lives. The answers must be the same each time.
 */
import { isDeepStrictEqual } from "node:util";
import { PackingSolver, solvePacking } from "../src/solve/index.js";
import type { PackingOutcome, PackingProblem } from "../src/solve/index.js";
import { faultOf } from "../test/solve/problems.js";
import { changedDemand } from "./fleets/changed-demand.js";
import { syntheticFleet } from "./fleets/synthetic.js";
import { median } from "./median.js";
import { movesBetween } from "./moves.js";
import { timed } from "./timed.js";

export interface ReplanResult {
  /** Re-planned against fresh. */
  readonly cost: number;
  readonly moves: number;
  readonly time: number;
  readonly work: number;
  readonly workUnits: number;
  readonly fault?: string;
}

const LIMITS = { targetGapMilliPercent: 1000, stableGapMilliPercent: 1750, workUnits: 150_000 };

function solved(outcome: PackingOutcome): Extract<PackingOutcome, { status: "solved" }> {
  if (outcome.status !== "solved") throw new Error(outcome.status);
  return outcome;
}

const ROUNDS = 30;
const MEASURED = 15;

interface Round {
  readonly before: PackingOutcome;
  readonly fresh: PackingOutcome;
  readonly again: PackingOutcome;
  readonly freshMs: number;
  readonly againMs: number;
}

function round(fleet: PackingProblem, next: PackingProblem): Round {
  const solver = new PackingSolver();
  const before = solver.solve(fleet);
  const fresh = timed(() => solvePacking(next));
  const again = timed(() => solver.solve(next));
  return { before, fresh: fresh.result, again: again.result, freshMs: fresh.cpuMs, againMs: again.cpuMs };
}

function run(seed: number, percent: number): ReplanResult {
  const fleet = syntheticFleet({ seed, classes: 100, types: 200, replicas: 10_000 }, LIMITS);
  const next = changedDemand(fleet, seed, percent);
  const first = round(fleet, next);
  const rounds = [first, ...Array.from({ length: ROUNDS - 1 }, () => round(fleet, next))];
  const late = rounds.slice(-MEASURED);
  const [before, fresh, again] = [solved(first.before), solved(first.fresh), solved(first.again)];
  const other = rounds.some((one) => !isDeepStrictEqual(one.again, first.again));
  const fault = other ? "another answer of the same" : (faultOf(next, again) ?? faultOf(next, fresh));
  return {
    cost: again.cost / fresh.cost,
    moves: movesBetween(before.entries, again.entries) / movesBetween(before.entries, fresh.entries),
    work: again.workUnits / fresh.workUnits,
    time: median(late.map(({ againMs }) => againMs)) / median(late.map(({ freshMs }) => freshMs)),
    workUnits: again.workUnits,
    ...(fault === undefined ? {} : { fault }),
  };
}

const [seed, percent] = process.argv.slice(2).map(Number);
if (seed !== undefined && percent !== undefined) process.stdout.write(JSON.stringify(run(seed, percent)));
