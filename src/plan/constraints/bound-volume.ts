/** A volume that exists in one availability zone binds its pods to that zone. */
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { Workload } from "../../model/fleet.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { listed } from "./offering-rule.js";
import type { OfferingRule } from "./offering-rule.js";

function zonesOf(workload: Workload): string[] {
  return workload.volumes.flatMap(({ availabilityZone }) => availabilityZone ?? []);
}

/** Volumes name the zone as the provider does, or as the node's label says it ("westeurope-1" for "1"). */
function isIn(kind: NodeKind, zone: string): boolean {
  return kind.availabilityZone === zone || kind.labels[NODE_LABELS.availabilityZone] === zone;
}

export const boundVolume: OfferingRule = {
  rule: "availabilityZone",
  allows(workload) {
    const zones = zonesOf(workload);
    return (kind) => zones.every((zone) => isIn(kind, zone));
  },
  detail: (workload, excluded) =>
    `has volumes in ${listed(zonesOf(workload))}, the nodes are in ${listed(excluded.map((kind) => kind.availabilityZone))}`,
  wayOut(workload) {
    const zones = [...new Set(zonesOf(workload))];
    return zones.length > 1
      ? `move the volumes into one availability zone: a pod cannot use volumes of ${listed(zones)} at once`
      : `add availability zone ${listed(zones)} to the cluster, or move the volume`;
  },
};
