/** Workloads, as people write them: their replicas, and where those may stand. */
import type { LicenceNames } from "./account-spec.js";
import type { DemandSpec } from "./demand-spec.js";
import type { NodeSelectorTerm, Toleration, WeightedNodeTerm } from "./kubernetes.js";
import type { LatencySpec } from "./latency-spec.js";
import type { DataSpec } from "./law-spec.js";
import type { MoveSpec } from "./move-spec.js";
import type { Name } from "./name.js";
import type { Quantity, RequestsSpec } from "./requests-spec.js";

/** "linux/amd64", "linux/arm64": what the image was built for. */
export type ImagePlatform = "linux/amd64" | "linux/arm64";

/**
 * The loss that leaves one of two or more replicas at least: of any one node, of any one availability zone, or of any
 * one of the fleet's `riskGroups` with the availability zones of the cluster that it takes; a zone in no group is one of
 * its own. Losses of whole places are for `divideAmong.survive`.
 */
export type SurviveSpec = "node" | "availabilityZone" | "riskGroup";

/** Where a workload runs: exactly one of these, unless the fleet has only one cluster or site. */
export interface TargetSpec {
  /** Name of the cluster. */
  readonly cluster?: Name;
  /** The same workloads in each of these clusters. */
  readonly clusters?: readonly Name[];
  /** Name of the edge site. */
  readonly edgeSite?: Name;
  /** Labels that exactly one cluster or site carries. */
  readonly clusterSelector?: Readonly<Record<string, string>>;
  /** Places among which the planner divides the replicas of each workload, as costs least. */
  readonly divideAmong?: DivideSpec;
  /** The compliance zone that the workload is bound to; with nothing else, its only cluster or site. */
  readonly complianceZone?: Name;
}

/**
 * Clusters and edge sites that may take a workload's replicas: those that are named, those that carry the labels, or
 * with neither all of the fleet, and of the entry's compliance zone where it has one. Law, regions, chips and requests
 * rule places out as they rule out nodes.
 */
export interface DivideSpec {
  readonly clusters?: readonly Name[];
  readonly edgeSites?: readonly Name[];
  /** Labels that each of them carries. */
  readonly selector?: Readonly<Record<string, string>>;
  /**
   * Fewest clusters and sites that hold a replica.
   * @minimum 1
   * @asType integer
   * @default 1
   */
  readonly minPlaces?: number;
  /**
   * Most clusters and sites that hold one.
   * @minimum 1
   * @asType integer
   */
  readonly maxPlaces?: number;
  /**
   * Per cent of the replicas that one cluster or site may hold at most, rounded down.
   * @minimum 1
   * @maximum 100
   * @asType integer
   */
  readonly maxShare?: number;
  /**
   * What may be lost at once, so that `afterLoss` replicas are left: any one of the clusters and edge sites ("place"),
   * all clusters of any one region, or of any one provider, or any one of the fleet's `riskGroups`. As many standby
   * replicas are bought as that takes; an edge site is a region and a provider of its own, and a place in no risk group
   * is one of its own.
   */
  readonly survive?: "place" | "region" | "provider" | "riskGroup";
  /**
   * Replicas that are left after any one loss. Default: as many as the workload has without standby.
   * @minimum 1
   * @maximum 10000000
   * @asType integer
   */
  readonly afterLoss?: number;
}

export interface ManifestsSpec extends TargetSpec {
  /** Files or folders of Kubernetes manifests, relative to the spec. */
  readonly manifests: string | readonly string[];
  /**
   * Replicas of every Deployment and StatefulSet that no HorizontalPodAutoscaler scales.
   * @minimum 0
   * @maximum 10000000
   * @asType integer
   */
  readonly replicas?: number;
  /**
   * What workloads under a HorizontalPodAutoscaler are planned as: "maximum" buys nodes for the autoscaler's
   * maximum, "range" buys them for its minimum and keeps room for the maximum in pool maxima and quotas.
   * @default "maximum"
   */
  readonly autoscaled?: "maximum" | "range";
  /** What the images were built for. Default: linux/amd64 only, as an assumption. */
  readonly imagePlatforms?: readonly ImagePlatform[];
  /** Regions that the workloads may run in. */
  readonly regions?: readonly string[];
  readonly data?: DataSpec;
  /** Whose workload it is: compliance zones may keep those of different tenants apart. */
  readonly tenant?: Name;
  readonly survive?: SurviveSpec;
  readonly latency?: LatencyRules;
  /** Name of a tenant or group: its workloads share nodes with each other and with no others. */
  readonly dedicatedNodes?: Name;
  /** Licences that a node needs to run any of them. */
  readonly licences?: LicenceNames;
  readonly mayStayOut?: StayOutSpec;
  /** What a move of one replica takes: its data, and how long it is down. */
  readonly move?: MoveSpec;
}

/**
 * Replicas of the workload may be left out of the plan, each at a penalty or in the order of priorities: exactly one
 * of them. What is placed is then what runs. Of a workload that is divided among places (`divideAmong`) replicas stay out
 * at a penalty alone, and beside no rule that counts all of them (minPlaces, maxPlaces, maxShare, survive, latency).
 */
export interface StayOutSpec {
  /**
   * What one replica that is left out counts a month, in USD. One is left out where it does not fit, or where
   * nodes for it cost more than its penalty: a higher penalty is a higher priority.
   * @minimum 0.01
   * @maximum 10000
   */
  readonly penaltyPerMonth?: number;
  /**
   * Whether replicas are left out only where they do not fit, whatever nodes for them cost, those of the lowest
   * `priority` first. Of each priority as few stay out as those above it allow; the plan states how few that
   * could be. Cost comes after all priorities.
   * @default false
   */
  readonly byPriority?: boolean;
}

/**
 * Whom the workload must be near. A workload with one place is there for all of them; one that is divided has replicas
 * within reach of each demand point by its part of the traffic.
 * @minItems 1
 * @maxItems 100
 */
export type LatencyRules = readonly LatencySpec[];

export interface WorkloadSpec extends TargetSpec {
  readonly name: Name;
  /** @default "default" */
  readonly namespace?: Name;
  /**
   * What owns the pods. A DaemonSet is system load, not a workload.
   * @default "Deployment"
   */
  readonly kind?: "Deployment" | "StatefulSet" | "ReplicaSet" | "Job" | "CronJob" | "Pod";
  /**
   * Replicas that nodes are bought for. Exactly one of `replicas`, `demand` and `performance` is given.
   * @minimum 0
   * @maximum 10000000
   * @asType integer
   */
  readonly replicas?: number;
  readonly demand?: DemandSpec;
  readonly performance?: PerformanceSpec;
  readonly requests: RequestsSpec;
  /** What the image was built for. Default: linux/amd64 only, as an assumption. */
  readonly imagePlatforms?: readonly ImagePlatform[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Any one term must hold. */
  readonly requiredNodeTerms?: readonly NodeSelectorTerm[];
  readonly preferredNodeTerms?: readonly WeightedNodeTerm[];
  readonly tolerations?: readonly Toleration[];
  readonly spread?: readonly SpreadSpec[];
  /**
   * Most replicas on one node.
   * @minimum 1
   * @asType integer
   */
  readonly maxPerNode?: number;
  /**
   * Most replicas in one availability zone.
   * @minimum 1
   * @asType integer
   */
  readonly maxPerAvailabilityZone?: number;
  /**
   * Workloads of the same cluster or edge site whose replicas never share a node with this one's, as
   * "namespace/name" or a name of its own namespace (required anti-affinity over nodes).
   */
  readonly apartFrom?: readonly string[];
  /**
   * Another workload of the same cluster or edge site that must be wherever this one's replicas are (required
   * affinity between pods).
   */
  readonly beside?: BesideSpec;
  /** One domain that must hold all replicas, alone or with other workloads. */
  readonly gang?: GangSpec;
  /**
   * Name of a tenant or group: its workloads share nodes with each other and with no others. Pods that the
   * components create carry a label and anti-affinity for it; other pods need a rule of their own.
   */
  readonly dedicatedNodes?: Name;
  /**
   * Load balancers that its Services of type LoadBalancer take, in each cluster where it runs.
   * @minimum 0
   * @maximum 1000
   * @asType integer
   * @default 0
   */
  readonly loadBalancers?: number;
  /**
   * What a replica sends and takes over the uplink of its edge site at most, in kilobits a second.
   * @minimum 1
   * @maximum 10000000
   * @asType integer
   */
  readonly uplinkKbps?: number;
  /** Ports of the node that each replica holds, as "TCP/8080". */
  readonly hostPorts?: readonly HostPortText[];
  readonly volumes?: readonly VolumeSpec[];
  /** Priority class value; larger is placed first by the scheduler, and by `mayStayOut: { byPriority: true }`. */
  readonly priority?: number;
  /** The range of the autoscaler that owns the count; `replicas` is what is planned. */
  readonly scaling?: ScalingSpec;
  readonly disruptionBudget?: DisruptionBudgetSpec;
  /** Regions that the workload may run in. */
  readonly regions?: readonly string[];
  readonly data?: DataSpec;
  /** Whose workload it is: compliance zones may keep those of different tenants apart. */
  readonly tenant?: Name;
  readonly survive?: SurviveSpec;
  readonly latency?: LatencyRules;
  /**
   * Licences that a node needs to run it. Only nodes that have them hold it: they carry the label
   * `licence.stowage.dev/NAME`.
   */
  readonly licences?: LicenceNames;
  readonly mayStayOut?: StayOutSpec;
  /** What a move of one replica takes: its data, and how long it is down. */
  readonly move?: MoveSpec;
}

/**
 * Units of performance, such as requests a second: whole numbers, of any kind.
 * @minimum 1
 * @maximum 1000000000
 * @asType integer
 */
export type PerformanceUnits = number;

/**
 * Demand in units of performance where chips differ: how many replicas run follows from the chips that they run on.
 * Each replica counts as the slowest chip among those that the plan chooses for the workload.
 */
export interface PerformanceSpec {
  /** What all replicas together must give. */
  readonly demand: PerformanceUnits;
  /** What one replica gives, by chip ("amd64", "arm64", "nvidia-l4"). It runs on no other chip. */
  readonly perReplica: Readonly<Record<string, PerformanceUnits>>;
  /**
   * Per cent by which the fastest of its replicas may give more than the slowest: 0 keeps it to chips that give
   * the same.
   * @minimum 0
   * @maximum 1000
   * @asType integer
   * @default 0
   */
  readonly maxSpread?: number;
}

export interface ScalingSpec {
  /**
   * @minimum 0
   * @asType integer
   */
  readonly minReplicas: number;
  /**
   * @minimum 0
   * @maximum 10000000
   * @asType integer
   */
  readonly maxReplicas: number;
}

/** Replicas that a voluntary disruption must leave, or may take. */
export interface DisruptionBudgetSpec {
  /**
   * @minimum 0
   * @asType integer
   */
  readonly minAvailable?: number;
  /**
   * @minimum 0
   * @asType integer
   */
  readonly maxUnavailable?: number;
}

/**
 * All replicas together in one domain, and all of them or none: Kueue's required topology of a pod set
 * (`kueue.x-k8s.io/podset-required-topology`).
 */
export interface GangSpec {
  /** The domain that holds all of them. */
  readonly within: "availabilityZone" | "node";
  /**
   * Name of the gang in its namespace. Workloads of one cluster or edge site with the same name are one gang.
   * Default: the workload's own name.
   */
  readonly name?: Name;
}

/** Each node, or each availability zone, that holds a replica holds one of the other workload too. */
export interface BesideSpec {
  /** "namespace/name", or a name of its own namespace. */
  readonly workload: string;
  /** @default "node" */
  readonly over?: "node" | "availabilityZone";
}

/** @pattern ^(TCP|UDP|SCTP)/[1-9][0-9]{0,4}$ */
export type HostPortText = string;

export interface SpreadSpec {
  readonly over: "availabilityZone" | "node";
  /**
   * @minimum 1
   * @asType integer
   * @default 1
   */
  readonly maxSkew?: number;
  /**
   * @minimum 1
   * @asType integer
   */
  readonly minDomains?: number;
  /**
   * A soft rule is a wish of the scheduler's; only hard ones bind the plan.
   * @default true
   */
  readonly hard?: boolean;
}

export interface VolumeSpec {
  readonly name: string;
  readonly storageClass?: string;
  readonly size?: Quantity;
  /** A volume that exists in one availability zone binds its pods to it. */
  readonly availabilityZone?: string;
  /**
   * Whether each replica attaches it to its node as a block volume, of which nodes take only so many. False
   * for file systems of the network (NFS, EFS, Azure Files, Filestore).
   * @default true
   */
  readonly attached?: boolean;
}
