/** A plan beside what runs today, where the spec names a file of it. */
import type { Plan } from "../model/plan.js";
import { compareRunning } from "../plan/index.js";
import type { RunningComparison } from "../plan/index.js";
import type { LoadedFleet } from "./load-fleet.js";
import { readRunning } from "./running-file.js";

/**
 * @returns undefined where the spec names no such file
 * @throws FleetError where the file cannot be read or is something else
 */
export function compareWithRunning(
  plan: Plan,
  { running, catalogue }: LoadedFleet,
): RunningComparison | undefined {
  if (running === undefined) return undefined;
  const { file, baseDirectory } = running;
  return compareRunning(plan, readRunning(file, { baseDirectory }), catalogue);
}
