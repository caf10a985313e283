/** Workloads that may stay out of the plan, and rules that cannot stand beside that. */
import type { StayOutSpec } from "../../model/fleet-spec.js";
import type { Workload, WorkloadKind } from "../../model/fleet.js";
import { HOURS_PER_MONTH } from "../../units/money.js";
import type { CheckContext } from "./context.js";

const MICRO = 1_000_000;

/** Kinds whose count of replicas the plan sets. */
const COUNTED: ReadonlySet<WorkloadKind> = new Set(["Deployment", "StatefulSet", "ReplicaSet"]);

export function penaltyOf(mayStayOut: StayOutSpec | undefined): Pick<Workload, "penaltyMicroPerHour"> {
  if (mayStayOut === undefined) return {};
  const microPerHour = Math.round((mayStayOut.penaltyPerMonth * MICRO) / HOURS_PER_MONTH);
  return { penaltyMicroPerHour: Math.max(1, microPerHour) };
}

/** Why some of its replicas cannot be left out; undefined where they can. */
function obstacle(workload: Workload): string | undefined {
  const { kind, scaling, peak, zoneSpread, maxPerAvailabilityZone, survive } = workload;
  if (!COUNTED.has(kind)) return `a ${kind} has no count of replicas that the plan could lower`;
  if (scaling !== undefined || peak !== undefined) return "an autoscaler owns its count of replicas";
  if (survive !== undefined) return `what is left of it must survive the loss of one ${survive}`;
  if (zoneSpread !== undefined || maxPerAvailabilityZone !== undefined)
    return "what is left of it would have to be spread over availability zones";
  return undefined;
}

export function checkStayOut(workloads: readonly Workload[], { faults }: CheckContext): void {
  for (const workload of workloads) {
    const why = workload.penaltyMicroPerHour === undefined ? undefined : obstacle(workload);
    if (why === undefined) continue;
    faults.error(
      "not-supported",
      `${workload.origin}/mayStayOut`,
      `replicas of workload "${workload.name}" cannot stay out: ${why}`,
      "remove mayStayOut, or the rule beside it",
    );
  }
}
