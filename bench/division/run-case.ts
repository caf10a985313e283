/** One case in its own process: `run-case.ts INDEX` prints what came out as one JSON line. */
import "../../src/cli/short-process.js";
// First of all modules that the bench alone needs: it counts what was loaded before it as the command's.
import { plannedFleet } from "./planned.js";
import { CASES } from "./cases.js";

export interface DivisionResult {
  readonly gapPercent: number;
  /** Money an hour. */
  readonly cost: number;
  readonly stop: string;
  readonly workUnits: number;
  readonly cpuMs: number;
  readonly commandMs: number;
  readonly faults: readonly string[];
}

function run(index: number): DivisionResult | undefined {
  const one = CASES[index];
  const spec = one?.spec();
  if (one === undefined || spec === undefined) return undefined;
  const { plan, cpuMs, commandMs } = plannedFleet(spec);
  const { gapPpm, stop, workUnits, weighed } = plan.search;
  return {
    // Of what is weighed, where more than cost is: that is what the search makes small.
    gapPercent: (weighed?.gapPpm ?? gapPpm) / 10_000,
    cost: plan.cost.microPerHour / 1e6,
    stop,
    workUnits,
    cpuMs,
    commandMs,
    faults: one.faults?.(spec, plan) ?? [],
  };
}

const [index] = process.argv.slice(2);
if (index !== undefined) process.stdout.write(JSON.stringify(run(Number(index)) ?? null));
