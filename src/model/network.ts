/** Ranges of addresses of a cluster as checked, and what a plan says of them. */
import type { ByName } from "./by-name.js";

export type RangeKind = "nodes" | "pods";

export interface NetworkRange {
  /** "nodes 10.0.0.0/22": unique in the cluster. */
  readonly key: string;
  readonly kind: RangeKind;
  readonly cidr: string;
  /** Whose nodes use it; absent: those of every zone. */
  readonly availabilityZone?: string;
  /** Pools whose nodes use it, sorted; absent: all. */
  readonly pools?: readonly string[];
  /** Its addresses less those that the cloud keeps and that something else takes. */
  readonly usable: number;
}

export interface Network {
  /** Sorted by key. */
  readonly ranges: readonly NetworkRange[];
  readonly services?: { readonly cidr: string; readonly count: number };
  /** Names of clusters, sorted; absent without any. */
  readonly peers?: readonly string[];
}

export interface RangePlan extends Omit<NetworkRange, "key"> {
  /** Addresses that the plan's nodes take. */
  readonly planned: number;
  /** The same with every demand at its peak; absent where none has one. */
  readonly atPeak?: number;
  /** Those of nodes that exist while pools are upgraded: of each the largest that the pool may buy; 0 where none stands. */
  readonly surge: number;
}

export interface NetworkPlan extends Omit<Network, "ranges"> {
  readonly ranges: ByName<RangePlan>;
}

/** An object of a cluster that may take a load balancer of its cloud. */
export interface LoadBalancerAsked {
  readonly kind: "Service" | "Ingress" | "Gateway";
  readonly namespace: string;
  readonly name: string;
  /** `loadBalancerClass`, `ingressClassName` or `gatewayClassName`; absent: the cluster's default. */
  readonly className?: string;
  /** Whether it asks Azure for an internal one. */
  readonly isInternal: boolean;
  /** Ingresses of the AWS Load Balancer Controller that share one. */
  readonly group?: string;
}

/** Load balancers that an account may have in a region. */
export interface LoadBalancerQuota {
  /** "aws/eu-central-1", with the clusters where it does not count all of them. */
  readonly key: string;
  /** What the fleet may have of the limit. */
  readonly limit: number;
  /** Names of the clusters that it counts, sorted. */
  readonly clusters: readonly string[];
  /** Where the limit is from. */
  readonly source?: string;
  /** JSON Pointer of the spec's entry. */
  readonly origin: string;
}

export interface LoadBalancerPlan {
  readonly limit: number;
  /** Cluster -> load balancers of the workloads that run there; those without any are left out. */
  readonly byCluster: ByName<number>;
  readonly source?: string;
}
