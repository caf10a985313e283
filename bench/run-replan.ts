/**
 * One changed demand: `tsx bench/run-replan.ts SEED PERCENT` plans a fleet, changes every class's demand by up to
 * twice that (so that it is that on average), plans again from where the solver stands and from nothing, and
 * prints both. Code is warm for both; the plan from nothing is made first.
 */
import { PackingSolver, solvePacking } from "../src/solve/index.js";
import type { PackingOutcome } from "../src/solve/index.js";
import { faultOf } from "../test/solve/problems.js";
import { changedDemand } from "./fleets/changed-demand.js";
import { syntheticFleet } from "./fleets/synthetic.js";
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

function run(seed: number, percent: number): ReplanResult {
  const fleet = syntheticFleet({ seed, classes: 100, types: 200, replicas: 10_000 }, LIMITS);
  const next = changedDemand(fleet, seed, percent);
  const solver = new PackingSolver();
  const before = solved(solver.solve(fleet));
  const fresh = timed(() => solved(solvePacking(next)));
  const again = timed(() => solved(solver.solve(next)));
  const fault = faultOf(next, again.result) ?? faultOf(next, fresh.result);
  const moves = movesBetween(before.entries, again.result.entries);
  return {
    cost: again.result.cost / fresh.result.cost,
    moves: moves / movesBetween(before.entries, fresh.result.entries),
    work: again.result.workUnits / fresh.result.workUnits,
    time: again.cpuMs / fresh.cpuMs,
    workUnits: again.result.workUnits,
    ...(fault === undefined ? {} : { fault }),
  };
}

const [seed, percent] = process.argv.slice(2).map(Number);
if (seed !== undefined && percent !== undefined) process.stdout.write(JSON.stringify(run(seed, percent)));
