/** What it costs that divided workloads outlive losses of places: the fleet is planned again without that. */
import type { CheckedFleet } from "../../model/fleet.js";
import type { PlanOutcome } from "../../model/outcome.js";
import type { DivisionPlan } from "../../model/plan.js";
import type { StandbyPlan } from "../../model/survival.js";
import { omitted } from "../../units/omitted.js";

/** Undefined where no workload of the fleet must outlive such a loss. */
export function withoutStandby(fleet: CheckedFleet): CheckedFleet | undefined {
  const { divided = [] } = fleet;
  return divided.every(({ survive }) => survive === undefined)
    ? undefined
    : { ...fleet, divided: divided.map((one) => omitted(one, "survive")) };
}

/** `without`: the plan without it. */
export function standbyOf(
  { divided = [] }: CheckedFleet,
  divisions: Readonly<Record<string, DivisionPlan>>,
  without: PlanOutcome,
): StandbyPlan {
  const replicas = divided.reduce(
    (sum, one) => sum + (divisions[one.key]?.replicas ?? one.replicas) - one.replicas,
    0,
  );
  return {
    replicas,
    ...(without.status === "planned" ? { withoutMicroPerHour: without.plan.cost.microPerHour } : {}),
  };
}
