/** The nodes on which the plan counts a workload, at its base, at its peak or in some hour. */
import type { Architecture } from "../../model/catalogue.js";
import { zoneLabelOf } from "../../model/kubernetes.js";
import type { Taint } from "../../model/kubernetes.js";
import type { ClusterPlan, NodeLayout, Purchase, WorkloadPlan } from "../../model/plan.js";
import { laterLayouts } from "../../model/purchase-nodes.js";
import { platformTaints } from "../platforms/platform-taints.js";

export interface PlannedNodes {
  /** Sorted names of pools. */
  readonly pools: readonly string[];
  /** Sorted. */
  readonly architectures: readonly Architecture[];
  /** Values of the zone label where a gang is, or of the zones to which it is bound; empty: any. */
  readonly zoneLabels: readonly string[];
  /** Instance types to which the plan binds it; empty: any. */
  readonly instanceTypes: readonly string[];
  /** Chips by which replicas are counted; empty: any. */
  readonly chips: readonly string[];
  /** Names of licences that they must have. */
  readonly licences: readonly string[];
  /** Taints that the platform puts there by itself, each once. */
  readonly platformTaints: readonly Taint[];
}

function holds(layouts: readonly NodeLayout[], id: string): boolean {
  return layouts.some(({ nodes, pods }) => nodes > 0 && (pods[id] ?? 0) > 0);
}

function zoneLabelsOf(purchases: readonly Purchase[]): string[] {
  return [...new Set(purchases.map(zoneLabelOf))].sort();
}

export function plannedNodes(
  id: string,
  { placement, gang, boundZones, performance, licences = [], requiredInstanceTypes = [] }: WorkloadPlan,
  cluster: ClusterPlan,
): PlannedNodes {
  const purchases = Object.values(cluster.purchases);
  const full = purchases.filter((one) => holds(laterLayouts(one), id));
  const holders = purchases.filter((one) => full.includes(one) || holds(one.layouts, id));
  const pools = Object.keys(placement.byPool).filter((pool) => (placement.byPool[pool] ?? 0) > 0);
  const boundHolders = purchases.filter((one) => boundZones?.includes(one.availabilityZone));
  const taints = holders.flatMap((purchase) => platformTaints(cluster.platform, purchase));
  return {
    pools: [...new Set([...pools, ...full.map(({ pool }) => pool)])].sort(),
    architectures: [...new Set(holders.map(({ architecture }) => architecture))].sort(),
    zoneLabels: zoneLabelsOf(gang?.within === "availabilityZone" ? holders : boundHolders),
    instanceTypes: requiredInstanceTypes,
    chips: performance === undefined ? [] : [...new Set(holders.map(({ chip }) => chip))].sort(),
    licences,
    platformTaints: [...new Map(taints.map((taint) => [taint.key, taint])).values()],
  };
}
