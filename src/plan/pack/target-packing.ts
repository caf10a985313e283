/** What packing one target gives. Money is in micro-units an hour. */
import type { Conflict } from "../../model/outcome.js";
import type { PriorityPlan, StopReason } from "../../model/plan.js";
import type { Bounding } from "../certificate/bounding.js";
import { summed } from "./filled-nodes.js";
import type { FilledNodes } from "./filled-nodes.js";

export interface SolvedTarget {
  readonly status: "packed";
  /** Every node of the target, empty ones too. */
  readonly nodes: readonly FilledNodes[];
  /** All machines, owned ones included, and penalties of what is left out. */
  readonly cost: number;
  /** No filling of the target costs less. */
  readonly bound: number;
  readonly bounding: Bounding;
  readonly stop: StopReason;
  readonly workUnits: number;
  /** The bound is the least of all fillings, which were tried. */
  readonly triedAll?: true;
  /** Where replicas are left out by priority: how many of each, the highest first. */
  readonly priorities?: readonly PriorityPlan[];
}

export type TargetPacking =
  | SolvedTarget
  | {
      readonly status: "infeasible" | "noneFound";
      readonly conflicts: readonly Conflict[];
      readonly workUnits: number;
    };

export function costOf(nodes: readonly FilledNodes[]): number {
  return summed(nodes, ({ microPerHour }) => microPerHour);
}

/** cost / bound - 1 in millionths, rounded up; 0 exactly where they are equal. */
export function gapPpm(cost: number, bound: number): number {
  if (cost === bound) return 0;
  if (bound === 0) return Number.MAX_SAFE_INTEGER;
  const millionths = (BigInt(cost - bound) * 1_000_000n + BigInt(bound) - 1n) / BigInt(bound);
  return millionths > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(millionths);
}

const WORST_LAST: readonly StopReason[] = ["proved", "gapReached", "exhausted", "workBudget"];

export function worstStop(stops: readonly StopReason[]): StopReason {
  return WORST_LAST[Math.max(0, ...stops.map((stop) => WORST_LAST.indexOf(stop)))] ?? "proved";
}

/** The reason in terms of the whole target: what the solver proved of a part may be less for the whole. */
export function stopOf(gap: number, targetGapMilliPercent: number, ranOut: boolean): StopReason {
  if (gap === 0) return "proved";
  if (gap <= targetGapMilliPercent * 10) return "gapReached";
  return ranOut ? "workBudget" : "exhausted";
}
