/**
 * What the resources of the simulated cloud (`stowage:sim:*`) take, as plain values. Components build them
 * from a plan; `src/provider/sim` keeps them in a local file. One word, one meaning: as in `plan.ts`.
 */
import type { CloudProvider, PurchaseOption } from "./catalogue.js";
import type { PlatformName } from "./fleet-spec.js";
import type { WorkloadKind } from "./fleet.js";
import type { Labels, Taint } from "./kubernetes.js";
import type { ByName } from "./plan.js";
import type { ResourceVector } from "../units/resources.js";

/** Tokens of the simulated cloud's resources. */
export const SIM_TYPES = {
  cluster: "stowage:sim:Cluster",
  nodePool: "stowage:sim:NodePool",
  edgeSite: "stowage:sim:EdgeSite",
  workload: "stowage:sim:Workload",
} as const;

/** A cluster; its name is unique in the simulated cloud. */
export interface SimClusterInputs {
  readonly name: string;
  readonly platform: PlatformName;
  readonly provider: CloudProvider;
  readonly region: string;
  readonly availabilityZones: readonly string[];
  /** Virtual CPUs that all nodes of the cluster may have together. */
  readonly vcpuQuota?: number;
  /** Nodes that the cluster may have. */
  readonly nodeQuota?: number;
}

/** Identical nodes of one pool in one availability zone under one purchase option: one purchase of a plan. */
export interface SimNodePoolInputs {
  /** Id of the `Cluster` resource. */
  readonly clusterId: string;
  readonly pool: string;
  readonly instanceType: string;
  readonly availabilityZone: string;
  readonly purchaseOption: PurchaseOption;
  readonly count: number;
  /** Virtual CPUs of one node, counted against quotas. */
  readonly vcpu: number;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  /** What one node holds for pods. */
  readonly allocatable: ResourceVector;
}

/** A place with fixed nodes. */
export interface SimEdgeSiteInputs {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly nodes: readonly { readonly type: string; readonly count: number }[];
}

/** Replicas of one pod shape on the pools of a cluster, or on an edge site. */
export interface SimWorkloadInputs {
  /** Id of the `Cluster` or `EdgeSite` resource. */
  readonly targetId: string;
  readonly namespace: string;
  readonly name: string;
  readonly kind: WorkloadKind;
  readonly replicas: number;
  /** Pool -> replicas; adds up to `replicas`. */
  readonly byPool: ByName<number>;
  /** Availability zone -> replicas; adds up to `replicas`. */
  readonly byAvailabilityZone: ByName<number>;
  /** One replica's effective request. */
  readonly requests: ResourceVector;
}
