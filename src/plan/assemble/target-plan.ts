/** One target's slice of the plan, from its filled nodes. */
import type {
  ClusterPlan,
  ComplianceZoneRules,
  EdgeSitePlan,
  PoolPlan,
  PriorityPlan,
  Purchase,
  TargetPlan,
  TargetRealisation,
} from "../../model/plan.js";
import { scales } from "../../model/purchase-nodes.js";
import type { ComplianceZone, Pool, Workload } from "../../model/fleet.js";
import { compareText } from "../../units/compare.js";
import { siteEdgePlan } from "../constraints/edge.js";
import { headroomPlan } from "../constraints/headroom.js";
import { placeLawOf } from "../constraints/law.js";
import { hourStatesPlan } from "../hours/hours-plan.js";
import type { PackedHours } from "../hours/hour-states.js";
import { networkPlan } from "../network/addresses.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { placementsOf } from "./placements.js";
import type { ClusterTarget, EdgeSiteTarget, PlanTarget } from "../formulate/plan-target.js";
import { purchasesOf } from "./purchases.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import { costOf } from "../pack/target-packing.js";
import { utilisationOf } from "./utilisation.js";

export interface TargetPlanInput {
  readonly target: PlanTarget;
  readonly kinds: readonly NodeKind[];
  readonly nodes: readonly FilledNodes[];
  readonly peak?: readonly FilledNodes[];
  readonly hours?: readonly PackedHours[];
  /** Whether the bounds of `hours` hold for every plan of the spec. */
  readonly bounded?: boolean;
  readonly realisation?: TargetRealisation;
  readonly priorities?: readonly PriorityPlan[];
  readonly gramsPerHour: number;
  /** Milligrams an hour of one node, where they are weighed. */
  readonly carbonOf?: (kind: NodeKind) => number | undefined;
}

/** What clusters hold at admission. */
export function admissionRules({
  registries,
  signatureAnnotation,
}: ComplianceZone): Pick<ComplianceZoneRules, "registries" | "signatureAnnotation"> {
  return {
    ...(registries === undefined ? {} : { registries }),
    ...(signatureAnnotation === undefined ? {} : { signatureAnnotation }),
  };
}

function zoneSlice({
  complianceZone,
}: PlanTarget): Pick<TargetPlan, "complianceZone" | "complianceZoneRules"> {
  if (complianceZone === undefined) return {};
  const { name, jurisdictions, dataClasses, regimes } = complianceZone;
  const rules = { jurisdictions, dataClasses, regimes, ...admissionRules(complianceZone) };
  return { complianceZone: name, complianceZoneRules: rules };
}

function placeSlice(target: PlanTarget): Pick<TargetPlan, "law"> {
  const law = placeLawOf(target);
  return law === undefined ? {} : { law };
}

export function targetPlan({
  target,
  kinds,
  gramsPerHour,
  realisation,
  priorities,
  bounded = false,
  ...bought
}: TargetPlanInput): TargetPlan {
  const { nodes, hours } = bought;
  const purchases = purchasesOf({ target, ...bought }, kinds);
  const placements = placementsOf(target.workloads, purchases);
  return {
    name: target.name,
    country: target.country,
    ...zoneSlice(target),
    ...placeSlice(target),
    purchases,
    placements,
    utilisation: utilisationOf(purchases, placements, target.workloads),
    ...(priorities === undefined ? {} : { priorities }),
    ...(realisation === undefined ? {} : { realisation }),
    ...(hours === undefined ? {} : { hours: hourStatesPlan(target, hours, bounded) }),
    microPerHour: costOf(nodes) + target.fee.microPerHour,
    gramsPerHour,
  };
}

/** `own`: purchases of the pool among all of its cluster. Of nodes hour by hour, the most of any one hour. */
function autoscalingOf(own: readonly Purchase[], all: readonly Purchase[]): PoolPlan["autoscaling"] {
  if (!all.some(scales)) return undefined;
  const sum = (countOf: (purchase: Purchase) => number): number =>
    own.reduce((total, purchase) => total + countOf(purchase), 0);
  const states = Math.max(0, ...own.map(({ hours = [] }) => hours.length));
  const byHour = Array.from({ length: states }, (_, state) => sum(({ hours }) => hours?.[state]?.count ?? 0));
  return {
    minNodes: sum(({ count }) => count),
    maxNodes: Math.max(
      sum(({ count, peak }) => peak?.count ?? count),
      ...byHour,
    ),
  };
}

function poolPlan(pool: Pool, purchases: readonly Purchase[], spare: string | undefined): PoolPlan {
  const headroom = headroomPlan(pool, spare);
  const own = purchases.filter((purchase) => purchase.pool === pool.name);
  const nodes = own.reduce((sum, { count }) => sum + count, 0);
  const range = autoscalingOf(own, purchases);
  return {
    labels: pool.labels,
    taints: pool.taints,
    nodes,
    minNodes: pool.minNodes,
    ...(pool.maxNodes === undefined ? {} : { maxNodes: pool.maxNodes }),
    ...(headroom === undefined ? {} : { headroom }),
    ...(pool.maxInstanceTypes === undefined ? {} : { maxInstanceTypes: pool.maxInstanceTypes }),
    ...(pool.spotMaxPercent === undefined ? {} : { spotMaxPercent: pool.spotMaxPercent }),
    ...(range === undefined ? {} : { autoscaling: range }),
  };
}

function dedicatedGroups(workloads: readonly Workload[]): Pick<ClusterPlan, "dedicatedNodes"> {
  const groups = new Set(workloads.flatMap(({ dedicatedNodes }) => dedicatedNodes ?? []));
  return groups.size === 0 ? {} : { dedicatedNodes: [...groups].sort(compareText) };
}

/** `spareOf`: pool -> id of the workload that it keeps room for. */
export function clusterPlan(
  target: ClusterTarget,
  slice: TargetPlan,
  spareOf: ReadonlyMap<string, string>,
): ClusterPlan {
  const { cluster, region, pools, fee, workloads } = target;
  const purchases = Object.values(slice.purchases);
  return {
    ...slice,
    platform: cluster.platform,
    ...(cluster.version === undefined ? {} : { version: cluster.version }),
    provider: cluster.provider,
    region: cluster.region,
    partition: region.partition,
    availabilityZones: cluster.availabilityZones,
    ...(cluster.podsPerNode === undefined ? {} : { podsPerNode: cluster.podsPerNode }),
    ...(cluster.volumesPerNode === undefined ? {} : { volumesPerNode: cluster.volumesPerNode }),
    ...(cluster.addressMode === undefined ? {} : { addressMode: cluster.addressMode }),
    ...(cluster.subsidyPercent === undefined ? {} : { subsidyPercent: cluster.subsidyPercent }),
    ...networkPlan(target, slice),
    fixedFeeMicroPerHour: fee.microPerHour,
    ...dedicatedGroups(workloads),
    pools: Object.fromEntries(
      pools.map((pool) => [pool.name, poolPlan(pool, purchases, spareOf.get(pool.name))]),
    ),
  };
}

export function edgeSitePlan(target: EdgeSiteTarget, slice: TargetPlan): EdgeSitePlan {
  const { tier, distribution, location } = target.edgeSite;
  const { latitude, longitude } = location;
  return { ...slice, tier, distribution, latitude, longitude, ...siteEdgePlan(target) };
}
