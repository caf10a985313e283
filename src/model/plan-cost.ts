/** What a bound is a bound of. */
import type { CostPlan } from "./plan.js";

/** The cost of a plan with the penalties of replicas that stay out; micro-units an hour. */
export function costWithPenalties({ cost }: { readonly cost: CostPlan }): number {
  return cost.microPerHour + (cost.penaltiesMicroPerHour ?? 0);
}
