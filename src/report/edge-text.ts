/** What an edge site has beside its nodes: what keeps it going alone, its rack, its uplink. */
import type { Plan, TargetPlan } from "../model/plan.js";
import { count } from "./amounts.js";
import { byName } from "./by-name.js";

export function edgeLines({ edgeSites, workloads }: Plan, { name }: TargetPlan): string[] {
  const edge = edgeSites[name]?.edge;
  if (edge === undefined) return [];
  const { autonomy, rack, uplinkKbps, usedSlots = 0, usedWatts = 0, usedKbps = 0 } = edge;
  const nameOf = (id: string): string => id.slice(id.indexOf("/") + 1);
  const kept = byName(autonomy?.replicas ?? {}).map(
    ([id, least]) => `${nameOf(id)} ${count(workloads[id]?.replicas ?? 0)} of at least ${count(least)}`,
  );
  return [
    ...(autonomy === undefined
      ? []
      : [
          `  goes on without its uplink: a control plane of its own, images from ${nameOf(autonomy.registryCache)}, secrets from ${nameOf(autonomy.secrets)}${kept.length === 0 ? "" : `; ${kept.join(", ")}`}`,
        ]),
    ...(rack?.slots === undefined ? [] : [`  rack: ${count(usedSlots)} of ${count(rack.slots)} slots`]),
    ...(rack?.watts === undefined ? [] : [`  power: ${count(usedWatts)} of ${count(rack.watts)} W`]),
    ...(uplinkKbps === undefined
      ? []
      : [`  uplink: ${count(usedKbps)} of ${count(uplinkKbps)} kbit/s at peak`]),
  ];
}
