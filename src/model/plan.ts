/**
 * The plan (stowage.dev/plan/v1): the whole answer, as plain JSON. Amounts are integers in base units;
 * money is in micro-units of `cost.currency` an hour. Records are keyed by name, so that a diff reads well.
 */
import type { Architecture, CloudProvider, PurchaseOption } from "./catalogue.js";
import type { BudgetPlan, VendorSharePlan } from "./business.js";
import type { ByName } from "./by-name.js";
import type { CertificateReference } from "./certificate.js";
import type { QuotaUnit } from "./catalogue-override.js";
import type { Assumption, Evidence } from "./evidence.js";
import type { Diagnostic } from "./diagnostic.js";
import type { SiteEdgePlan } from "./edge.js";
import type { DistributionName, FurtherObjective, PlatformName, Regime, SurviveSpec } from "./fleet-spec.js";
import type { CommitmentPlan } from "./commitment-plan.js";
import type { HoursPlan, HourState } from "./hours.js";
import type { TargetKind, Weights, WorkloadKind } from "./fleet.js";
import type { LatencyPlan } from "./latency.js";
import type { Labels, Taint } from "./kubernetes.js";
import type { PlaceLaw, WorkloadLaw, ZoneLaw } from "./law.js";
import type { PricedMoves } from "./move.js";
import type { LoadBalancerPlan, NetworkPlan } from "./network.js";
import type { PlaceSurvival, RiskZones, StandbyPlan } from "./survival.js";
import type { TrafficFlowPlan } from "./traffic.js";
import type { TransferPlan } from "./transfer.js";
import type { ResourceVector } from "../units/resources.js";

export type { ByName } from "./by-name.js";

export const PLAN_API_VERSION = "stowage.dev/plan/v1";

/** What every cost of a plan is in. */
export const PLAN_CURRENCY = "USD";

export interface Plan {
  readonly apiVersion: "stowage.dev/plan/v1";
  readonly name: string;
  /** Version of the package that made the plan. */
  readonly version: string;
  readonly specDigest: string;
  readonly catalogueDigest: string;
  /** sha256 of the spec's catalogue overrides; absent without any. */
  readonly catalogueOverridesDigest?: string;
  readonly complianceZones: ByName<ComplianceZonePlan>;
  readonly clusters: ByName<ClusterPlan>;
  readonly edgeSites: ByName<EdgeSitePlan>;
  readonly workloads: ByName<WorkloadPlan>;
  /** "namespace/name" -> how the workload was divided among places; absent where none is divided. */
  readonly divisions?: ByName<DivisionPlan>;
  /** What outliving losses of places takes; absent where no workload must. */
  readonly standby?: StandbyPlan;
  /** "namespace/name" of a divided workload, id of any other -> how near it is to whom; absent without such rules. */
  readonly latency?: ByName<readonly LatencyPlan[]>;
  /** Declared transfers that leave the country where their workload stands, by name; absent without any. */
  readonly transfers?: ByName<TransferPlan>;
  /** Quotas of accounts that the plan's nodes count against, by key; absent where they count against none. */
  readonly quotas?: ByName<QuotaPlan>;
  /** Load balancers by quota; absent where the fleet states none. */
  readonly loadBalancers?: ByName<LoadBalancerPlan>;
  /** Licences that nodes of the plan have, by name; absent without any. */
  readonly licences?: ByName<LicencePlan>;
  /** Against the previous plan; absent where none was given. */
  readonly moves?: MovesPlan;
  /** What is free, and of what use to the fleet's future requests; absent where it states none. */
  readonly stranded?: StrandedPlan;
  readonly cost: CostPlan;
  /** Absent where the spec states none. */
  readonly budget?: BudgetPlan;
  /** What each provider has of the plan; absent where the spec limits none. */
  readonly vendorShare?: VendorSharePlan;
  /** What declared traffic costs beside that, by name; absent without any. */
  readonly traffic?: ByName<TrafficFlowPlan>;
  /** What demand by the hour costs; absent where none is stated. */
  readonly hours?: HoursPlan;
  /** Buy or do not buy, of each instance type on demand; absent where the spec does not ask. */
  readonly commitments?: readonly CommitmentPlan[];
  readonly carbon: CarbonPlan;
  readonly search: SearchPlan;
  readonly assumptions: readonly Assumption[];
  /** Cost and rules that the plan leaves out, in words. */
  readonly notCounted: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/** What all clusters together use of one quota of an account. */
export interface QuotaPlan {
  readonly unit: QuotaUnit;
  /** What the fleet may use. */
  readonly limit: number;
  readonly planned: number;
  /** With every demand at its peak; absent where none has one. */
  readonly atPeak?: number;
}

/** What all nodes together need of one licence. */
export interface LicencePlan {
  /** What one costs. */
  readonly microPerHour: number;
  /** How many the fleet may use; absent: any number. */
  readonly limit?: number;
  readonly planned: number;
  /** With every demand at its peak; absent where none of its clusters has one. Not paid for. */
  readonly atPeak?: number;
}

export interface ComplianceZonePlan {
  readonly regimes: readonly Regime[];
  readonly jurisdictions: readonly string[];
  readonly dataClasses: readonly string[];
  /** Where images may come from; absent: anywhere. */
  readonly registries?: readonly string[];
  /** Annotation that pods must carry. */
  readonly signatureAnnotation?: string;
  /** What it asks beside that; absent: nothing. */
  readonly law?: ZoneLaw;
  readonly clusters: readonly string[];
  readonly edgeSites: readonly string[];
}

/** What clusters and edge sites have in common. */
export interface TargetPlan {
  readonly name: string;
  /** ISO country code of the place. */
  readonly country: string;
  readonly complianceZone?: string;
  /** The zone's rules again, so that a slice can be judged without the whole plan. */
  readonly complianceZoneRules?: ComplianceZoneRules;
  /** What it says to the rules of its zone; absent where the zone asks nothing. */
  readonly law?: PlaceLaw;
  /** Keyed by purchase key. */
  readonly purchases: ByName<Purchase>;
  /** Workload id -> where its replicas run. */
  readonly placements: ByName<Placement>;
  readonly utilisation: Utilisation;
  /** Priorities whose replicas may stay out, the highest first; absent where there are none. */
  readonly priorities?: readonly PriorityPlan[];
  /** What the scheduler model makes of it; absent where the fleet asks for a packing alone. */
  readonly realisation?: TargetRealisation;
  /** Present where a demand of the target is by the hour. */
  readonly hours?: readonly HourState[];
  /** Machines, their licences and cluster fee. */
  readonly microPerHour: number;
  readonly gramsPerHour: number;
}

export interface ComplianceZoneRules {
  readonly jurisdictions: readonly string[];
  readonly dataClasses: readonly string[];
  readonly regimes: readonly Regime[];
  readonly registries?: readonly string[];
  readonly signatureAnnotation?: string;
}

export interface ClusterPlan extends TargetPlan {
  readonly platform: PlatformName;
  readonly version?: string;
  readonly provider: CloudProvider;
  readonly region: string;
  readonly partition: string;
  readonly availabilityZones: readonly string[];
  readonly podsPerNode?: number;
  readonly volumesPerNode?: number;
  /** How pods get addresses; absent: the platform's default. */
  readonly addressMode?: string;
  /** Per cent that are off the catalogue's price of every node that is bought; absent: none. */
  readonly subsidyPercent?: number;
  /** Ranges of addresses and what its nodes take of them; absent where the spec states none. */
  readonly network?: NetworkPlan;
  readonly fixedFeeMicroPerHour: number;
  readonly pools: ByName<PoolPlan>;
  /** Groups whose workloads have nodes to themselves, sorted; absent without any. */
  readonly dedicatedNodes?: readonly string[];
  /** Traffic that is allowed beside what clusters always need; absent without any. */
  readonly flows?: readonly FlowPlan[];
}

/** One of `fromWorkload` and `fromCidr` is present, and one of `toWorkload` and `toCidr`. */
export interface FlowPlan {
  /** Id of the workload that opens connections. */
  readonly fromWorkload?: string;
  readonly fromCidr?: string;
  /** Id of the workload that takes them. */
  readonly toWorkload?: string;
  readonly toCidr?: string;
  /** "TCP/8080"; empty means all. */
  readonly ports: readonly string[];
}

export interface EdgeSitePlan extends TargetPlan {
  readonly tier: "device" | "edge" | "region" | "center";
  readonly distribution: DistributionName;
  readonly latitude: number;
  readonly longitude: number;
  /** What it asks beside its nodes, and uses of it; absent: nothing. */
  readonly edge?: SiteEdgePlan;
}

export interface PoolPlan {
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  readonly nodes: number;
  readonly minNodes: number;
  readonly maxNodes?: number;
  readonly headroom?: HeadroomPlan;
  /** Per cent of the virtual CPUs of the pool's nodes that spot nodes may have. */
  readonly spotMaxPercent?: number;
  /** Instance types that the pool has at most. */
  readonly maxInstanceTypes?: number;
  /** Present where a demand of the cluster has a peak: the nodes that an autoscaler moves between. */
  readonly autoscaling?: { readonly minNodes: number; readonly maxNodes: number };
}

/** What a pool keeps free. */
export interface HeadroomPlan {
  /** Per cent of every node's allocatable CPU and memory. */
  readonly percent?: number;
  /** Room for `replicas` more of this workload, the largest that the pool's nodes can hold. */
  readonly spare?: { readonly workload: string; readonly replicas: number };
  readonly surgeNodes?: number;
}

/** `count` identical nodes of one pool in one availability zone, bought (or owned) on one price list. */
export interface Purchase {
  readonly key: string;
  readonly pool: string;
  readonly instanceType: string;
  readonly architecture: Architecture;
  /** "amd64", "arm64", or the accelerator's chip name. */
  readonly chip: string;
  readonly availabilityZone: string;
  readonly purchaseOption: PurchaseOption;
  /** 0 only where hours need nodes that the base does not. */
  readonly count: number;
  /** Virtual CPUs of one node, as quotas count them. */
  readonly vcpu: number;
  /** Each node's price. */
  readonly microPerHour: number;
  readonly priceEvidence: Evidence;
  /** What one node holds for pods: the platform's allocatable, before system load. */
  readonly allocatable: ResourceVector;
  /** What system load takes of it on each node, its pods included. */
  readonly systemLoad: ResourceVector;
  /** What reserved nodes ask the cloud for by name; absent: nothing. */
  readonly capacityReservation?: string;
  /** How each accelerator of a node is cut; absent: not at all. */
  readonly deviceSlices?: DeviceSlicesPlan;
  /** Present where pods take shares of its devices. */
  readonly deviceShares?: DeviceSharesPlan;
  /** CO2e of one node in operation; present where the spec weighs carbon and the machine's is known. */
  readonly milligramsPerHour?: number;
  /** Key of a quota -> what one node counts against it; absent where it counts against none. */
  readonly quotas?: ByName<number>;
  /** Key of a range -> addresses that one node takes of it; absent where the cluster states no ranges. */
  readonly addresses?: ByName<number>;
  /** Name of a licence -> how many one node needs; absent where it needs none. */
  readonly licences?: ByName<number>;
  /** Labels and taints of these nodes, pool's and platform's together. */
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  /** How the nodes are filled: counts add up to `count`. */
  readonly layouts: readonly NodeLayout[];
  /** Present where a demand of the target has a peak and none is by the hour: a filling that holds it. Not paid for. */
  readonly peak?: PeakNodes;
  /** Present where a demand of the target is by the hour: one for each of the target's `hours`. */
  readonly hours?: readonly PeakNodes[];
}

export interface DeviceSlicesPlan {
  /** Accelerators of one node, all cut alike. */
  readonly devices: number;
  /** What each of them gives, each resource once; several where profiles are mixed on one device. */
  readonly slices: readonly DeviceSlicePlan[];
}

export interface DeviceSlicePlan {
  /** Absent: pods take turns on the whole device. */
  readonly profile?: string;
  /** Slices of one accelerator. */
  readonly each: number;
  /** What a pod asks for to get one. */
  readonly resource: string;
}

export interface DeviceSharesPlan {
  /** Accelerators of one node. */
  readonly devices: number;
  /** Pods that one of them holds at most. */
  readonly perDevice: number;
}

/** `count` nodes, the bought ones among them, and how all of them are filled at peak, or in some hours. */
export interface PeakNodes {
  readonly count: number;
  readonly layouts: readonly NodeLayout[];
}

/** `nodes` nodes, each holding `pods[workload id]` replicas. */
export interface NodeLayout {
  readonly nodes: number;
  readonly pods: ByName<number>;
  /** Where devices are shared, each of the node's: workload id -> pods with a share of it. */
  readonly devices?: readonly ByName<number>[];
}

export interface Placement {
  readonly replicas: number;
  /** Pool name -> replicas. */
  readonly byPool: ByName<number>;
  /** Availability zone -> replicas. */
  readonly byAvailabilityZone: ByName<number>;
}

/** Sums over all nodes of a target. */
export interface Utilisation {
  readonly allocatable: ResourceVector;
  readonly systemLoad: ResourceVector;
  readonly requested: ResourceVector;
}

export interface WorkloadPlan {
  readonly name: string;
  readonly namespace: string;
  readonly kind: WorkloadKind;
  readonly target: { readonly kind: TargetKind; readonly name: string };
  /** Replicas that run. */
  readonly replicas: number;
  /** Replicas that the fleet asks for beside them and that the plan leaves out; absent where there are none. */
  readonly leftOut?: LeftOutPlan;
  /** Most replicas at once, where that is more than `replicas`. */
  readonly peak?: number;
  /** Replicas of each hour, in UTC. */
  readonly hourly?: readonly number[];
  /** Demand in units of performance that its replicas give, each by the chip of its node. */
  readonly performance?: PerformancePlan;
  readonly requests: ResourceVector;
  readonly placement: Placement;
  readonly survive?: SurviveSpec;
  /** Present where it survives risk groups: those that take availability zones of its cluster, and which. */
  readonly riskZones?: RiskZones;
  /**
   * Availability zones to which its pods are bound, sorted, as no rule of spread over all zones would leave a replica
   * after the loss of each risk group. Absent: any.
   */
  readonly boundZones?: readonly string[];
  readonly complianceZone?: string;
  readonly dataClass?: string;
  /** Whose it is, and where its data is kept beside its replicas. */
  readonly law?: WorkloadLaw;
  /** What a replica uses of its edge site's uplink; absent: nothing. */
  readonly uplinkKbps?: number;
  readonly zoneSpread?: { readonly maxSkew: number; readonly minDomains?: number };
  readonly maxPerNode?: number;
  /** Ids of workloads that no node holds beside it. */
  readonly apartFrom?: readonly string[];
  /** Each node, or availability zone, that holds it holds that other workload too. */
  readonly beside?: { readonly workload: string; readonly over: "node" | "availabilityZone" };
  /** Present where another workload stands beside it or keeps apart from it, and finds it by a label of its pods. */
  readonly isSelected?: true;
  /** One domain holds all replicas of all workloads of its target with the same gang, or none of them runs. */
  readonly gang?: { readonly within: "availabilityZone" | "node"; readonly name: string };
  /** Nodes that hold it hold only workloads of the same group. */
  readonly dedicatedNodes?: string;
  /** Names of licences that its nodes have. */
  readonly licences?: readonly string[];
  /**
   * Instance types on which alone its pods run, with `maxPerNode` as the cap that goes with them: its home, where every
   * node keeps room for its cap, so that any order of arrival holds. Absent: any of its pools.
   */
  readonly requiredInstanceTypes?: readonly string[];
  /**
   * Where its pods go as long as there is room: on nodes whose sizes suit it, so that each kind of node is filled by
   * what it was bought for in whatever order pods arrive. Absent: anywhere among its pools.
   */
  readonly preferredInstanceTypes?: readonly string[];
  readonly scaling?: { readonly minReplicas: number; readonly maxReplicas: number };
  /** Value of its priority class; absent: 0. */
  readonly priority?: number;
  /** Replicas that a voluntary disruption must leave, or may take. */
  readonly disruptionBudget?: { readonly minAvailable?: number; readonly maxUnavailable?: number };
  /** Its share of its nodes' price, licences included, by the largest share of any resource. */
  readonly microPerHour: number;
}

/** How the replicas of a workload were divided among places. */
export interface DivisionPlan {
  readonly replicas: number;
  /** Cluster or edge site -> replicas; those with none are left out. */
  readonly byTarget: ByName<number>;
  /** Replicas that no place holds; absent: there are none. */
  readonly leftOut?: LeftOutPlan;
  /** What is left after which losses; absent where nothing must be. */
  readonly survive?: PlaceSurvival;
}

export interface PerformancePlan {
  /** Units that all replicas together give at least. */
  readonly demand: number;
  /** Chip -> units that one replica gives on it. */
  readonly perReplica: ByName<number>;
  /** Per cent by which the fastest replica may give more than the slowest. */
  readonly maxSpreadPercent: number;
}

export interface LeftOutPlan {
  readonly replicas: number;
  /** Penalty of each; absent where priorities decide. */
  readonly microPerHour?: number;
}

/** Replicas of one priority that stay out only where they do not fit. */
export interface PriorityPlan {
  readonly priority: number;
  /** Replicas that the fleet asks for. */
  readonly replicas: number;
  readonly leftOut: number;
  /** Of every plan that leaves no more of any higher priority out, at least so many stay out. */
  readonly boundLeftOut: number;
}

export interface CostPlan {
  readonly currency: string;
  readonly microPerHour: number;
  /** 730 hours. */
  readonly microPerMonth: number;
  readonly machinesMicroPerHour: number;
  readonly clusterFeesMicroPerHour: number;
  /** Licences of all nodes; absent where they cost nothing. */
  readonly licencesMicroPerHour?: number;
  /** Penalties of replicas that are left out. Nobody pays them: they are no part of the cost. */
  readonly penaltiesMicroPerHour?: number;
}

/** Operational carbon: power of the machines x PUE x grid. Absent figures are named in `notCounted`. */
export interface CarbonPlan {
  readonly operationalGramsPerHour: number;
}

/**
 * "held": every pod found a node in all orders of arrival that were tried. "pending": in some order pods found none, and
 * nothing that the limits allow helps. "notReplayed": it would take more work than the limit.
 */
export type RealisationStatus = "held" | "pending" | "notReplayed";

/**
 * Why workloads are not bound to instance types: some have rules that binding knows nothing of, some found no types of
 * their own, its nodes are more than limits allow, or a plan without it holds every order tried and costs no more.
 */
export type UnboundReason = "rules" | "noTypes" | "limits" | "notCheaper";

/** Each node of a pool replaced by itself: one of its kind comes first, then its pods leave it, then it goes. */
export interface ReplacementPlan {
  /** Present where the pool says what an upgrade adds (`headroom.surgeNodes`): what is held leaves nothing pending then. */
  readonly promised?: true;
  /** Orders of arrival after which its nodes were replaced. */
  readonly orders: number;
  /** Most pods that one replacement left without a node. */
  readonly pendingPods: number;
}

/** What kube-scheduler, by the scheduler model, makes of the planned nodes. */
export interface TargetRealisation {
  readonly status: RealisationStatus;
  /** Orders of arrival in which pods were placed one by one while nodes were looked for. */
  readonly orders: number;
  /** Further orders in which the nodes that were found hold every pod; 0 where they do not. */
  readonly confirmedOrders: number;
  /**
   * Present where no order at all leaves a pod pending, as can be counted: every workload is bound to instance types, and
   * their nodes keep room for its cap.
   */
  readonly everyOrder?: true;
  /** Present where the fleet asks for bound workloads and this target has none. */
  readonly unbound?: UnboundReason;
  /** Most pods that found no node in any of them, or after a node's replacement that is promised. */
  readonly pendingPods: number;
  /** By pool that buys nodes: what becomes of pods where they are replaced; absent where that was not tried. */
  readonly replacements?: Readonly<Record<string, ReplacementPlan>>;
  /** Of Deployments that start a replica before they stop one; absent where there are none, or it was not tried. */
  readonly rollingUpdates?: RollingUpdatesPlan;
  /** What it costs more than the cheapest packing found. */
  readonly extraMicroPerHour: number;
}

export interface RollingUpdatesPlan {
  /** How many they are. */
  readonly starting: number;
  /** Orders of arrival after which each was asked for room, one at a time. */
  readonly orders: number;
  /** Ids of those for which no node has room after one of them, sorted. */
  readonly waiting: readonly string[];
}

/** The same of all targets together. */
export interface RealisationPlan {
  /** The worst of them. */
  readonly status: RealisationStatus;
  readonly pendingPods: number;
  /** The cheapest packing found, cluster fees counted: what the plan would cost if order did not matter. */
  readonly packingMicroPerHour: number;
  /** Looks of pods at nodes, of the limit. */
  readonly workUnits: number;
  readonly workUnitsLimit: number;
}

/** Why the search stopped. */
export type StopReason = "proved" | "gapReached" | "workBudget" | "exhausted";

export interface SearchPlan {
  /** No plan of this spec costs less than this, penalties counted. */
  readonly boundMicroPerHour: number;
  /** The same of plans that divide workloads among places as this one does; absent where none is divided. */
  readonly divisionBoundMicroPerHour?: number;
  /** (cost + penalties) / bound - 1, in millionths, rounded up; 0 exactly where cost = bound. */
  readonly gapPpm: number;
  readonly stop: StopReason;
  /** Work units used, of the limit. */
  readonly workUnits: number;
  readonly workUnitsLimit: number;
  /** How the bound was proved, in one line. */
  readonly boundMethod: string;
  /** What order of arrival costs; absent where the fleet asks for a packing alone. */
  readonly realisation?: RealisationPlan;
  /** Present where a certificate was asked for. */
  readonly certificate?: CertificateReference;
  /** What was made small after cost, in that order; absent: nothing. The bound is of the cost alone. */
  readonly furtherObjectives?: readonly FurtherObjectivePlan[];
  /** Present where the spec weighs more than cost: then this sum was made small, and the cost is a part of it. */
  readonly weighed?: WeighedPlan;
}

/** Micro-units an hour, most of which nobody pays. */
export interface WeighedPlan {
  readonly weights: Weights;
  /** Cost, penalties and what is weighed beside them. */
  readonly microPerHour: number;
  /** No plan of this spec has a smaller sum. */
  readonly boundMicroPerHour: number;
  /** sum / bound - 1, in millionths, rounded up. */
  readonly gapPpm: number;
  readonly carbonMicroPerHour: number;
  readonly nodesMicroPerHour: number;
  readonly instanceTypesMicroPerHour: number;
  readonly movesMicroPerHour: number;
}

/**
 * Nodes, instance types of each pool summed over pools, grams CO2e an hour in operation, or pods that move against
 * the previous plan, of the whole fleet.
 */
export interface FurtherObjectivePlan {
  readonly name: FurtherObjective;
  readonly value: number;
  /** Of the cheapest plan that was found. */
  readonly atLeastCost: number;
}

/**
 * Fragmentation as of Weng et al., "Beware of Fragmentation" (USENIX ATC 2023, section 3), over whole units: what is
 * free on a node counts, for each future request that the node cannot take, with the share of that request in all.
 */
export interface StrandedPlan {
  /**
   * Free capacity in thousandths of a node: of each node the mean, over the resources that future requests name and
   * the node has, of what is free of its allocatable.
   */
  readonly freeMilliNodes: number;
  /** The part of it that a future request is expected not to be able to use. */
  readonly strandedMilliNodes: number;
  /** The same resource by resource, in its own unit. */
  readonly resources: ByName<StrandedResource>;
}

/** In the resource's own unit. */
export interface StrandedResource {
  readonly free: number;
  readonly stranded: number;
}

/** What changes its place against an earlier plan, or what runs. */
export interface MovesPlan {
  /** `PreviousFleet.digest`. */
  readonly previousDigest: string;
  /** Pods of the previous plan that this one has too; the others end, they do not move. */
  readonly pods: number;
  /** Of those, at most so many that must move: all that `stays` does not show to stay. */
  readonly movePods: number;
  /** Of those, pods that end in one cluster or edge site and begin in another; absent: none. */
  readonly betweenPlaces?: number;
  /** Most that may, by the spec; absent: any number. */
  readonly limit?: number;
  /** What moves of workloads that say so cost together, once; absent where none says so. */
  readonly priceMicro?: number;
  /** Most that they may, by the spec; absent: any amount. */
  readonly priceLimitMicro?: number;
  /** Id of a workload that says what a move takes, and that replicas go to -> where from, at which price. */
  readonly priced?: ByName<PricedMoves>;
  readonly addNodes: number;
  readonly removeNodes: number;
  /** Of the plan that would be made without a previous one: what keeping pods where they are is paid with. */
  readonly anew: { readonly microPerHour: number; readonly movePods: number };
  /** Name of a cluster or edge site -> nodes that stay, with pods on them. */
  readonly stays: ByName<StayingOfTarget>;
}

/** Of one cluster or edge site. */
export type StayingOfTarget = readonly StayingNodes[];

/** `nodes` nodes of row `previous` of `PreviousFleet.targets` that hold layout number `layout` of a purchase. */
export interface StayingNodes {
  readonly previous: number;
  readonly purchase: string;
  readonly layout: number;
  readonly nodes: number;
}
