/** How far the search goes, and what the plan as a whole is held to. */
import { everyWorkload } from "../../model/fleet-parts.js";
import { DEFAULT_REPLAY_LIMIT } from "../../model/fleet.js";
import type { CheckedFleet } from "../../model/fleet.js";
import type { CheckContext } from "./context.js";
import { microseconds } from "./latency.js";

const MICRO = 1_000_000;

const DEFAULT_LIMITS = {
  targetGapMilliPercent: 1000,
  workUnits: 2_000_000,
  replayWorkUnits: DEFAULT_REPLAY_LIMIT,
};

/** What the search and the plan are held to. */
export function limitsOf(
  bound: Parameters<typeof everyWorkload>[0],
  { spec, faults }: CheckContext,
): CheckedFleet["limits"] {
  const { maxPromisedMs, maxMoveCost, ...rest } = { ...DEFAULT_LIMITS, ...spec.limits };
  if (maxMoveCost !== undefined && everyWorkload(bound).every(({ move }) => move === undefined))
    faults.error(
      "invalid-spec",
      "/limits/maxMoveCost",
      "no workload says what a move of it takes, so that no move costs anything",
      "say it (move of a workload), or limit how many pods move (limits.maxMoves)",
    );
  const priced = maxMoveCost === undefined ? {} : { maxMoveMicro: Math.round(maxMoveCost * MICRO) };
  const limits = { ...rest, ...priced };
  if (maxPromisedMs === undefined) return limits;
  if (
    everyWorkload(bound).every(({ latency = [] }) => latency.every((rule) => rule.demandPoint === undefined))
  )
    faults.error(
      "invalid-spec",
      "/limits/maxPromisedMs",
      "no workload serves a demand point, so that no round trip is promised",
      "say whom workloads serve (demandPoints, latency), or remove the limit",
    );
  return { ...limits, maxPromisedMicroseconds: microseconds(maxPromisedMs) };
}
