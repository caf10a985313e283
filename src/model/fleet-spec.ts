/**
 * The fleet spec (apiVersion stowage.dev/v1) as people write it. This file, and those that it
 * names, are the one place where it is defined: `schemas/fleet.schema.json` is generated from them (`npm run
 * schemas`), and the schema decides.
 * Quantities are Kubernetes quantities ("500m", "1Gi").
 */
import type {
  AccountQuotaSpec,
  CatalogueSpec,
  CommitmentsSpec,
  LicenceSpec,
  LoadBalancerQuotaSpec,
} from "./account-spec.js";
import type { BudgetSpec, FeesSpec, VendorShareSpec } from "./business-spec.js";
import type { DemandPointSpec, LinkSpec, RoundTripSpec } from "./latency-spec.js";
import type { TransferSpec } from "./law-spec.js";
import type { Name } from "./name.js";
import type { Cidr } from "./network-spec.js";
import type {
  Fidelity,
  FutureRequestSpec,
  LimitsSpec,
  ObjectiveOrder,
  Steering,
  WeighedObjective,
} from "./objective-spec.js";
import type { ClusterSpec, ComplianceZoneSpec, EdgeSiteSpec } from "./place-spec.js";
import type { Quantity } from "./requests-spec.js";
import type { RiskGroupSpec } from "./risk-spec.js";
import type { TrafficSpec } from "./traffic-spec.js";
import type { HostPortText, ManifestsSpec, WorkloadSpec } from "./workload-spec.js";

export type { DataSpec, Regime } from "./law-spec.js";
export type * from "./move-spec.js";
export type { Name } from "./name.js";
export type * from "./account-spec.js";
export type * from "./objective-spec.js";
export type * from "./place-spec.js";
export type * from "./pool-spec.js";
export type * from "./requests-spec.js";
export type * from "./risk-spec.js";
export type * from "./workload-spec.js";

export interface FleetSpec {
  readonly apiVersion: "stowage.dev/v1";
  readonly name: Name;
  /** Sets of clusters and sites under named regimes, that data and workloads are bound to. */
  readonly complianceZones?: readonly ComplianceZoneSpec[];
  readonly clusters?: readonly ClusterSpec[];
  readonly edgeSites?: readonly EdgeSiteSpec[];
  /**
   * What fails together, however far apart it is: for `divideAmong.survive`, `stowage whatif` and drawn failures.
   * @maxItems 1000
   */
  readonly riskGroups?: readonly RiskGroupSpec[];
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
   * Lines between places: their round trips are taken as measured, and `stowage whatif` rehearses their loss.
   * @maxItems 10000
   */
  readonly links?: readonly LinkSpec[];
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
   * How many load balancers accounts may have, summed over all clusters that a quota counts.
   * @maxItems 1000
   */
  readonly loadBalancerQuotas?: readonly LoadBalancerQuotaSpec[];
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

export interface DefaultsSpec {
  /**
   * What a container without requests counts as. Kubernetes would let it land on a full node; planning it
   * as nothing would hide it. Every use is named in a diagnostic.
   * @default {"cpu": "100m", "memory": "128Mi"}
   */
  readonly containerRequests?: { readonly cpu: Quantity; readonly memory: Quantity };
}

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
