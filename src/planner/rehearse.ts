/** What kube-scheduler, by the scheduler model, would make of a plan. */
import type { CheckedFleet } from "../model/fleet.js";
import type { Plan } from "../model/plan.js";
import { simulatePlan } from "../simulate/index.js";
import type { TargetReplay } from "../simulate/index.js";

/** Pods arrive in the order of their workloads' names, as a first apply creates them. */
export function rehearse(plan: Plan, { fleet }: { readonly fleet: CheckedFleet }): readonly TargetReplay[] {
  return simulatePlan({ plan, fleet, order: "byName" });
}
