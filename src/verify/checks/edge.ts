/** An edge site that goes on alone has what it needs; its nodes fit its rack, and its workloads its uplink. */
import type { SiteEdgePlan } from "../../model/edge.js";
import { countedReplicas } from "../tally.js";
import type { Path, Refuse } from "../refusals.js";
import type { Check, ReviewedTarget } from "../review.js";

function checkAutonomy(target: ReviewedTarget, edge: SiteEdgePlan, at: Path, refuse: Refuse): void {
  const { autonomy } = edge;
  if (autonomy === undefined) return;
  const path = [...at, "autonomy"];
  if (autonomy.controlPlane !== "local")
    refuse([...path, "controlPlane"], `is ${autonomy.controlPlane}, and the site goes on without its uplink`);
  const needed = new Map(
    Object.entries(autonomy.replicas).map(([id, least]) => [id, { least, path: [...path, "replicas", id] }]),
  );
  for (const part of ["registryCache", "secrets"] as const)
    if (!needed.has(autonomy[part])) needed.set(autonomy[part], { least: 1, path: [...path, part] });
  // As the nodes of the plan hold them.
  const counted = countedReplicas(target);
  for (const [id, { least, path: where }] of needed) {
    const runs = counted.get(id)?.replicas ?? 0;
    if (runs < least)
      refuse(where, `needs ${least} replica(s) of ${id}, and ${runs} stand on the site's nodes`);
  }
}

function checkUplink({ workloads }: ReviewedTarget, edge: SiteEdgePlan, at: Path, refuse: Refuse): void {
  const { uplinkKbps, usedKbps } = edge;
  let sum = 0;
  for (const { replicas, peak = 0, uplinkKbps: each = 0 } of workloads.values())
    sum += Math.max(replicas, peak) * each;
  if (usedKbps !== (uplinkKbps === undefined ? undefined : sum))
    refuse([...at, "usedKbps"], `is ${usedKbps ?? "missing"}, and its workloads use ${sum} kbit/s`);
  if (uplinkKbps !== undefined && sum > uplinkKbps)
    refuse([...at, "uplinkKbps"], `is ${uplinkKbps}, and its workloads use ${sum} kbit/s`);
}

export const checkEdge: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    if (target.kind !== "edgeSite") continue;
    const { edge } = target.slice;
    if (edge === undefined) continue;
    const at = [...target.path, "edge"];
    checkAutonomy(target, edge, at, refuse);
    checkUplink(target, edge, at, refuse);
    const { rack, usedSlots, usedWatts } = edge;
    for (const [part, limit, used] of [
      ["usedSlots", rack?.slots, usedSlots],
      ["usedWatts", rack?.watts, usedWatts],
    ] as const)
      if ((limit === undefined) !== (used === undefined) || (used ?? 0) > (limit ?? 0))
        refuse([...at, part], `is ${used ?? "missing"}, and the rack has ${limit ?? "no limit"}`);
  }
};
