/** How many replicas of a workload entry are planned: a count, or a demand with a base and a peak. */
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
  const { replicas, demand } = entry;
  // That one of them is given is the schema's to tell.
  if (replicas !== undefined && demand !== undefined)
    faults.error(
      "invalid-spec",
      path,
      "replicas and demand are both given",
      "give replicas for a fixed count, or demand with base and peak",
    );
  checkDemand(entry, path, faults);
  return demand === undefined ? { replicas: replicas ?? 0 } : withPeak(demand.base, demand.peak);
}
