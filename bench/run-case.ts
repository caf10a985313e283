/**
 * One case in its own process, which lives as short as the command and is set up as it is: `tsx bench/run-case.ts
 * INDEX` prints what came out as one JSON line.
 */
import "../src/cli/short-process.js";
import { solvePacking } from "../src/solve/index.js";
import { faultOf } from "../test/solve/problems.js";
import { CASES, problemOf } from "./cases.js";
import { timed } from "./timed.js";

export interface CaseResult {
  readonly cost: number;
  readonly bound: number;
  readonly nodes: number;
  readonly stop: string;
  readonly workUnits: number;
  /** User and system time of the process from the problem to the answer, code still cold. */
  readonly cpuMs: number;
  /** The largest resident set of the process. */
  readonly mebibytes: number;
  readonly fault?: string;
}

function run(index: number): CaseResult | undefined {
  const one = CASES[index];
  const problem = one === undefined ? undefined : problemOf(one);
  if (problem === undefined) return undefined;
  const { result: outcome, cpuMs: exactMs } = timed(() => solvePacking(problem));
  const cpuMs = Math.round(exactMs);
  const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
  if (outcome.status !== "solved")
    return {
      cost: 0,
      bound: 0,
      nodes: 0,
      stop: outcome.status,
      workUnits: outcome.workUnits,
      cpuMs,
      mebibytes,
      fault: outcome.status,
    };
  const fault = faultOf(problem, outcome);
  return {
    cost: outcome.cost,
    bound: outcome.bound,
    nodes: outcome.entries.reduce((sum, { count }) => sum + count, 0),
    stop: outcome.stop,
    workUnits: outcome.workUnits,
    cpuMs,
    mebibytes,
    ...(fault === undefined ? {} : { fault }),
  };
}

const [index] = process.argv.slice(2);
if (index !== undefined) process.stdout.write(`${JSON.stringify(run(Number(index)) ?? null)}\n`);
