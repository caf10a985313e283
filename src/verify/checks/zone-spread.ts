/**
 * Hard spread over availability zones, as Kubernetes counts it (topologySpreadConstraints, v1.36): the
 * fullest zone has at most maxSkew more than the emptiest zone that has nodes for the workload; where fewer
 * than minDomains zones do, the emptiest counts as 0.
 *
 * Which empty zones have nodes for it depends on node selectors, which only the fleet knows: without it the
 * zones in use are compared, and 0 counts where they are fewer than minDomains (either too few zones have
 * nodes, or one of them is empty).
 */
import type { Workload } from "../../model/fleet.js";
import { meetsTerms } from "../../model/selectors.js";
import type { WorkloadPlan } from "../../model/plan.js";
import { purchasesOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import type { Counted } from "../tally.js";
import { countedReplicas } from "../tally.js";

/** Pods are kept to the pools of their placement, so other pools' zones are no domains. */
export function domainsOf(
  target: ReviewedTarget,
  counted: Counted,
  workload: Workload | undefined,
): Set<string> {
  const domains = new Set(counted.byAvailabilityZone.names());
  if (workload === undefined) return domains;
  for (const { purchase } of purchasesOf(target)) {
    if (counted.byPool.of(purchase.pool) > 0 && meetsTerms(purchase.labels, workload.requiredNodeTerms))
      domains.add(purchase.availabilityZone);
  }
  return domains;
}

function skewOf(
  domains: ReadonlySet<string>,
  counted: Counted,
  spread: NonNullable<WorkloadPlan["zoneSpread"]>,
): number {
  const counts = [...domains].map((zone) => counted.byAvailabilityZone.of(zone));
  const emptiest = domains.size < (spread.minDomains ?? 1) ? 0 : Math.min(...counts);
  return Math.max(...counts) - emptiest;
}

export const checkZoneSpread: Check = ({ targets, fleetWorkloads }, refuse) => {
  for (const target of targets) {
    const counts = countedReplicas(target);
    for (const [id, { zoneSpread }] of target.workloads) {
      const counted = counts.get(id);
      if (zoneSpread === undefined || counted === undefined) continue;
      const workload = fleetWorkloads.get(id);
      const skew = skewOf(domainsOf(target, counted, workload), counted, zoneSpread);
      if (skew > zoneSpread.maxSkew)
        refuse(
          ["workloads", id, "placement", "byAvailabilityZone"],
          `the skew over availability zones is ${skew}, and at most ${zoneSpread.maxSkew} is allowed`,
        );
    }
  }
};
