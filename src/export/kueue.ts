/**
 * Kueue (kueue.x-k8s.io/v1beta2, v0.17): a ResourceFlavor for each pool and purchase option, cheapest first in the
 * ClusterQueue of its cluster. A quota is what the pool's planned nodes leave for jobs: allocatable, less system
 * load, less what other workloads of the plan request there.
 */
import type { ByName, ClusterPlan, Plan, Purchase, WorkloadPlan } from "../model/plan.js";
import { NODE_LABELS } from "../model/kubernetes.js";
import type { Labels, Taint } from "../model/kubernetes.js";
import { formatCpu, formatMiB } from "../units/quantity.js";
import { addResources, amountOf, isExtendedResource, subtractResources } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";
import { MANAGED_LABELS, exported, sortedByKey } from "./exported.js";
import type { ExportWarning, Exported, ExportedFile, ExportedObject } from "./exported.js";

interface Flavor {
  readonly name: string;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  readonly quota: ResourceVector;
  /** Extended resources that its nodes have, whether or not anything of them is left. */
  readonly devices: readonly string[];
  /** Micro-units an hour of a virtual CPU. */
  readonly price: number;
}

/** Kueue's limits (v0.17): flavors of a group, labels of a flavor. */
const MOST_FLAVORS = 64;

function isJob({ kind }: WorkloadPlan): boolean {
  return kind === "Job" || kind === "CronJob";
}

/** Requests of what is no job on all nodes of the purchase. */
function requestedOn({ layouts }: Purchase, workloads: ByName<WorkloadPlan>): ResourceVector {
  let sum: ResourceVector = {};
  for (const { nodes, pods } of layouts)
    for (const [id, count] of Object.entries(pods)) {
      const workload = workloads[id];
      if (workload !== undefined && !isJob(workload))
        sum = addResources(sum, workload.requests, nodes * count);
    }
  return sum;
}

function quotaOf(purchase: Purchase, workloads: ByName<WorkloadPlan>): ResourceVector {
  const { allocatable, systemLoad, count } = purchase;
  const whole = addResources({}, allocatable, count);
  return subtractResources(
    subtractResources(whole, addResources({}, systemLoad, count)),
    requestedOn(purchase, workloads),
  );
}

function devicesOf({ allocatable }: Purchase): string[] {
  return Object.keys(allocatable).filter(isExtendedResource);
}

function flavorsOf(cluster: ClusterPlan, workloads: ByName<WorkloadPlan>): Flavor[] {
  const flavors = new Map<string, Flavor>();
  for (const [, purchase] of sortedByKey(cluster.purchases)) {
    const { pool, purchaseOption, microPerHour, vcpu } = purchase;
    const name = `${cluster.name}-${pool}-${purchaseOption}`;
    const price = Math.round(microPerHour / Math.max(1, vcpu));
    const known = flavors.get(name);
    flavors.set(name, {
      name,
      labels: { [NODE_LABELS.pool]: pool, [NODE_LABELS.purchaseOption]: purchaseOption },
      taints: cluster.pools[pool]?.taints ?? [],
      devices: [...(known?.devices ?? []), ...devicesOf(purchase)],
      quota: addResources(known?.quota ?? {}, quotaOf(purchase, workloads)),
      price: Math.min(price, known?.price ?? price),
    });
  }
  return [...flavors.values()].sort(
    (left, right) => left.price - right.price || (left.name < right.name ? -1 : 1),
  );
}

const CORE: readonly (readonly [string, string, (amount: number) => string])[] = [
  ["cpu", "cpuMilli", formatCpu],
  ["memory", "memoryMiB", formatMiB],
];

function resourceFlavor({ name, labels, taints }: Flavor): ExportedObject {
  return {
    apiVersion: "kueue.x-k8s.io/v1beta2",
    kind: "ResourceFlavor",
    metadata: { name, labels: MANAGED_LABELS },
    spec: { nodeLabels: labels, ...(taints.length === 0 ? {} : { nodeTaints: taints }) },
  };
}

function quotas(quota: ResourceVector, devices: readonly string[]): object[] {
  return [
    ...CORE.map(([name, key, format]) => ({ name, nominalQuota: format(amountOf(quota, key)) })),
    ...devices.map((name) => ({ name, nominalQuota: String(amountOf(quota, name)) })),
  ];
}

function clusterQueue(cluster: string, flavors: readonly Flavor[]): ExportedObject {
  const devices = [...new Set(flavors.flatMap((flavor) => flavor.devices))].sort();
  return {
    apiVersion: "kueue.x-k8s.io/v1beta2",
    kind: "ClusterQueue",
    metadata: { name: cluster, labels: MANAGED_LABELS },
    spec: {
      namespaceSelector: {},
      queueingStrategy: "BestEffortFIFO",
      // What runs is never pushed out, as the plan counts on it.
      preemption: { withinClusterQueue: "Never", reclaimWithinCohort: "Never" },
      resourceGroups: [
        {
          coveredResources: [...CORE.map(([name]) => name), ...devices],
          flavors: flavors.map(({ name, quota }) => ({ name, resources: quotas(quota, devices) })),
        },
      ],
    },
  };
}

export function kueue({ clusters, edgeSites, workloads }: Plan): Exported {
  const files: ExportedFile[] = [];
  const warnings: ExportWarning[] = [];
  for (const [name, cluster] of sortedByKey(clusters)) {
    const flavors = flavorsOf(cluster, workloads);
    if (flavors.length === 0) continue;
    const kept = flavors.slice(0, MOST_FLAVORS);
    files.push({
      path: `${name}/kueue.yaml`,
      objects: [...kept.map(resourceFlavor), clusterQueue(name, kept)],
    });
    if (kept.length < flavors.length)
      warnings.push({
        subject: name,
        message: `${flavors.length - kept.length} of ${flavors.length} pools are left out: a ClusterQueue has at most ${MOST_FLAVORS} flavors`,
      });
    warnings.push({
      subject: name,
      message:
        "a quota sums over the nodes of a pool: which job fits on one node, the scheduler finds out; jobs need a LocalQueue in their namespace",
    });
  }
  for (const [name] of sortedByKey(edgeSites))
    warnings.push({ subject: name, message: "edge sites are not exported: their nodes have no pools" });
  return exported(files, warnings);
}
