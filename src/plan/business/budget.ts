/**
 * A fleet's budget. What is proved of every plan's cost proves that none is within it, or the search goes on to the
 * end where it stopped at the gap asked for.
 */
import { mayStayOut } from "../../model/fleet-parts.js";
import type { CheckedFleet } from "../../model/fleet.js";
import type { Conflict, PlanOutcome } from "../../model/outcome.js";
import type { Plan } from "../../model/plan.js";
import { PLAN_CURRENCY } from "../../model/plan.js";
import { formatMoney, microPerMonth } from "../../units/money.js";
import type { PlanFleetInput, Planner } from "../plan-fleet-input.js";

function amount(microAMonth: number): string {
  return `${formatMoney(microAMonth)} ${PLAN_CURRENCY}`;
}

/** The bound counts penalties, which nobody pays: with them a plan may cost less than it. */
function bounds({ workloads, divided = [] }: CheckedFleet): boolean {
  return ![...workloads, ...divided.flatMap(({ candidates }) => candidates)].some(mayStayOut);
}

function conflictOf({ cost, search }: Plan, budget: number, proved: boolean): Conflict {
  const bound = microPerMonth(search.boundMicroPerHour);
  const found = `the budget is ${amount(budget)} a month, and the cheapest plan found costs ${amount(cost.microPerMonth)}`;
  return {
    label: "budget",
    subject: "budget",
    path: "/budget/perMonth",
    message: proved
      ? `${found}; no plan costs less than ${amount(bound)}, so that none is within it`
      : `${found}; that no plan costs less than ${amount(bound)} is all that is proved, so that one may be`,
    offeringsConsidered: 0,
    exclusions: [],
    waysOut: [
      `raise budget.perMonth to ${Math.ceil(cost.microPerMonth / 1_000_000)}`,
      ...(proved ? [] : ["give the search more work units (limits.workUnits)"]),
      "lower the replicas or the requests of workloads, or let some stay out (mayStayOut)",
    ],
  };
}

/** `input`: without the budget. */
export function withinBudget(input: PlanFleetInput, budget: number, plan: Planner): PlanOutcome {
  const first = plan(input);
  if (first.status !== "planned" || first.plan.cost.microPerMonth <= budget) return first;
  const isAbove = ({ search }: Plan): boolean => microPerMonth(search.boundMicroPerHour) > budget;
  const { fleet } = input;
  const limits = { ...fleet.limits, targetGapMilliPercent: 0 };
  const more =
    isAbove(first.plan) || fleet.limits.targetGapMilliPercent === 0
      ? first
      : plan({ ...input, fleet: { ...fleet, limits } });
  if (more.status === "planned" && more.plan.cost.microPerMonth <= budget) return more;
  const best = more.status === "planned" ? more.plan : first.plan;
  const proved = isAbove(best) && bounds(fleet);
  const conflicts = [conflictOf(best, budget, proved)];
  return proved
    ? { status: "infeasible", conflicts }
    : { status: "noneFound", conflicts, workUnits: best.search.workUnits };
}
