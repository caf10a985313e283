/** Divides the work units of the search among targets by their workloads, the same way every time. */
import type { PlanTarget } from "../formulate/plan-target.js";

export function workUnitsOf(targets: readonly PlanTarget[], workUnits: number): number[] {
  const weights = targets.map(({ workloads }) => Math.max(1, workloads.length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => Math.max(1, Math.floor((workUnits * weight) / total)));
}
