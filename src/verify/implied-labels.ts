/** Labels that follow from what a node is and where it stands. */
import type { CloudProvider } from "../model/catalogue.js";
import { NODE_LABELS } from "../model/kubernetes.js";
import type { Labels } from "../model/kubernetes.js";
import type { Purchase } from "../model/plan.js";

export type LabelledNode = Pick<
  Purchase,
  "architecture" | "instanceType" | "availabilityZone" | "pool" | "purchaseOption" | "chip"
>;

/** Where a cluster's nodes stand; absent for edge sites. */
export interface NodeRegion {
  readonly provider: CloudProvider;
  readonly region: string;
}

/** AKS labels zone "1" of westeurope "westeurope-1" (learn.microsoft.com/azure/aks, zones; 2026-08). */
function zoneLabel(zone: string, place: NodeRegion | undefined): string {
  return place?.provider === "azure" && /^[1-9]$/.test(zone) ? `${place.region}-${zone}` : zone;
}

export function impliedLabels(node: LabelledNode, place?: NodeRegion): Labels {
  return {
    [NODE_LABELS.architecture]: node.architecture,
    [NODE_LABELS.operatingSystem]: "linux",
    [NODE_LABELS.instanceType]: node.instanceType,
    [NODE_LABELS.availabilityZone]: zoneLabel(node.availabilityZone, place),
    [NODE_LABELS.pool]: node.pool,
    [NODE_LABELS.purchaseOption]: node.purchaseOption,
    [NODE_LABELS.chip]: node.chip,
    ...(place === undefined ? {} : { [NODE_LABELS.region]: place.region }),
  };
}
