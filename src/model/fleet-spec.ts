/**
 * The fleet spec (apiVersion stowage.dev/v1) as people write it. This file is the one place where it is
 * defined: `schemas/fleet.schema.json` is generated from it (`npm run schemas`), and the schema decides.
 * Quantities are Kubernetes quantities ("500m", "1Gi").
 */
import type { QuotaOfAccount } from "./catalogue-override.js";
import type { RackShareSpec, SiteEdgeSpec } from "./edge-spec.js";
import type { DemandPointSpec, LatencySpec, Milliseconds, RoundTripSpec } from "./latency-spec.js";
import type { DemandSpec } from "./demand-spec.js";
import type { NodeSelectorTerm, Taint, Toleration, WeightedNodeTerm } from "./kubernetes.js";
import type { DataSpec, PlaceLawSpec, TransferSpec, ZoneLawSpec } from "./law-spec.js";
import type { Name } from "./name.js";
import type { TrafficSpec } from "./traffic-spec.js";
import type { BudgetSpec, FeesSpec, VendorShareSpec } from "./business-spec.js";
import type { Cidr, NetworkSpec } from "./network-spec.js";

export type { DataSpec, Regime } from "./law-spec.js";
export type { Name } from "./name.js";

/**
 * A Kubernetes quantity, such as "500m", "2", "1.5Gi". Numbers are read as their text.
 * @minLength 1
 * @maxLength 64
 */
export type QuantityText = string;

export type Quantity = QuantityText | number;

/** "linux/amd64", "linux/arm64": what the image was built for. */
export type ImagePlatform = "linux/amd64" | "linux/arm64";

export type PlatformName = "eks" | "aks" | "gke" | "kubernetes" | "sim";

/** What runs an edge site. */
export type DistributionName = "k3s" | "rke2" | "microk8s" | "kubeedge";

/** What must survive. More kinds (cluster, site, region, provider) are refused with a diagnostic. */
export type SurviveSpec = "node" | "availabilityZone";

/**
 * "instanceTypes": how many types the pools have, each of which costs operation; "carbon": in operation; "moves":
 * pods that change their node against the plan, or what runs, that `--previous` names (none without it); "stranded":
 * capacity that is free and of no use to the fleet's `futureRequests`, after all others but moves.
 */
export type ObjectiveName = "cost" | "nodes" | "instanceTypes" | "carbon" | "moves" | "stranded";

/**
 * "packing": the cheapest nodes that hold everything if each pod is put where the plan has it. "scheduler": nodes on
 * which kube-scheduler, by the scheduler model, binds every pod in whatever order they come.
 */
export type Fidelity = "packing" | "scheduler";

/**
 * "preferred": pods prefer the instance types that suit their sizes, and go anywhere among their pools. "required": each
 * workload is bound to one instance type, with a cap of replicas a node, as far as its rules allow.
 */
export type Steering = "preferred" | "required";

export type FurtherObjective = Exclude<ObjectiveName, "cost">;

export interface FleetSpec {
  readonly apiVersion: "stowage.dev/v1";
  readonly name: Name;
  /** Sets of clusters and sites under named regimes, that data and workloads are bound to. */
  readonly complianceZones?: readonly ComplianceZoneSpec[];
  readonly clusters?: readonly ClusterSpec[];
  readonly edgeSites?: readonly EdgeSiteSpec[];
  readonly workloads?: readonly (WorkloadSpec | ManifestsSpec)[];
  /**
   * Traffic between workloads, and with addresses outside. A flow holds in every cluster that runs its workloads.
   * @maxItems 10000
   */
  readonly flows?: readonly FlowSpec[];
  /**
   * Where users are, for rules of latency.
   * @maxItems 10000
   */
  readonly demandPoints?: readonly DemandPointSpec[];
  /**
   * Round trips that were measured.
   * @maxItems 10000
   */
  readonly roundTrips?: readonly RoundTripSpec[];
  /**
   * Personal data that workloads send to other countries: the plan says what each takes.
   * @maxItems 1000
   */
  readonly transfers?: readonly TransferSpec[];
  readonly defaults?: DefaultsSpec;
  /**
   * What the plan makes small, in strict order, cost first. Each further one is made smaller among the plans
   * found whose cost is no more than `limits.targetGapMilliPercent` above the bound, or no more than the
   * cheapest where none is that near; what came before it is not made larger. Or prices in place of an order
   * (`weights`): the sum of all is made small at once, with a bound of its own.
   * @default ["cost"]
   */
  readonly objective?: ObjectiveOrder | WeighedObjective;
  /**
   * What the plan promises to: a packer that puts each pod where it says, or kube-scheduler's default profile.
   * @default "scheduler"
   */
  readonly fidelity?: Fidelity;
  /**
   * How firmly pods are led to the nodes that were bought for them, with `fidelity: scheduler`. Where it is required,
   * nodes keep room for every cap, so that any order of arrival holds at less cost; a replica above the plan's count waits
   * then, even where nodes of other types have room.
   * @default "preferred"
   */
  readonly steering?: Steering;
  readonly limits?: LimitsSpec;
  /**
   * Quotas of the clouds' accounts, summed over all clusters that they count. They stand beside those of the
   * catalogue overrides, and in the place of one with the same provider, region and code.
   * @maxItems 1000
   */
  readonly quotas?: readonly AccountQuotaSpec[];
  /**
   * Licences that nodes need: software and services that are paid by the node or by its virtual CPUs. Clusters,
   * pools and edge sites name those that each of their nodes has; workloads name those that the nodes below them need.
   * @maxItems 100
   */
  readonly licences?: readonly LicenceSpec[];
  /**
   * What may be asked of the fleet next, in shares: the plan says how much of what it leaves free is of no use to it.
   * Nothing is bought for it.
   * @minItems 1
   * @maxItems 50
   */
  readonly futureRequests?: readonly FutureRequestSpec[];
  readonly catalogue?: CatalogueSpec;
  /**
   * File of what runs today, as `stowage import --running` writes it, relative to the spec. Plans are compared
   * with it; it shapes none.
   * @minLength 1
   */
  readonly running?: string;
  /**
   * What a promise of use would save on nodes on demand (reserved instances, savings plans, committed use), for terms of
   * so many years, such as `{ years: [1, 3] }`. Advice: no cost of the plan counts it.
   */
  readonly commitments?: CommitmentsSpec;
  readonly budget?: BudgetSpec;
  readonly fees?: FeesSpec;
  /**
   * Data that workloads send: what leaves a zone, a region or a cloud is priced, beside the plan's cost.
   * @maxItems 1000
   */
  readonly traffic?: readonly TrafficSpec[];
  /** How much of the fleet one provider may have at most. */
  readonly vendorShare?: VendorShareSpec;
}

export interface CommitmentsSpec {
  /** @minItems 1 */
  readonly years: readonly (1 | 3)[];
}

/** @minItems 1 */
export type ObjectiveOrder = readonly ObjectiveName[];

export interface WeighedObjective {
  readonly weights: WeightsSpec;
}

/**
 * What the plan weighs beside its cost, in USD that nobody pays. Sums are in whole micro-USD an hour; a month is 730
 * hours. Carbon and nodes are prices of each node; types and moves are weighed where the search meets them, and the
 * bound counts the one type that a cluster with nodes has at least.
 */
export interface WeightsSpec {
  /**
   * A kilogram CO2e in operation. Nodes whose carbon is not known count none.
   * @minimum 0
   * @maximum 1000
   * @default 0
   */
  readonly perKgCo2e?: number;
  /**
   * A node, a month: what operating it takes.
   * @minimum 0
   * @maximum 10000
   * @default 0
   */
  readonly perNodeMonth?: number;
  /**
   * An instance type of a pool, a month.
   * @minimum 0
   * @maximum 10000
   * @default 0
   */
  readonly perInstanceTypeMonth?: number;
  /**
   * A pod that moves against the plan, or what runs, that `--previous` names: once.
   * @minimum 0
   * @maximum 1000
   * @default 0
   */
  readonly perMove?: number;
  /**
   * Months within which a move must have paid for itself.
   * @minimum 1
   * @maximum 36
   * @asType integer
   * @default 1
   */
  readonly moveMonths?: number;
}

/** One replica of something that may come. */
export interface FutureRequestSpec {
  readonly name: Name;
  readonly requests: RequestsSpec;
  /**
   * How often it comes, against the shares of the others: 3 beside 1 is three of four.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   * @default 1
   */
  readonly share?: number;
  /**
   * What its image is built for.
   * @minItems 1
   * @default ["linux/amd64"]
   */
  readonly imagePlatforms?: readonly ImagePlatform[];
  readonly tolerations?: readonly Toleration[];
}

/** Such as an agent at $31 a node a month, or a database at $900 for two virtual CPUs. */
export interface LicenceSpec {
  readonly name: Name;
  /**
   * What one licence is for: a node, or `vcpusEach` virtual CPUs of a node, begun ones counted whole.
   * @default "node"
   */
  readonly per?: "node" | "vcpu";
  /**
   * Virtual CPUs that one licence is for: 2 where a core of two threads is what is licensed. With `per: vcpu` alone.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   * @default 1
   */
  readonly vcpusEach?: number;
  /**
   * Fewest licences that a node needs, however small it is. With `per: vcpu` alone.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   * @default 1
   */
  readonly leastPerNode?: number;
  /**
   * What one costs a month, in USD: part of the plan's cost.
   * @minimum 0
   * @maximum 1000000
   * @default 0
   */
  readonly pricePerMonth?: number;
  /**
   * How many there are, over the whole fleet. Default: as many as are paid for.
   * @minimum 0
   * @maximum 10000000
   * @asType integer
   */
  readonly count?: number;
}

/**
 * Names of licences.
 * @minItems 1
 * @maxItems 100
 */
export type LicenceNames = readonly Name[];

/** Such as AWS's "Running On-Demand Standard instances": 64 virtual CPUs in a region. */
export interface AccountQuotaSpec extends QuotaOfAccount {
  /**
   * What others than this fleet use of the limit.
   * @minimum 0
   * @asType integer
   * @default 0
   */
  readonly usedElsewhere?: number;
  /**
   * Clusters of the account. Default: every cluster of the provider in the region.
   * @minItems 1
   */
  readonly clusters?: readonly Name[];
}

/** What is put into the place of the built-in catalogue's figures. */
export interface CatalogueSpec {
  /**
   * Override files (apiVersion stowage.dev/catalogue/v1), relative to the spec; a later one counts before an
   * earlier one.
   * @maxItems 100
   */
  readonly overrides?: readonly string[];
  /**
   * Age in days from which on a figure is named in a warning, where the caller says what day it is.
   * @minimum 1
   * @maximum 36500
   * @asType integer
   */
  readonly maxAgeDays?: number;
}

export interface DefaultsSpec {
  /**
   * What a container without requests counts as. Kubernetes would let it land on a full node; planning it
   * as nothing would hide it. Every use is named in a diagnostic.
   * @default {"cpu": "100m", "memory": "128Mi"}
   */
  readonly containerRequests?: { readonly cpu: Quantity; readonly memory: Quantity };
}

export interface LimitsSpec {
  /**
   * Gap at which the search stops, in thousandths of a percent of the bound (1000 = 1 %).
   * @minimum 0
   * @maximum 100000
   * @asType integer
   * @default 1000
   */
  readonly targetGapMilliPercent?: number;
  /**
   * Work units (knapsack nodes) after which the search stops with the best plan so far.
   * @minimum 1
   * @maximum 1000000000
   * @asType integer
   * @default 2000000
   */
  readonly workUnits?: number;
  /**
   * Work (looks of a pod at a node) after which the scheduler model is not asked any more; a plan that it could not
   * be asked about says so.
   * @minimum 0
   * @maximum 1000000000000
   * @asType integer
   * @default 100000000
   */
  readonly replayWorkUnits?: number;
  /**
   * Most pods of the previous plan that may change their node, over the whole fleet. Only a plan that is made with
   * `--previous` is held to it. Pods that end, and new ones, do not count.
   * @minimum 0
   * @maximum 10000000
   * @asType integer
   */
  readonly maxMoves?: number;
  /**
   * The same in per cent of the pods of the previous plan that the new one has too, rounded down. With `maxMoves`
   * both hold.
   * @minimum 0
   * @maximum 100
   * @asType integer
   */
  readonly maxMovesPercent?: number;
  /**
   * Longest round trip to any demand point that the plan may promise, in milliseconds: what was measured, else what 95
   * of 100 measured pairs at that distance were below. It holds beside what each workload allows.
   */
  readonly maxPromisedMs?: Milliseconds;
}

export interface ComplianceZoneSpec extends ZoneLawSpec {
  readonly name: Name;
  /**
   * Where clusters and sites may stand: "EEA", "EU" or ISO 3166-1 alpha-2 country codes.
   * @minItems 1
   */
  readonly jurisdictions: readonly string[];
  /** Data classes that may be processed here; empty or absent means any. */
  readonly dataClasses?: readonly string[];
  /**
   * Registries and repositories that images may come from, such as "registry.example/shop". Clusters hold it at
   * admission; absent means any.
   * @minItems 1
   * @maxItems 100
   */
  readonly registries?: readonly ImagePrefix[];
  /**
   * Annotation that pods must carry, with any value: that of whatever checks the images' signatures. Clusters hold
   * it at admission.
   * @minLength 1
   * @maxLength 317
   */
  readonly signatureAnnotation?: string;
}

/**
 * A registry, with or without a path: "ghcr.io", "registry.example:5000/shop".
 * @pattern ^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]([-a-z0-9._]*[a-z0-9])?)*$
 * @maxLength 253
 */
export type ImagePrefix = string;

/** Traffic that a workload opens or takes: all other traffic of created namespaces is denied. */
export interface FlowSpec {
  /** The workload that opens connections, as "namespace/name". Exactly one of `from` and `fromCidr` is given. */
  readonly from?: string;
  /** Addresses that open connections, such as "10.0.0.0/8". */
  readonly fromCidr?: Cidr;
  /** The workload that takes them, as "namespace/name". Exactly one of `to` and `toCidr` is given. */
  readonly to?: string;
  /** Addresses that take them, such as "0.0.0.0/0". */
  readonly toCidr?: Cidr;
  /**
   * Ports of the taking side, as "TCP/8080". Absent: all.
   * @minItems 1
   * @maxItems 100
   */
  readonly ports?: readonly HostPortText[];
}

export interface ClusterSpec extends PlaceLawSpec {
  readonly name: Name;
  readonly platform: PlatformName;
  /** Kubernetes minor version, such as "1.33". */
  readonly version?: string;
  /** The provider's region, such as "eu-central-1". */
  readonly region: string;
  /**
   * Whose machines a `sim` cluster sells. Other platforms name their cloud themselves.
   * @default "aws"
   */
  readonly provider?: "aws" | "azure" | "gcp";
  /**
   * The provider's names of the availability zones used. Default: the first three of the region.
   * @minItems 1
   */
  readonly availabilityZones?: readonly string[];
  readonly complianceZone?: Name;
  /** Labels by which workloads can choose this cluster. */
  readonly labels?: Readonly<Record<string, string>>;
  /** @minItems 1 */
  readonly pools: readonly PoolSpec[];
  /**
   * Pods a node may hold. Default: the platform's own rule.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly podsPerNode?: number;
  /**
   * Block volumes that a node may have attached besides its root disk. Default: a safe count for the cloud and
   * the instance type, named among the assumptions; 16 on nodes that exist already.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly volumesPerNode?: number;
  /**
   * How the network gives addresses to pods, which bounds the pods of a node: eks: secondary-ip,
   * prefix-delegation, custom-networking, custom-networking-prefix; aks: overlay, pod-subnet, node-subnet, kubenet;
   * gke: vpc-native; sim: overlay. Default: the first of them.
   */
  readonly addressMode?: string;
  /**
   * Per cent that a credit, a subsidy or an agreement takes off the price of every node that is bought here.
   * @minimum 1
   * @maximum 99
   * @asType integer
   */
  readonly subsidyPercent?: number;
  /** Ranges of addresses that its nodes, pods and services use. Default: none is looked at. */
  readonly network?: NetworkSpec;
  /** What runs on every node. Default: the platform's own agents, from the catalogue. */
  readonly systemLoad?: readonly SystemLoadSpec[];
  /** What runs on every node besides that, such as the team's own DaemonSets. */
  readonly additionalSystemLoad?: readonly SystemLoadSpec[];
  /** Limits of this cluster alone. Those of an account stand in the fleet's own `quotas`. */
  readonly quotas?: QuotaSpec;
  /** Licences that every node of the cluster has. */
  readonly licences?: LicenceNames;
}

export interface QuotaSpec {
  /**
   * Virtual CPUs of all nodes together.
   * @minimum 0
   * @asType integer
   */
  readonly vcpu?: number;
  /**
   * Nodes of the cluster.
   * @minimum 0
   * @asType integer
   */
  readonly nodes?: number;
  /**
   * Node groups or node pools: one for each pool, instance type, availability zone and purchase option that the plan
   * has. Default: what the platform publishes, of which a plan above it warns.
   * @minimum 0
   * @asType integer
   */
  readonly nodeGroups?: number;
  /**
   * Nodes of one of them, those of an upgrade among them. Default: likewise.
   * @minimum 0
   * @asType integer
   */
  readonly nodesPerGroup?: number;
}

export interface SystemLoadSpec {
  readonly name: string;
  readonly requests: RequestsSpec;
  /** Ports of the node that each pod holds, as "TCP/9100". */
  readonly hostPorts?: readonly HostPortText[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Any one term must hold. */
  readonly requiredNodeTerms?: readonly NodeSelectorTerm[];
  readonly tolerations?: readonly Toleration[];
}

/** cpu, memory, ephemeral-storage and extended resources by their Kubernetes names. */
export interface RequestsSpec {
  readonly cpu?: Quantity;
  readonly memory?: Quantity;
  readonly "ephemeral-storage"?: Quantity;
  readonly [extendedResource: string]: Quantity | undefined;
}

export interface PoolSpec {
  readonly name: Name;
  /**
   * ISAs ("amd64", "arm64") or accelerator chips ("nvidia-l4"). Without an accelerator chip only machines
   * without accelerators are bought.
   * @default ["amd64"]
   */
  readonly chips?: readonly string[];
  /** Instance type families, such as "m7g". Default: every family with the chips. */
  readonly families?: readonly string[];
  /** Instance types by name; with `families`, either may match. */
  readonly instanceTypes?: readonly string[];
  /** How every accelerator of the pool's nodes is cut. Default: not at all, pods get whole devices. */
  readonly deviceSlices?: DeviceSlicesSpec;
  /**
   * Pods may take shares of the pool's devices of different sizes, as "nvidia.com/gpu: 1" with
   * "nvidia.com/gpumem-percentage: 30" and "nvidia.com/gpucores: 25"; those that name neither of the latter have whole
   * devices. It needs a scheduler that knows devices, such as HAMi's, and `fidelity: packing`.
   */
  readonly deviceShares?: DeviceSharesSpec;
  readonly purchase?: PurchaseSpec;
  /**
   * @minimum 0
   * @asType integer
   * @default 0
   */
  readonly minNodes?: number;
  /**
   * @minimum 0
   * @asType integer
   */
  readonly maxNodes?: number;
  /**
   * Instance types that the pool has at most: each costs operation.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly maxInstanceTypes?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  /** Nodes that exist already (platform `kubernetes`, or owned machines): nothing is bought. */
  readonly nodes?: readonly NodeShapeSpec[];
  /** What stays free on purpose. Nodes are bought for it. */
  readonly headroom?: HeadroomSpec;
  /** Licences that every node of the pool has, beside those of the cluster. */
  readonly licences?: LicenceNames;
}

export interface DeviceSharesSpec {
  /**
   * Pods that one device holds at most (HAMi's `deviceSplitCount`).
   * @minimum 1
   * @maximum 100
   * @asType integer
   * @default 10
   */
  readonly perDevice?: number;
}

/**
 * Equal slices of a device, of which a pod asks for whole ones: `profile` for partitions that the hardware
 * keeps apart, or `sharedBy` for turns on the whole device. Exactly one of them.
 */
export interface DeviceSlicesSpec {
  /**
   * MIG profile, vGPU type or partition mode, such as "1g.10gb": each device gives as many slices as it can
   * hold. Pods ask for one as "nvidia.com/mig-1g.10gb: 1"; on gke as "nvidia.com/gpu: 1".
   */
  readonly profile?: string;
  /**
   * Pods that take turns on one device, each as one of the device's own resource ("nvidia.com/gpu: 1"). Nothing
   * keeps them within a share of its memory.
   * @minimum 2
   * @maximum 48
   * @asType integer
   */
  readonly sharedBy?: number;
}

/** Each part holds on its own, and all of them together. */
export interface HeadroomSpec {
  /**
   * Per cent of every node's allocatable CPU and memory that no request takes, system load counted apart.
   * @minimum 0
   * @maximum 90
   * @asType integer
   * @default 0
   */
  readonly percent?: number;
  /**
   * Room for this many more replicas of the pool's largest workload: the one with the largest request of CPU,
   * then of memory, among those that its nodes can hold.
   * @minimum 0
   * @maximum 1000
   * @asType integer
   * @default 0
   */
  readonly pods?: number;
  /**
   * Nodes more than planned that exist while an upgrade replaces others. They are not paid for here, and a
   * cluster's `quotas.nodes` must hold them beside all others; `maxNodes` does not count them.
   * @minimum 0
   * @maximum 1000
   * @asType integer
   * @default 0
   */
  readonly surgeNodes?: number;
}

export interface PurchaseSpec {
  /**
   * Which price lists may be bought from.
   * @default ["on-demand"]
   * @minItems 1
   */
  readonly options?: readonly ("on-demand" | "spot")[];
  readonly spot?: SpotSpec;
  /** Capacity that is paid for elsewhere, or at a price of its own: used before anything dearer is bought. */
  readonly reserved?: readonly ReservedSpec[];
}

export interface SpotSpec {
  /**
   * Per cent of the virtual CPUs of the pool's nodes that spot nodes may have at most. Without `options` it
   * also adds spot to them.
   * @minimum 0
   * @maximum 100
   * @asType integer
   */
  readonly maxShare: number;
}

/**
 * Nodes of one instance type: reserved instances, committed use, or capacity that a cloud keeps for you in one
 * availability zone (On-Demand Capacity Reservations, capacity reservation groups, reservations of Compute Engine).
 */
export interface ReservedSpec {
  readonly instanceType: string;
  /**
   * Nodes that the reservation covers, in its availability zone or else in all of the cluster's together.
   * @minimum 1
   * @maximum 100000
   * @asType integer
   */
  readonly count: number;
  /** Where the capacity is kept. Default: nowhere in particular, the reservation is a price. */
  readonly availabilityZone?: string;
  /**
   * What the cloud calls it, where nodes must ask for it by name: the id of a capacity reservation or the ARN of a
   * resource group of them (eks), the resource id of a capacity reservation group (aks), the name of a reservation (gke).
   * @minLength 1
   * @maxLength 500
   */
  readonly capacityReservation?: string;
  /**
   * What one of them that is used adds to the cost an hour, in USD. What is paid whether it is used or not is
   * no part of the plan's cost.
   * @minimum 0
   * @default 0
   */
  readonly pricePerHour?: number;
}

/** A fixed node shape and how many of it there are. */
export interface NodeShapeSpec extends RackShareSpec {
  /** Name of the shape, such as "orin-nx". */
  readonly type: Name;
  /**
   * @minimum 1
   * @maximum 100000
   * @asType integer
   */
  readonly count: number;
  readonly architecture: "amd64" | "arm64";
  /** The catalogue's name of its processor, such as "kunpeng-920": rules about domestic chips ask for it. */
  readonly processor?: string;
  /** What the machine has: the platform's reservation is taken off, except on platform `kubernetes`. */
  readonly cpu: Quantity;
  readonly memory: Quantity;
  /** @default "32Gi" */
  readonly ephemeralStorage?: Quantity;
  /** Extended resources by name, such as {"nvidia.com/gpu": 1}. */
  readonly extendedResources?: Readonly<Record<string, Quantity>>;
  /** Absent: spread evenly over the cluster's availability zones is not assumed, the first one is. */
  readonly availabilityZone?: string;
  /**
   * @minimum 1
   * @maximum 1000
   * @asType integer
   * @default 110
   */
  readonly pods?: number;
  /**
   * Block volumes that a node may have attached besides its root disk. Default: the cluster's `volumesPerNode`,
   * or 16.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly attachableVolumes?: number;
  /**
   * What one node costs an hour, in USD.
   * @minimum 0
   * @default 0
   */
  readonly pricePerHour?: number;
}

export interface EdgeSiteSpec extends PlaceLawSpec, SiteEdgeSpec {
  readonly name: Name;
  readonly tier?: "device" | "edge" | "region" | "center";
  readonly distribution: DistributionName;
  readonly location: LocationSpec;
  /** @minItems 1 */
  readonly nodes: readonly NodeShapeSpec[];
  readonly complianceZone?: Name;
  readonly labels?: Readonly<Record<string, string>>;
  readonly systemLoad?: readonly SystemLoadSpec[];
  /** What runs on every node besides that, such as the team's own DaemonSets. */
  readonly additionalSystemLoad?: readonly SystemLoadSpec[];
  /** Licences that every node of the site has. */
  readonly licences?: LicenceNames;
}

export interface LocationSpec {
  /**
   * Degrees north.
   * @minimum -90
   * @maximum 90
   */
  readonly lat: number;
  /**
   * Degrees east.
   * @minimum -180
   * @maximum 180
   */
  readonly lon: number;
  /**
   * ISO 3166-1 alpha-2.
   * @pattern ^[A-Z]{2}$
   */
  readonly country: string;
}

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
   * all clusters of any one region, or of any one provider. As many standby replicas are bought as that takes; an edge
   * site is a region and a provider of its own.
   */
  readonly survive?: "place" | "region" | "provider";
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
}

/**
 * Replicas of the workload may be left out of the plan, each at a penalty or in the order of priorities: exactly one
 * of them. What is placed is then what runs.
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
