/**
 * Two or more replicas that must survive risk groups are not all in zones that one of them takes, and the rule that their
 * pods carry keeps them so. As Kubernetes counts (topologySpreadConstraints, v1.36), a skew of floor((n - 1) / m) over
 * m + 1 domains at least leaves no room for n pods in m zones; m is how many of the zones that they may be in one group
 * takes at most. The plan's own placement has to keep that rule too, or the scheduler would not make it.
 */
import type { WorkloadPlan } from "../../model/plan.js";
import type { Path, Refuse } from "../refusals.js";
import type { Check, Review, ReviewedTarget } from "../review.js";
import { countedReplicas } from "../tally.js";
import type { Counted } from "../tally.js";
import { domainsOf } from "./zone-spread.js";

/** Zones that a group takes, of those given. */
function within(zones: readonly string[], among: readonly string[] | undefined): number {
  return among === undefined ? zones.length : zones.filter((zone) => among.includes(zone)).length;
}

function checkRule(
  at: Path,
  { riskZones = {}, boundZones, zoneSpread }: WorkloadPlan,
  { counted, domains }: { readonly counted: Counted; readonly domains: ReadonlySet<string> },
  refuse: Refuse,
): void {
  const { replicas, byAvailabilityZone } = counted;
  const lost = Object.values(riskZones).reduce((most, zones) => Math.max(most, within(zones, boundZones)), 1);
  const most = Math.floor((replicas - 1) / lost);
  if (most < 1) {
    refuse(
      [...at, "boundZones"],
      `let one risk group take ${lost} zones, and no rule of spread keeps ${replicas} replicas in more`,
    );
    return;
  }
  const skewed = Math.min(most, zoneSpread?.maxSkew ?? most);
  const asked = Math.max(lost + 1, zoneSpread?.minDomains ?? 1);
  const counts = [...domains].map((zone) => byAvailabilityZone.of(zone));
  const skew = Math.max(...counts) - (domains.size < asked ? 0 : Math.min(...counts));
  if (skew > skewed)
    refuse(
      [...at, "placement", "byAvailabilityZone"],
      `the skew over availability zones is ${skew}, and pods that must survive risk groups carry a rule of ${skewed}`,
    );
}

function checkTarget({ fleetWorkloads }: Review, target: ReviewedTarget, refuse: Refuse): void {
  const counts = countedReplicas(target);
  for (const [id, workload] of target.workloads) {
    const at = ["workloads", id];
    const { survive, riskZones, boundZones } = workload;
    if (survive !== "riskGroup") {
      for (const [field, value] of Object.entries({ riskZones, boundZones }))
        if (value !== undefined) refuse([...at, field], "is for workloads that must survive risk groups");
      continue;
    }
    if (riskZones === undefined) {
      refuse([...at, "riskZones"], "is missing, and it must survive risk groups");
      continue;
    }
    const counted = counts.get(id);
    if (counted === undefined) continue;
    const zones = counted.byAvailabilityZone.names();
    for (const zone of zones)
      if (boundZones?.includes(zone) === false)
        refuse([...at, "boundZones"], `leave out ${zone}, where replicas are`);
    if (counted.replicas < 2) continue;
    const [group] = Object.entries(riskZones).filter(([, taken]) => within(zones, taken) === zones.length);
    if (zones.length < 2 || group !== undefined) {
      const loss = zones.length < 2 ? "availability zone" : `risk group, ${group?.[0] ?? ""}`;
      refuse([...at, "survive"], `all ${counted.replicas} replicas are lost with one ${loss}`);
      continue;
    }
    const open = domainsOf(target, counted, fleetWorkloads.get(id));
    const domains = new Set(boundZones ?? open);
    checkRule(at, workload, { counted, domains }, refuse);
  }
}

export const checkRiskSurvival: Check = (review, refuse) => {
  for (const target of review.targets) checkTarget(review, target, refuse);
};
