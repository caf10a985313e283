/** A checked fleet as the spec that a person would have written for it. */
import type {
  ClusterSpec,
  EdgeSiteSpec,
  FleetSpec,
  NodeShapeSpec,
  PoolSpec,
  SystemLoadSpec,
  WorkloadSpec,
} from "../../src/model/fleet-spec.js";
import type {
  CheckedFleet,
  Cluster,
  EdgeSite,
  NodeShape,
  Pool,
  SystemLoad,
  Workload,
} from "../../src/model/fleet.js";
import { hostPortSpecs, requestsSpec } from "../../src/spec/manifests/workload-spec.js";
import { amountOf } from "../../src/units/resources.js";

/** Shapes of one pool have names of their own. */
function nodeSpec(
  { count, architecture, capacity, availabilityZone, microPerHour }: NodeShape,
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

/** A pool whose bounds cross is a mistake of the spec, not one of planning: it loses the upper one. */
function poolSpec({ nodes, purchaseOptions, chips, maxNodes = Infinity, ...pool }: Pool): PoolSpec {
  if (nodes.length > 0)
    return { name: pool.name, labels: pool.labels, taints: pool.taints, nodes: nodes.map(nodeSpec) };
  return {
    ...pool,
    chips,
    purchase: { options: purchaseOptions.filter((option) => option !== "owned") },
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

/** `zones`: those of the workload's place; a volume elsewhere is a mistake of the spec, not one of planning. */
function workloadSpec(workload: Workload, zones: readonly string[]): WorkloadSpec {
  const { target, zoneSpread, requests, volumes, ...fields } = workload;
  return {
    ...without(fields, "id", "origin", "softSpread"),
    [target.kind === "cluster" ? "cluster" : "edgeSite"]: target.name,
    requests: requestsSpec(requests),
    hostPorts: hostPortSpecs(requests),
    volumes: volumes.flatMap(({ name, availabilityZone = "" }) =>
      zones.includes(availabilityZone) ? [{ name, availabilityZone }] : [],
    ),
    ...(zoneSpread === undefined ? {} : { spread: [{ over: "availabilityZone" as const, ...zoneSpread }] }),
  };
}

export function specOf({
  name,
  complianceZones,
  clusters,
  edgeSites,
  workloads,
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
    limits,
  };
}
