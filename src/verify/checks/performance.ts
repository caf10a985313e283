/**
 * Replicas of a workload with demand in units of performance give as much, each by the chip of its node, run on no
 * chip without a figure, and differ by no more than the spread.
 */
import type { WorkloadPlan } from "../../model/plan.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import type { Refuse } from "../refusals.js";

/** Chip -> replicas on its nodes. */
function replicasByChip(target: ReviewedTarget, id: string): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { purchase } of purchasesOf(target))
    for (const { nodes, pods } of purchase.layouts) {
      const each = entryOf(pods, id) ?? 0;
      if (each > 0) counted.set(purchase.chip, (counted.get(purchase.chip) ?? 0) + nodes * each);
    }
  return counted;
}

function checkWorkload(target: ReviewedTarget, id: string, planned: WorkloadPlan, refuse: Refuse): void {
  const { performance } = planned;
  if (performance === undefined) return;
  const at = ["workloads", id, "performance"];
  const { demand, perReplica, maxSpreadPercent } = performance;
  let [given, slowest, fastest] = [0, Infinity, 0];
  for (const [chip, replicas] of replicasByChip(target, id)) {
    const units = entryOf(perReplica, chip);
    if (units === undefined) {
      refuse([...at, "perReplica"], `names no chip "${chip}", on which ${replicas} of its replicas run`);
      continue;
    }
    given += units * replicas;
    slowest = Math.min(slowest, units);
    fastest = Math.max(fastest, units);
  }
  if (given < demand) refuse([...at, "demand"], `is ${demand}, and its replicas give ${given}`);
  if (fastest > 0 && fastest * 100 > slowest * (100 + maxSpreadPercent))
    refuse(
      [...at, "maxSpreadPercent"],
      `is ${maxSpreadPercent}, and its replicas give from ${slowest} to ${fastest} each`,
    );
}

export const checkPerformance: Check = ({ targets }, refuse) => {
  for (const target of targets)
    for (const [id, planned] of target.workloads) checkWorkload(target, id, planned, refuse);
};
