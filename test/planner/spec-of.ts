/** A checked fleet as the spec that a person would have written for it. */
import type {
  ClusterSpec,
  DeviceSlicesSpec,
  EdgeSiteSpec,
  FleetSpec,
  LicenceSpec,
  NodeShapeSpec,
  PoolSpec,
  ReservedSpec,
  SystemLoadSpec,
  WorkloadSpec,
} from "../../src/model/fleet-spec.js";
import type {
  CheckedFleet,
  Cluster,
  DeviceSlices,
  EdgeSite,
  Licence,
  NodeShape,
  Pool,
  Reservation,
  SystemLoad,
  Workload,
} from "../../src/model/fleet.js";
import { hostPortSpecs, requestsSpec } from "../../src/spec/manifests/workload-spec.js";
import { amountOf } from "../../src/units/resources.js";

/** Shapes of one pool have names of their own. */
function nodeSpec(
  { count, architecture, capacity, availabilityZone, microPerHour, attachableVolumes }: NodeShape,
  index: number,
): NodeShapeSpec {
  return {
    type: `box-${index}`,
    count,
    architecture,
    cpu: `${amountOf(capacity, "cpuMilli")}m`,
    memory: `${amountOf(capacity, "memoryMiB")}Mi`,
    availabilityZone,
    pricePerHour: microPerHour / 1e6,
    ...(attachableVolumes === undefined ? {} : { attachableVolumes }),
  };
}

function loadSpec({ name, requests, requiredNodeTerms, tolerations }: SystemLoad): SystemLoadSpec {
  return {
    name,
    requests: requestsSpec(requests),
    hostPorts: hostPortSpecs(requests),
    requiredNodeTerms,
    tolerations,
  };
}

/** As the first chip is cut: a fleet has one way for all chips of a pool. */
function slicesSpec({ byChip }: DeviceSlices): DeviceSlicesSpec {
  const [slices = []] = Object.values(byChip);
  const [turns] = slices.filter(({ profile }) => profile === undefined);
  if (turns !== undefined) return { sharedBy: turns.each };
  return { profiles: Object.fromEntries(slices.map(({ profile = "", each }) => [profile, each])) };
}

function reservedSpec({ microPerHour, ...reservation }: Reservation): ReservedSpec {
  return { ...reservation, pricePerHour: microPerHour / 1e6 };
}

/**
 * What is a mistake of the spec and not one of planning is left out: the upper of two bounds that cross, a
 * limit of spot where none is bought.
 */
function poolSpec(given: Pool): PoolSpec {
  const { nodes, purchaseOptions, chips, maxNodes = Infinity, spotMaxPercent, reserved, ...rest } = given;
  const { deviceSlices, ...pool } = rest;
  if (nodes.length > 0)
    return { name: pool.name, labels: pool.labels, taints: pool.taints, nodes: nodes.map(nodeSpec) };
  return {
    ...pool,
    chips,
    ...(deviceSlices === undefined ? {} : { deviceSlices: slicesSpec(deviceSlices) }),
    purchase: {
      options: purchaseOptions.filter((option) => option === "on-demand" || option === "spot"),
      ...(spotMaxPercent === undefined || !purchaseOptions.includes("spot")
        ? {}
        : { spot: { maxShare: spotMaxPercent } }),
      ...(reserved === undefined ? {} : { reserved: reserved.map(reservedSpec) }),
    },
    ...(maxNodes >= pool.minNodes && maxNodes < Infinity ? { maxNodes } : {}),
  };
}

/** The object without some of its fields. */
function without<T extends object, K extends keyof T>(fields: T, ...keys: readonly K[]): Omit<T, K> {
  const left: readonly string[] = keys.map(String);
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !left.includes(key))) as Omit<T, K>;
}

function clusterSpec({ systemLoad, pools, ...cluster }: Cluster): ClusterSpec {
  return {
    ...without(cluster, "provider"),
    systemLoad: systemLoad.map(loadSpec),
    pools: pools.map(poolSpec),
  };
}

function siteSpec({ location, nodes, systemLoad, ...site }: EdgeSite): EdgeSiteSpec {
  const { latitude, longitude, country } = location;
  return {
    ...site,
    location: { lat: latitude, lon: longitude, country },
    nodes: nodes.map((node, index) => without(nodeSpec(node, index), "availabilityZone")),
    systemLoad: systemLoad.map(loadSpec),
  };
}

/** "namespace/name" of a workload's id. */
function qualifiedName(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}

function countsOf({
  replicas,
  peak,
  hourly,
  performance,
}: Workload): Pick<WorkloadSpec, "replicas" | "demand" | "performance"> {
  if (performance !== undefined) {
    const { demand, perReplica, maxSpreadPercent } = performance;
    return { performance: { demand, perReplica, maxSpread: maxSpreadPercent } };
  }
  if (hourly !== undefined) return { demand: { hourly } };
  return peak === undefined ? { replicas } : { demand: { base: replicas, peak } };
}

/** `zones`: those of the workload's place; a volume elsewhere is a mistake of the spec, not one of planning. */
function workloadSpec(workload: Workload, zones: readonly string[]): WorkloadSpec {
  const { target, zoneSpread, requests, volumes, apartFrom, ...rest } = workload;
  const { penaltyMicroPerHour, outByPriority, gang, ...fields } = rest;
  return {
    ...without(fields, "id", "origin", "softSpread", "replicas", "peak", "hourly", "performance", "latency"),
    [target.kind === "cluster" ? "cluster" : "edgeSite"]: target.name,
    ...countsOf(workload),
    ...(gang === undefined ? {} : { gang: { within: gang.within } }),
    ...(outByPriority === undefined ? {} : { mayStayOut: { byPriority: true } }),
    ...(penaltyMicroPerHour === undefined
      ? {}
      : { mayStayOut: { penaltyPerMonth: Math.max(0.01, (penaltyMicroPerHour * 730) / 1e6) } }),
    ...(apartFrom === undefined ? {} : { apartFrom: apartFrom.map(qualifiedName) }),
    requests: requestsSpec(requests),
    hostPorts: hostPortSpecs(requests),
    volumes: volumes.filter(
      ({ availabilityZone }) => availabilityZone === undefined || zones.includes(availabilityZone),
    ),
    ...(zoneSpread === undefined ? {} : { spread: [{ over: "availabilityZone" as const, ...zoneSpread }] }),
  };
}

function licenceSpec({ microPerHour, per, vcpusEach, leastPerNode, ...licence }: Licence): LicenceSpec {
  return {
    ...without(licence, "origin"),
    per,
    ...(per === "vcpu" ? { vcpusEach, leastPerNode } : {}),
    pricePerMonth: (microPerHour * 730) / 1e6,
  };
}

export function specOf({
  name,
  complianceZones,
  clusters,
  edgeSites,
  workloads,
  quotas = [],
  licences = [],
  limits,
}: CheckedFleet): FleetSpec {
  const zonesOf = ({ target }: Workload): readonly string[] =>
    clusters.find((cluster) => cluster.name === target.name)?.availabilityZones ?? [target.name];
  return {
    apiVersion: "stowage.dev/v1",
    name,
    complianceZones,
    clusters: clusters.map(clusterSpec),
    edgeSites: edgeSites.map(siteSpec),
    workloads: workloads.map((workload) => workloadSpec(workload, zonesOf(workload))),
    ...(quotas.length === 0
      ? {}
      : { quotas: quotas.map((quota) => without(quota, "key", "origin", "clusters", "usedAtExport")) }),
    ...(licences.length === 0 ? {} : { licences: licences.map(licenceSpec) }),
    limits,
  };
}
