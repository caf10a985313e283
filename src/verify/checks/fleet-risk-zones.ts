/** Workloads that must survive risk groups say what each of the fleet's takes of their cluster: all of it, and no more. */
import type { CheckedFleet } from "../../model/fleet.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

/** Group -> its availability zones of the cluster, in words; groups that take none are left out. */
function zonesTaken(
  { clusters, riskGroups = [] }: CheckedFleet,
  target: string,
): ReadonlyMap<string, string> {
  const zones = clusters.find(({ name }) => name === target)?.availabilityZones ?? [];
  const taken = new Map<string, string>();
  for (const { name, losses } of riskGroups) {
    const lost = new Set(losses.map((loss) => `${loss.what} ${loss.name}`));
    const own = zones.filter((zone) => lost.has(`cluster ${target}`) || lost.has(`az ${target}/${zone}`));
    if (own.length > 0) taken.set(name, [...own].sort().join(", "));
  }
  return taken;
}

export const checkFleetRiskZones: Check = ({ fleet, targets }, refuse) => {
  if (fleet === undefined) return;
  for (const { name: target, workloads } of targets) {
    const stating = [...workloads].filter(([, { riskZones }]) => riskZones !== undefined);
    if (stating.length === 0) continue;
    const taken = zonesTaken(fleet, target);
    for (const [id, { riskZones = {} }] of stating)
      for (const group of new Set([...taken.keys(), ...Object.keys(riskZones)])) {
        const stated = entryOf(riskZones, group)?.join(", ");
        if (stated !== taken.get(group))
          refuse(
            ["workloads", id, "riskZones", group],
            `is ${stated ?? "missing"}, and the fleet says ${taken.get(group) ?? "nothing"}`,
          );
      }
  }
};
