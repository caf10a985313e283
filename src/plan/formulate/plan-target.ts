/** A cluster or an edge site as planning sees it: pools of nodes in one place, and the workloads bound to it. */
import { clusterFee } from "../../catalogue/index.js";
import type { AllocatablePlatform, Catalogue, ClusterFee } from "../../catalogue/index.js";
import type { Region } from "../../model/catalogue.js";
import type {
  CheckedFleet,
  Cluster,
  ComplianceZone,
  EdgeSite,
  FleetQuota,
  FutureRequest,
  Licence,
  Pool,
  SystemLoad,
  Workload,
} from "../../model/fleet.js";
import { riskZonesOf } from "../../model/risk-zones.js";
import { compareText } from "../../units/compare.js";
import { feeOf } from "../business/fees.js";
import { present } from "../../units/invariant.js";

/** How many there are of a licence. */
export interface LicenceQuota {
  readonly licence: Licence;
  readonly key: string;
  readonly limit: number;
  /** Names of the clusters and edge sites whose nodes may need it, sorted. */
  readonly clusters: readonly string[];
  readonly origin: string;
}

/** What several targets may share. */
export type SharedQuota = FleetQuota | LicenceQuota;

export interface QuotaShare {
  readonly quota: SharedQuota;
  readonly limit: number;
}

interface PlanTargetBase {
  readonly name: string;
  readonly country: string;
  readonly platform: AllocatablePlatform;
  readonly complianceZone?: ComplianceZone;
  readonly pools: readonly Pool[];
  readonly systemLoad: readonly SystemLoad[];
  readonly quotas: Cluster["quotas"];
  /** Quotas of the account and numbers of licences that count its nodes, and what the target may use of each. */
  readonly accountQuotas: readonly QuotaShare[];
  readonly fee: ClusterFee;
  /** Every licence of the fleet. */
  readonly licences: readonly Licence[];
  /** Every future request of the fleet; absent without any. */
  readonly futureRequests?: readonly FutureRequest[];
  /** Sorted by id. */
  readonly workloads: readonly Workload[];
}

export interface ClusterTarget extends PlanTargetBase {
  readonly kind: "cluster";
  readonly cluster: Cluster;
  readonly region: Region;
  /** Range key -> addresses that are kept for upgrades; absent where no range is stated. */
  readonly addressSurge?: ReadonlyMap<string, number>;
}

export interface EdgeSiteTarget extends PlanTargetBase {
  readonly kind: "edgeSite";
  readonly edgeSite: EdgeSite;
}

export type PlanTarget = ClusterTarget | EdgeSiteTarget;

function byName<T extends { readonly name: string }>(list: readonly T[]): T[] {
  return [...list].sort((left, right) => compareText(left.name, right.name));
}

/** An edge site's nodes are one pool of the site's name. */
function sitePool(site: EdgeSite): Pool {
  return {
    name: site.name,
    chips: [],
    purchaseOptions: ["owned"],
    minNodes: 0,
    labels: {},
    taints: [],
    nodes: site.nodes,
    ...(site.licences === undefined ? {} : { licences: site.licences }),
  };
}

/** Names of the clusters and edge sites whose nodes may need a licence. */
function mayNeed({ clusters, edgeSites, workloads }: CheckedFleet, licence: string): string[] {
  const has = ({ licences }: { readonly licences?: readonly string[] }): boolean =>
    licences?.includes(licence) === true;
  const names = [
    ...clusters.filter(({ pools }) => pools.some(has)).map(({ name }) => name),
    ...edgeSites.filter(has).map(({ name }) => name),
    ...workloads.filter(has).map(({ target }) => target.name),
  ];
  return [...new Set(names)].sort(compareText);
}

function licenceQuotas(fleet: CheckedFleet): LicenceQuota[] {
  return (fleet.licences ?? []).flatMap((licence): LicenceQuota[] => {
    const { name, count: limit, origin } = licence;
    if (limit === undefined) return [];
    return [{ licence, key: `licence ${name}`, limit, clusters: mayNeed(fleet, name), origin }];
  });
}

/** "cluster" or "edgeSite" and name -> the workloads bound to it, sorted by id. */
function workloadsByTarget({ workloads }: CheckedFleet): ReadonlyMap<string, readonly Workload[]> {
  const byTarget = new Map<string, Workload[]>();
  for (const workload of [...workloads].sort((left, right) => compareText(left.id, right.id))) {
    const key = `${workload.target.kind}/${workload.target.name}`;
    const own = byTarget.get(key);
    if (own === undefined) byTarget.set(key, [workload]);
    else own.push(workload);
  }
  return byTarget;
}

/** What must survive risk groups, with those of its cluster. */
function withRiskZones(
  workloads: readonly Workload[],
  cluster: Cluster,
  { riskGroups }: CheckedFleet,
): readonly Workload[] {
  if (workloads.every(({ survive }) => survive !== "riskGroup")) return workloads;
  const riskZones = riskZonesOf(cluster, riskGroups);
  return workloads.map((one) => (one.survive === "riskGroup" ? { ...one, riskZones } : one));
}

/** Clusters first, then edge sites, each sorted by name. */
export function targetsOf(fleet: CheckedFleet, catalogue: Catalogue): PlanTarget[] {
  const zoneOf = (name: string | undefined): { complianceZone?: ComplianceZone } =>
    name === undefined
      ? {}
      : {
          complianceZone: present(
            fleet.complianceZones.find((zone) => zone.name === name),
            `compliance zone ${name}`,
          ),
        };
  const byTarget = workloadsByTarget(fleet);
  const workloadsOf = (kind: PlanTarget["kind"], name: string): readonly Workload[] =>
    byTarget.get(`${kind}/${name}`) ?? [];
  const { licences = [], futureRequests } = fleet;
  const future = futureRequests === undefined ? {} : { futureRequests };
  const quotas: readonly SharedQuota[] = [...(fleet.quotas ?? []), ...licenceQuotas(fleet)];
  const sharesOf = (name: string): QuotaShare[] =>
    quotas
      .filter(({ clusters: counted }) => counted.includes(name))
      .map((quota) => ({ quota, limit: quota.limit }));
  const clusters = byName(fleet.clusters).map((cluster): ClusterTarget => {
    const region = present(
      catalogue.region(cluster.provider, cluster.region),
      `region ${cluster.region} of ${cluster.provider}`,
    );
    return {
      kind: "cluster",
      name: cluster.name,
      cluster,
      region,
      country: region.country,
      platform: cluster.platform,
      ...zoneOf(cluster.complianceZone),
      pools: byName(cluster.pools),
      systemLoad: byName(cluster.systemLoad),
      quotas: cluster.quotas,
      accountQuotas: sharesOf(cluster.name),
      fee: feeOf(cluster, fleet),
      licences,
      ...future,
      workloads: withRiskZones(workloadsOf("cluster", cluster.name), cluster, fleet),
    };
  });
  const sites = byName(fleet.edgeSites).map((site): EdgeSiteTarget => ({
    kind: "edgeSite",
    name: site.name,
    edgeSite: site,
    country: site.location.country,
    platform: site.distribution,
    ...zoneOf(site.complianceZone),
    pools: [sitePool(site)],
    systemLoad: byName(site.systemLoad),
    quotas: {},
    accountQuotas: sharesOf(site.name),
    fee: clusterFee(site.distribution),
    licences,
    ...future,
    workloads: workloadsOf("edgeSite", site.name),
  }));
  return [...clusters, ...sites];
}

/** "cluster \"shop-eu\"" or "edge site \"hamburg-store\"", for messages. */
export function targetWords(target: PlanTarget): string {
  return `${target.kind === "cluster" ? "cluster" : "edge site"} "${target.name}"`;
}

/** Where the target stands in the spec, for messages. */
export function targetPath(target: PlanTarget): string {
  return target.kind === "cluster" ? `/clusters/${target.name}` : `/edgeSites/${target.name}`;
}
