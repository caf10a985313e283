/** Plans of one cluster on each cloud: x86, Arm, GPU and spot purchases, and one workload on some of them. */
import { NODE_LABELS } from "../../../src/model/kubernetes.js";
import type { Taint } from "../../../src/model/kubernetes.js";
import type { ClusterPlan, Purchase, WorkloadPlan } from "../../../src/model/plan.js";

export const GPU_TAINT: Taint = { key: "example.test/gpu", value: "yes", effect: "NoSchedule" };

export interface PurchaseSketch {
  readonly pool: string;
  readonly instanceType: string;
  readonly zone: string;
  readonly architecture?: Purchase["architecture"];
  readonly chip?: string;
  readonly option?: Purchase["purchaseOption"];
  readonly count?: number;
  readonly deviceSlices?: Purchase["deviceSlices"];
  readonly capacityReservation?: string;
  /** Nodes at peak. */
  readonly peak?: number;
  /** Nodes in each state of demand by the hour. */
  readonly hours?: readonly number[];
  readonly cpuMilli?: number;
  readonly memoryMiB?: number;
  readonly gpus?: number;
  readonly podsPerNode?: number;
  readonly taints?: readonly Taint[];
  readonly labels?: Readonly<Record<string, string>>;
  /** Workload id -> replicas on the first node. */
  readonly holds?: Readonly<Record<string, number>>;
}

export function purchase(sketch: PurchaseSketch): Purchase {
  const { pool, instanceType, zone, architecture = "amd64", option = "on-demand", count = 2 } = sketch;
  const { chip = architecture, cpuMilli = 3860, memoryMiB = 13_000, gpus = 0, taints = [] } = sketch;
  return {
    key: [pool, instanceType, zone, option]
      .join("-")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-"),
    pool,
    instanceType,
    architecture,
    chip,
    availabilityZone: zone,
    purchaseOption: option,
    count,
    vcpu: Math.ceil(cpuMilli / 1000),
    microPerHour: 100_000,
    priceEvidence: { source: "test", asOf: "2026-11-01", confidence: "assumption" },
    allocatable: {
      cpuMilli,
      memoryMiB,
      pods: sketch.podsPerNode ?? 110,
      ...(gpus === 0 ? {} : { "nvidia.com/gpu": gpus }),
    },
    systemLoad: { cpuMilli: 155, memoryMiB: 120, pods: 3 },
    labels: {
      ...sketch.labels,
      [NODE_LABELS.architecture]: architecture,
      [NODE_LABELS.operatingSystem]: "linux",
      [NODE_LABELS.instanceType]: instanceType,
      [NODE_LABELS.region]: "region",
      [NODE_LABELS.availabilityZone]: zone,
      [NODE_LABELS.pool]: pool,
      [NODE_LABELS.purchaseOption]: option,
      [NODE_LABELS.chip]: chip,
    },
    taints,
    layouts: [
      ...(count > 0 ? [{ nodes: 1, pods: sketch.holds ?? {} }] : []),
      ...(count > 1 ? [{ nodes: count - 1, pods: {} }] : []),
    ],
    ...(sketch.deviceSlices === undefined ? {} : { deviceSlices: sketch.deviceSlices }),
    ...(sketch.capacityReservation === undefined ? {} : { capacityReservation: sketch.capacityReservation }),
    ...(sketch.peak === undefined
      ? {}
      : { peak: { count: sketch.peak, layouts: [{ nodes: sketch.peak, pods: {} }] } }),
    ...(sketch.hours === undefined
      ? {}
      : { hours: sketch.hours.map((nodes) => ({ count: nodes, layouts: [{ nodes, pods: {} }] })) }),
  };
}

export interface ClusterSketch {
  readonly platform: ClusterPlan["platform"];
  readonly region: string;
  readonly purchases: readonly PurchaseSketch[];
  readonly podsPerNode?: number;
  readonly partition?: string;
}

const PROVIDERS = { eks: "aws", aks: "azure", gke: "gcp", kubernetes: "aws", sim: "aws" } as const;

export function clusterPlan({ platform, region, purchases, ...rest }: ClusterSketch): ClusterPlan {
  const bought = purchases.map(purchase);
  const provider = PROVIDERS[platform];
  return {
    name: "shop",
    country: "DE",
    platform,
    version: "1.33",
    provider,
    region,
    partition: rest.partition ?? provider,
    availabilityZones: [...new Set(bought.map(({ availabilityZone }) => availabilityZone))].sort(),
    ...(rest.podsPerNode === undefined ? {} : { podsPerNode: rest.podsPerNode }),
    fixedFeeMicroPerHour: 100_000,
    purchases: Object.fromEntries(bought.map((one) => [one.key, one])),
    pools: {},
    placements: {},
    utilisation: { allocatable: {}, systemLoad: {}, requested: {} },
    microPerHour: 900_000,
    gramsPerHour: 100,
  };
}

export const WEB = "shop/web/frontend";

/** A Deployment of 3 replicas in namespace "web", on the pools named. */
export function webPlan(
  byPool: Readonly<Record<string, number>>,
  more: Partial<WorkloadPlan> = {},
): WorkloadPlan {
  return {
    name: "frontend",
    namespace: "web",
    kind: "Deployment",
    target: { kind: "cluster", name: "shop" },
    replicas: 3,
    requests: { cpuMilli: 500, memoryMiB: 512, pods: 1 },
    placement: { replicas: 3, byPool, byAvailabilityZone: {} },
    microPerHour: 1000,
    ...more,
  };
}

export const WEB_MANIFEST = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "frontend", labels: { app: "frontend" } },
  spec: {
    selector: { matchLabels: { app: "frontend" } },
    template: {
      metadata: { labels: { app: "frontend", tier: "web" } },
      spec: { containers: [{ name: "web", image: "registry.test/web:1", env: [{ name: "A", value: "b" }] }] },
    },
  },
};

/** EKS: x86 on demand, Arm spot, one GPU node; the workload on the first two. */
export function eksPlan(more: Partial<ClusterSketch> = {}): ClusterPlan {
  return clusterPlan({
    platform: "eks",
    region: "eu-central-1",
    purchases: [
      { pool: "general", instanceType: "m7i.large", zone: "eu-central-1a", count: 3, holds: { [WEB]: 2 } },
      {
        pool: "arm",
        instanceType: "m7g.xlarge",
        zone: "eu-central-1b",
        architecture: "arm64",
        option: "spot",
        labels: { team: "shop" },
        holds: { [WEB]: 1 },
      },
      {
        pool: "gpu",
        instanceType: "g6.xlarge",
        zone: "eu-central-1a",
        chip: "nvidia-l4",
        gpus: 1,
        count: 1,
        taints: [GPU_TAINT, { key: "example.test/slow", effect: "PreferNoSchedule" }],
      },
    ],
    ...more,
  });
}

/** AKS: the same, and a 2-vCPU pool that is first by key but not the best System pool. */
export function aksPlan(more: Partial<ClusterSketch> = {}): ClusterPlan {
  return clusterPlan({
    platform: "aks",
    region: "westeurope",
    purchases: [
      { pool: "a-small", instanceType: "Standard_D2s_v5", zone: "1", cpuMilli: 1900, memoryMiB: 5500 },
      { pool: "general", instanceType: "Standard_D4s_v5", zone: "2", count: 3, holds: { [WEB]: 2 } },
      {
        pool: "arm",
        instanceType: "Standard_D4ps_v6",
        zone: "3",
        architecture: "arm64",
        option: "spot",
        holds: { [WEB]: 1 },
      },
      {
        pool: "gpu",
        instanceType: "Standard_NC8as_T4_v3",
        zone: "0",
        chip: "nvidia-t4",
        gpus: 1,
        count: 1,
        taints: [GPU_TAINT, { key: "example.test/slow", effect: "PreferNoSchedule" }],
      },
    ],
    ...more,
  });
}

/** GKE: the same. */
export function gkePlan(more: Partial<ClusterSketch> = {}): ClusterPlan {
  return clusterPlan({
    platform: "gke",
    region: "europe-west3",
    purchases: [
      {
        pool: "general",
        instanceType: "n2-standard-4",
        zone: "europe-west3-a",
        count: 3,
        holds: { [WEB]: 2 },
      },
      {
        pool: "arm",
        instanceType: "c4a-standard-4",
        zone: "europe-west3-b",
        architecture: "arm64",
        option: "spot",
        holds: { [WEB]: 1 },
      },
      {
        pool: "gpu",
        instanceType: "g2-standard-24",
        zone: "europe-west3-a",
        chip: "nvidia-l4",
        gpus: 2,
        count: 1,
        taints: [GPU_TAINT, { key: "example.test/slow", effect: "PreferNoSchedule" }],
      },
    ],
    ...more,
  });
}
