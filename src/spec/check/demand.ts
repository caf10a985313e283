/** How many replicas of a workload entry are planned: a count, a demand with a base and a peak, or in performance. */
import type { WorkloadSpec } from "../../model/fleet-spec.js";
import type { Workload } from "../../model/fleet.js";
import type { Faults } from "../faults.js";

type Counts = Pick<Workload, "replicas" | "peak">;

function withPeak(base: number, peak: number): Counts {
  return peak > base ? { replicas: base, peak } : { replicas: base };
}

/** Of a demand that is given: both its numbers, in the range of an autoscaler if there is one. */
function checkDemand({ demand, scaling }: WorkloadSpec, path: string, faults: Faults): void {
  if (demand === undefined) return;
  const { base, peak } = demand;
  if (peak < base)
    faults.error(
      "bound-disagreement",
      `${path}/demand/peak`,
      `the peak is ${peak} replicas, and the base is ${base}`,
      "raise the peak, or lower the base",
    );
  else if (scaling !== undefined && (base < scaling.minReplicas || peak > scaling.maxReplicas))
    faults.error(
      "bound-disagreement",
      `${path}/demand`,
      `demand is ${base} to ${peak} replicas, and the autoscaler keeps ${scaling.minReplicas} to ${scaling.maxReplicas}`,
      "keep the demand inside the autoscaler's range",
    );
}

export function countsOf(entry: WorkloadSpec, path: string, faults: Faults): Counts {
  const { replicas, demand, performance } = entry;
  // That one of them is given is the schema's to tell.
  const given = Object.entries({ replicas, demand, performance }).filter(([, one]) => one !== undefined);
  if (given.length > 1)
    faults.error(
      "invalid-spec",
      path,
      `${given.map(([name]) => name).join(" and ")} are both given`,
      "give replicas for a fixed count, demand with base and peak, or performance",
    );
  checkDemand(entry, path, faults);
  // The fewest: how many it is, the chips decide.
  const units = Object.values(performance?.perReplica ?? {});
  if (performance !== undefined && replicas === undefined)
    return { replicas: Math.ceil(performance.demand / Math.max(1, ...units)) };
  return demand === undefined ? { replicas: replicas ?? 0 } : withPeak(demand.base, demand.peak);
}
