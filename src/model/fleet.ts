/**
 * A fleet that `src/spec` has checked: names resolve, quantities are integers in base units, manifests are
 * read, every workload is bound to one cluster or edge site. The planner and the verifier read only this.
 * Lists are sorted by name (workloads by id), so that the order of the user's text changes nothing.
 */
import type { Architecture, CloudProvider, PurchaseOption } from "./catalogue.js";
import type { QuotaOfAccount } from "./catalogue-override.js";
import type { Fees, VendorShare } from "./business.js";
import type { Assumption } from "./evidence.js";
import type { Diagnostic } from "./diagnostic.js";
import type { SiteEdge } from "./edge.js";
import type {
  DistributionName,
  Fidelity,
  Steering,
  FurtherObjective,
  ImagePlatform,
  PlatformName,
  Regime,
  SurviveSpec,
} from "./fleet-spec.js";
import type { PlaceLaw, WorkloadLaw, ZoneLaw } from "./law.js";
import type { DemandPoint, LatencyRule, Link, MeasuredRoundTrip } from "./latency.js";
import type { Labels, NodeSelectorTerm, Taint, Toleration, WeightedNodeTerm } from "./kubernetes.js";
import type { WorkloadMove } from "./move.js";
import type { LoadBalancerQuota, Network } from "./network.js";
import type { PlaceSurvival, RiskZones, SharedRisk } from "./survival.js";
import type { Traffic } from "./traffic.js";
import type { Transfer } from "./transfer.js";
import type { ResourceVector } from "../units/resources.js";

/** Looks of pods at nodes: some ten seconds. */
export const DEFAULT_REPLAY_LIMIT = 100_000_000;

export interface CheckedFleet {
  readonly name: string;
  /** sha256 of the canonical JSON of the spec and of the scheduling fields of its manifests. */
  readonly specDigest: string;
  readonly complianceZones: readonly ComplianceZone[];
  readonly clusters: readonly Cluster[];
  readonly edgeSites: readonly EdgeSite[];
  /** What fails together, sorted by name; absent where nothing is said of it. */
  readonly riskGroups?: readonly SharedRisk[];
  readonly workloads: readonly Workload[];
  /** Workloads whose place is the planner's to choose, sorted by key; absent without any. */
  readonly divided?: readonly DividedWorkload[];
  /** Sorted; absent without any. */
  readonly flows?: readonly Flow[];
  /** Where users are, sorted by name; absent without any. */
  readonly demandPoints?: readonly DemandPoint[];
  /** Sorted; absent where nothing was measured. */
  readonly roundTrips?: readonly MeasuredRoundTrip[];
  /** Sorted; absent without any. Their round trips are among `roundTrips`. */
  readonly links?: readonly Link[];
  /** Sorted by name; absent without any. */
  readonly transfers?: readonly Transfer[];
  /** What is made small after cost, in strict order; absent: nothing. */
  readonly furtherObjectives?: readonly FurtherObjective[];
  /** What may be asked of the fleet next, sorted by name; absent without any. */
  readonly futureRequests?: readonly FutureRequest[];
  /** What is weighed beside cost, in place of an order; absent: nothing. */
  readonly weights?: Weights;
  /** Quotas of the clouds' accounts, sorted by key; absent without any. */
  readonly quotas?: readonly FleetQuota[];
  /** How many load balancers accounts may have, sorted by key; absent without any. */
  readonly loadBalancerQuotas?: readonly LoadBalancerQuota[];
  /** Licences of nodes, sorted by name; absent without any. */
  readonly licences?: readonly Licence[];
  /** Terms of commitments that the plan says the saving of, in years; absent: it says none. */
  readonly commitmentYears?: readonly (1 | 3)[];
  /** Most that the plan may cost a month; absent: anything. */
  readonly budgetMicroPerMonth?: number;
  /** What clusters cost beside what clouds charge; absent: nothing. */
  readonly fees?: Fees;
  /** How much of it one provider may have; absent: all. */
  readonly vendorShare?: VendorShare;
  /** Sorted by name; absent without any. */
  readonly traffic?: readonly Traffic[];
  /** Absent: "packing". */
  readonly fidelity?: Fidelity;
  /** Absent: "preferred". */
  readonly steering?: Steering;
  readonly limits: {
    readonly targetGapMilliPercent: number;
    readonly workUnits: number;
    /** Looks of pods at nodes in the scheduler model; absent: `DEFAULT_REPLAY_LIMIT`. */
    readonly replayWorkUnits?: number;
    /** Most pods that may move against a previous plan, and the same in per cent of its pods that stay on. */
    readonly maxMoves?: number;
    readonly maxMovesPercent?: number;
    /** Most that the moves of all workloads that say what one takes may cost together, once. */
    readonly maxMoveMicro?: number;
    /** Longest round trip to a demand point that may be promised; absent: what each workload allows. */
    readonly maxPromisedMicroseconds?: number;
  };
  /** Defaults that the spec left to us and that count (default requests, replicas from an autoscaler). */
  readonly assumptions: readonly Assumption[];
  /** Warnings and information; a checked fleet has no errors. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One replica of something that may come. */
export interface FutureRequest {
  readonly name: string;
  /** Against the shares of the others. */
  readonly share: number;
  /** `pods` is 1. */
  readonly requests: ResourceVector;
  readonly imagePlatforms: readonly ImagePlatform[];
  readonly tolerations: readonly Toleration[];
}

/** In micro-units of money that nobody pays; at least one is more than 0. */
export interface Weights {
  /** A kilogram CO2e in operation. */
  readonly microPerKgCo2e: number;
  readonly microPerNodeHour: number;
  /** An instance type of a pool, an hour. */
  readonly microPerInstanceTypeHour: number;
  /** A pod that moves: its price spread over the hours in which it must pay for itself. */
  readonly microPerMoveHour: number;
  /** Hours over which what a workload says of its moves is spread; absent where none says anything. */
  readonly moveHours?: number;
}

/** What a node needs licences for: so many of them by its virtual CPUs, or one. */
export interface Licence {
  readonly name: string;
  readonly per: "node" | "vcpu";
  /** Virtual CPUs that one is for; 1 and of no meaning a node. */
  readonly vcpusEach: number;
  readonly leastPerNode: number;
  /** What one costs. */
  readonly microPerHour: number;
  /** How many the fleet may use; absent: any number. */
  readonly count?: number;
  /** Where it is stated, for messages. */
  readonly origin: string;
}

/** A quota of an account, for all clusters that it counts together. */
export interface FleetQuota extends QuotaOfAccount {
  /** Names provider, region and code, and clusters where it does not count all of them: unique in the fleet. */
  readonly key: string;
  /** What the fleet may use: the account's limit less what others use. */
  readonly limit: number;
  /** Names of the clusters that it counts, at least one, sorted. */
  readonly clusters: readonly string[];
  /** Where it is stated, for messages. */
  readonly origin: string;
  /** What an export found in use, by this fleet or by others; absent where nothing was. */
  readonly usedAtExport?: number;
}

export interface ComplianceZone {
  readonly name: string;
  readonly regimes: readonly Regime[];
  readonly jurisdictions: readonly string[];
  readonly dataClasses: readonly string[];
  /** Where images may come from, sorted; absent: anywhere. */
  readonly registries?: readonly string[];
  /** Annotation that pods must carry. */
  readonly signatureAnnotation?: string;
  /** What it asks beside that; absent: nothing. */
  readonly law?: ZoneLaw;
}

/** Traffic inside one cluster, or between it and addresses. One of each end is present. */
export interface Flow {
  readonly cluster: string;
  /** Ids of workloads. */
  readonly fromWorkload?: string;
  readonly fromCidr?: string;
  readonly toWorkload?: string;
  readonly toCidr?: string;
  /** "TCP/8080", sorted; empty means all. */
  readonly ports: readonly string[];
}

export interface Cluster {
  readonly name: string;
  readonly platform: PlatformName;
  readonly version?: string;
  readonly provider: CloudProvider;
  readonly region: string;
  readonly availabilityZones: readonly string[];
  readonly complianceZone?: string;
  readonly labels: Labels;
  readonly podsPerNode?: number;
  readonly volumesPerNode?: number;
  /** One of the platform's; absent: its default. */
  readonly addressMode?: string;
  /** Per cent off the price of every node that is bought; absent: none. */
  readonly subsidyPercent?: number;
  /** Ranges of addresses; absent: none is looked at. */
  readonly network?: Network;
  readonly pools: readonly Pool[];
  /** Includes the DaemonSets of the manifests bound to this cluster. */
  readonly systemLoad: readonly SystemLoad[];
  readonly quotas: {
    readonly vcpu?: number;
    readonly nodes?: number;
    readonly nodeGroups?: number;
    readonly nodesPerGroup?: number;
  };
  /** Present in a compliance zone that asks for it. */
  readonly law?: PlaceLaw;
}

export interface Pool {
  readonly name: string;
  readonly chips: readonly string[];
  readonly families?: readonly string[];
  readonly instanceTypes?: readonly string[];
  readonly purchaseOptions: readonly PurchaseOption[];
  readonly minNodes: number;
  readonly maxNodes?: number;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  /** Nodes that exist already; empty means that nodes are bought from the catalogue. */
  readonly nodes: readonly NodeShape[];
  /** What stays free on purpose; absent members and 0 are the same. */
  readonly headroom?: Headroom;
  /** Per cent of the virtual CPUs of the pool's nodes that spot nodes may have. */
  readonly spotMaxPercent?: number;
  /** How the accelerators of its nodes are cut; absent: not at all. */
  readonly deviceSlices?: DeviceSlices;
  /** Present where pods take shares of its devices: how many pods one device holds at most. */
  readonly deviceShares?: { readonly perDevice: number };
  /** Instance types that the pool may have nodes of. */
  readonly maxInstanceTypes?: number;
  /** Sorted by type and availability zone, one entry each; absent means none. */
  readonly reserved?: readonly Reservation[];
  /** Names of licences that every node has, those of the cluster included, sorted; absent without any. */
  readonly licences?: readonly string[];
}

export interface DeviceSlices {
  /**
   * What every device of a chip gives, one entry for each accelerator chip that the pool may buy; several kinds of
   * slices, each once and sorted by profile, where a device gives more than one.
   */
  readonly byChip: Readonly<Record<string, readonly SlicesOfDevice[]>>;
}

export interface SlicesOfDevice {
  /** Absent: pods take turns on the whole device. */
  readonly profile?: string;
  /** Slices of one device. */
  readonly each: number;
  /** What a pod asks for to get one; absent: the device's own resource. */
  readonly resource?: string;
}

export interface Reservation {
  readonly instanceType: string;
  readonly count: number;
  /** Absent: any of the cluster's. All reservations of one type in a pool have one, or there is only one. */
  readonly availabilityZone?: string;
  /** What its nodes ask the cloud for. */
  readonly capacityReservation?: string;
  readonly microPerHour: number;
}

export interface Headroom {
  /** Of every node's allocatable CPU and memory. */
  readonly percent?: number;
  /** More replicas of the pool's largest workload that must find room. */
  readonly pods?: number;
  /** Nodes that exist for the time of an upgrade: quotas count them, nobody pays for them here. */
  readonly surgeNodes?: number;
}

export interface NodeShape {
  readonly type: string;
  readonly count: number;
  readonly architecture: Architecture;
  /** What the machine has, pods included, before any reservation. */
  readonly capacity: ResourceVector;
  readonly availabilityZone: string;
  readonly microPerHour: number;
  /** Block volumes besides the root disk; absent: the cluster's `volumesPerNode`, or `DEFAULT_VOLUMES`. */
  readonly attachableVolumes?: number;
  /** Of a rack: slots, 1 where absent, and watts at most. */
  readonly slots?: number;
  readonly watts?: number;
}

/** Volumes of a node of which nothing is said: what the scheduler allows where a driver states nothing. */
export const DEFAULT_VOLUMES = 16;

/** A pod of its own on every node that it selects and tolerates. */
export interface SystemLoad {
  readonly name: string;
  /** Without `pods`: 1, which the planner adds. Includes host ports as resources. */
  readonly requests: ResourceVector;
  readonly requiredNodeTerms: readonly NodeSelectorTerm[];
  readonly tolerations: readonly Toleration[];
}

export interface EdgeSite {
  readonly name: string;
  readonly tier: "device" | "edge" | "region" | "center";
  readonly distribution: DistributionName;
  readonly location: { readonly latitude: number; readonly longitude: number; readonly country: string };
  readonly complianceZone?: string;
  readonly labels: Labels;
  readonly nodes: readonly NodeShape[];
  readonly systemLoad: readonly SystemLoad[];
  /** Names of licences that every node has, sorted; absent without any. */
  readonly licences?: readonly string[];
  /** Present in a compliance zone that asks for it. */
  readonly law?: PlaceLaw;
  /** What it asks beside its nodes; absent: nothing. */
  readonly edge?: SiteEdge;
}

export type TargetKind = "cluster" | "edgeSite";

/** Where a workload runs. */
export interface Target {
  readonly kind: TargetKind;
  readonly name: string;
}

export type WorkloadKind = "Deployment" | "StatefulSet" | "ReplicaSet" | "Job" | "CronJob" | "Pod";

export interface Workload {
  /** `${target.name}/${namespace}/${name}`: unique in the fleet. */
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly kind: WorkloadKind;
  readonly target: Target;
  /** JSON Pointer of the spec entry or file and document that it came from, for messages. */
  readonly origin: string;
  /** Replicas that nodes are bought for (a Job's parallelism, an autoscaler's maximum, a demand's base). */
  readonly replicas: number;
  /** Present where replicas may be left out: what each that is counts, in micro-units an hour. */
  readonly penaltyMicroPerHour?: number;
  /** Present where replicas may be left out if they do not fit, those of a lower `priority` first. */
  readonly outByPriority?: true;
  /** Most replicas at once, where that is more: pool maxima and quotas must hold them. */
  readonly peak?: number;
  /**
   * Replicas of each hour of a day or of a week from Monday, in UTC: as many hours as every other workload of the
   * fleet that has them, none below `replicas`, the most of them `peak`.
   */
  readonly hourly?: readonly number[];
  /** Demand in units that chips give different numbers of; `replicas` are then the fewest that could give it. */
  readonly performance?: Performance;
  /** One replica's effective request; `pods` is 1, host ports and attached volumes are resources. */
  readonly requests: ResourceVector;
  readonly imagePlatforms: readonly ImagePlatform[];
  /** Any one term must hold (nodeSelector is folded into each); empty means no restriction. */
  readonly requiredNodeTerms: readonly NodeSelectorTerm[];
  readonly preferredNodeTerms: readonly WeightedNodeTerm[];
  readonly tolerations: readonly Toleration[];
  /** Hard rule over availability zones, or absent. */
  readonly zoneSpread?: { readonly maxSkew: number; readonly minDomains?: number };
  /** Soft spread rules: known to the scheduler model, not binding for the plan. */
  readonly softSpread: readonly { readonly over: "availabilityZone" | "node"; readonly maxSkew: number }[];
  /** Most replicas on one node (hard hostname spread, anti-affinity to itself), or absent. */
  readonly maxPerNode?: number;
  /** Most replicas in one availability zone (hard anti-affinity to itself), or absent. */
  readonly maxPerAvailabilityZone?: number;
  /** Ids of workloads of its target that no node holds beside it, sorted; they need not say the same of it. */
  readonly apartFrom?: readonly string[];
  /** Each node, or availability zone, that holds it holds a replica of that other workload of its target too. */
  readonly beside?: Beside;
  /** One domain holds all replicas of all workloads of its target with the same gang, or none of them runs. */
  readonly gang?: Gang;
  /** Nodes that hold it hold only workloads of the same group. */
  readonly dedicatedNodes?: string;
  /** Names of licences that its nodes need, sorted; its node terms ask for their labels. */
  readonly licences?: readonly string[];
  readonly volumes: readonly Volume[];
  readonly priority: number;
  /** Regions allowed; absent means any. */
  readonly regions?: readonly string[];
  readonly complianceZone?: string;
  readonly data?: { readonly class: string; readonly subjects?: number };
  readonly law?: WorkloadLaw;
  /** Load balancers that it takes where it runs; absent: none. */
  readonly loadBalancers?: number;
  /** What a replica uses of its edge site's uplink; absent: nothing. */
  readonly uplinkKbps?: number;
  readonly survive?: SurviveSpec;
  /**
   * Of one that must survive risk groups, as planning sees it in its cluster: group -> availability zones that it takes.
   * Specs say nothing of it here (`risk-zones.ts`).
   */
  readonly riskZones?: RiskZones;
  /** What a move of one replica takes; absent: nothing is said of it. */
  readonly move?: WorkloadMove;
  /** Whom it must be near, demand points first, each once; absent: nobody. */
  readonly latency?: readonly LatencyRule[];
  readonly disruptionBudget?: { readonly minAvailable?: number; readonly maxUnavailable?: number };
  /** An autoscaler's range, where one owns the count. */
  readonly scaling?: { readonly minReplicas: number; readonly maxReplicas: number };
  /** Whether its own strategy starts a new replica before an old one stops; absent: as Kubernetes does by default. */
  readonly startsFirst?: boolean;
}

/** One whose replicas the planner divides among clusters and edge sites. */
export interface DividedWorkload {
  /** "namespace/name": unique among those that are divided. */
  readonly key: string;
  /** At least one. */
  readonly replicas: number;
  /** The workload in each place that may take it, sorted by id; each has all of the replicas. */
  readonly candidates: readonly Workload[];
  /** At least one, and not above the number of candidates; 0 where replicas may stay out. */
  readonly minPlaces: number;
  readonly maxPlaces?: number;
  /** Most replicas in one place; absent: all. */
  readonly maxPerPlace?: number;
  /** Present where more replicas than `replicas` may run, so that enough are left after a loss. */
  readonly survive?: PlaceSurvival;
  /** JSON Pointer of what it came from, for messages. */
  readonly origin: string;
}

export interface Performance {
  /** Units that all replicas together give at least. */
  readonly demand: number;
  /** Chip -> units that one replica gives on it; it runs on no other. */
  readonly perReplica: Readonly<Record<string, number>>;
  /** Per cent by which the fastest replica may give more than the slowest. */
  readonly maxSpreadPercent: number;
}

export interface Gang {
  readonly within: "availabilityZone" | "node";
  /** "namespace/name". */
  readonly name: string;
}

export interface Beside {
  /** Id of the other. */
  readonly workload: string;
  readonly over: "node" | "availabilityZone";
}

export interface Volume {
  readonly name: string;
  readonly storageClass?: string;
  readonly sizeMiB?: number;
  readonly availabilityZone?: string;
  /** Present for a file system of the network, which takes no place among a node's block volumes. */
  readonly attached?: false;
}
