/** Rules about the whole plan's cost, judged on plans that are made without them. */
import type { PlanOutcome } from "../../model/outcome.js";
import type { Plan } from "../../model/plan.js";
import { omitted } from "../../units/omitted.js";
import type { PlanFleetInput, Planner, Verified } from "../plan-fleet-input.js";
import { withinBudget } from "./budget.js";
import { vendorSharePlan, withinVendorShare } from "./vendor-share.js";

/** `plan`: plans a fleet without such rules. `verified`: the plan, judged with them. */
export function withinBusiness(input: PlanFleetInput, plan: Planner, verified: Verified): PlanOutcome {
  const { budgetMicroPerMonth: budget, vendorShare } = input.fleet;
  if (budget === undefined && vendorShare === undefined) return plan(input);
  const bare = { ...input, fleet: omitted(input.fleet, "budgetMicroPerMonth", "vendorShare") };
  const shared: Planner =
    vendorShare === undefined ? plan : (some) => withinVendorShare(some, vendorShare, plan);
  const outcome = budget === undefined ? shared(bare) : withinBudget(bare, budget, shared);
  if (outcome.status !== "planned") return outcome;
  const told: Plan = {
    ...outcome.plan,
    ...(budget === undefined ? {} : { budget: { microPerMonth: budget } }),
    ...(vendorShare === undefined ? {} : { vendorShare: vendorSharePlan(vendorShare, outcome.plan) }),
  };
  return { ...outcome, plan: verified(told, input) };
}
