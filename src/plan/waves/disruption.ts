/** How many replicas of a workload may be down at once while it is moved. */
import type { WorkloadPlan } from "../../model/plan.js";
import { unavailableByDefault } from "../../model/rolling-update.js";

/**
 * By its disruption budget; without one a quarter, rounded down, and one at least, as a Deployment's rolling update takes
 * down by default.
 */
export function mayBeDown({ disruptionBudget = {}, replicas }: WorkloadPlan): number {
  const { minAvailable, maxUnavailable } = disruptionBudget;
  if (minAvailable === undefined && maxUnavailable === undefined)
    return Math.max(1, unavailableByDefault(replicas));
  return Math.max(0, Math.min(maxUnavailable ?? replicas, replicas - (minAvailable ?? 0)));
}
