/**
 * How many replicas of a workload entry are planned: a count, a demand with a base and a peak or by the hour, or in
 * performance.
 */
import type { WorkloadSpec } from "../../model/fleet-spec.js";
import type { Workload } from "../../model/fleet.js";
import type { Faults } from "../faults.js";
import { checkHours, hourlyCounts } from "./hours.js";

type Counts = Pick<Workload, "replicas" | "peak" | "hourly">;

function given(members: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(members).flatMap(([name, one]) => (one === undefined ? [] : [name]));
}

/** Which numbers stand together. */
function checkMembers({ base, peak, hours, hourly }: Demand, path: string, faults: Faults): void {
  const kinds = given({ peak, hours, hourly });
  const hint =
    "give base and peak; or base and hours; or hourly, with the replicas of 24 hours of a day or 168 of a week";
  if (kinds.length === 0) faults.error("invalid-spec", path, "says nothing beside its base", hint);
  else if (kinds.length > 1)
    faults.error("invalid-spec", path, `${kinds.join(" and ")} are both given`, hint);
  else if (hourly !== undefined && base !== undefined)
    faults.error("invalid-spec", `${path}/base`, "is given beside hourly, which has every hour", hint);
  else if (hourly === undefined && base === undefined)
    faults.error("invalid-spec", path, "has no base", hint);
}

type Demand = NonNullable<WorkloadSpec["demand"]>;

function countsOfDemand(demand: Demand): Counts {
  const { base = 0, peak, hours, hourly } = demand;
  if (hours !== undefined || hourly !== undefined) return hourlyCounts(demand);
  return peak !== undefined && peak > base ? { replicas: base, peak } : { replicas: base };
}

/** Of a demand that is given: its numbers, in the range of an autoscaler if there is one. */
function checkDemand({ demand, scaling }: WorkloadSpec, path: string, faults: Faults): void {
  if (demand === undefined) return;
  checkMembers(demand, `${path}/demand`, faults);
  checkHours(demand, `${path}/demand`, faults);
  const { base = 0, peak = base } = demand;
  const { replicas: least, peak: most = least } = countsOfDemand(demand);
  if (peak < base)
    faults.error(
      "bound-disagreement",
      `${path}/demand/peak`,
      `the peak is ${peak} replicas, and the base is ${base}`,
      "raise the peak, or lower the base",
    );
  else if (scaling !== undefined && (least < scaling.minReplicas || most > scaling.maxReplicas))
    faults.error(
      "bound-disagreement",
      `${path}/demand`,
      `demand is ${least} to ${most} replicas, and the autoscaler keeps ${scaling.minReplicas} to ${scaling.maxReplicas}`,
      "keep the demand inside the autoscaler's range",
    );
}

export function countsOf(entry: WorkloadSpec, path: string, faults: Faults): Counts {
  const { replicas, demand, performance } = entry;
  // That one of them is given is the schema's to tell.
  const names = given({ replicas, demand, performance });
  if (names.length > 1)
    faults.error(
      "invalid-spec",
      path,
      `${names.join(" and ")} are both given`,
      "give replicas for a fixed count, demand with base and peak or by the hour, or performance",
    );
  checkDemand(entry, path, faults);
  // The fewest: how many it is, the chips decide.
  const units = Object.values(performance?.perReplica ?? {});
  if (performance !== undefined && replicas === undefined)
    return { replicas: Math.ceil(performance.demand / Math.max(1, ...units)) };
  return demand === undefined ? { replicas: replicas ?? 0 } : countsOfDemand(demand);
}
