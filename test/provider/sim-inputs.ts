/** Inputs of simulated resources, as small as they can be, for tests to vary. */
import type {
  SimClusterInputs,
  SimEdgeSiteInputs,
  SimNodePoolInputs,
  SimWorkloadInputs,
} from "../../src/model/sim.js";

export const CLUSTER = {
  name: "shop-eu",
  platform: "eks",
  provider: "aws",
  region: "eu-central-1",
  availabilityZones: ["eu-central-1a", "eu-central-1b"],
} as const satisfies SimClusterInputs;

export const CLUSTER_ID = "cluster/shop-eu";

export const POOL = {
  clusterId: CLUSTER_ID,
  pool: "general",
  instanceType: "m7g.large",
  availabilityZone: "eu-central-1a",
  purchaseOption: "on-demand",
  count: 2,
  vcpu: 2,
  labels: { "stowage.dev/pool": "general" },
  taints: [{ key: "dedicated", value: "shop", effect: "NoSchedule" }],
  allocatable: { cpuMilli: 1930, memoryMiB: 7000, pods: 29 },
} as const satisfies SimNodePoolInputs;

export const POOL_ID = "cluster/shop-eu/pool/general/m7g.large/eu-central-1a/on-demand";

export const SITE = {
  name: "hamburg-store",
  country: "DE",
  nodes: [{ type: "orin-nx", count: 3 }],
} as const satisfies SimEdgeSiteInputs;

export const WORKLOAD = {
  targetId: CLUSTER_ID,
  namespace: "default",
  name: "checkout",
  kind: "Deployment",
  replicas: 4,
  byPool: { general: 4 },
  byAvailabilityZone: { "eu-central-1a": 4 },
  requests: { cpuMilli: 500, memoryMiB: 1024, pods: 1 },
} as const satisfies SimWorkloadInputs;

export const WORKLOAD_ID = "cluster/shop-eu/workload/default/checkout";
