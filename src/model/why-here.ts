/**
 * Why a workload stands where a plan has it. Every figure comes from planning again: the workload's cluster or edge
 * site alone (the whole fleet, where the planner chose its place), as a packing, so that the answers differ by what
 * was asked and not by the orders of arrival that were tried. Money is in micro-units an hour.
 */
import type { ByName } from "./by-name.js";
import type { ExclusionRule, PlanOutcome } from "./outcome.js";

export interface WhyHere {
  /** Id of the workload. */
  readonly workload: string;
  /** What was planned again: "cluster \"main\"", or "the fleet". */
  readonly scope: string;
  readonly currency: string;
  /** The scope as a packing: what all answers are compared with. */
  readonly packing: PackingCost;
  /** What it asks for and what its pools and cluster hold it to, those first that cost most. */
  readonly requirements: readonly HoldingRequirement[];
  /** The plan without a place that the workload has, the cheapest first. */
  readonly without: readonly WithoutPlace[];
  /** Pools of its cluster that it does not stand in, by name. */
  readonly otherPools: readonly OtherPool[];
  /** Clusters and edge sites that it is not in, by kind and name. */
  readonly otherPlaces: readonly OtherPlace[];
  readonly shadowPrices: ShadowPrices;
  /** Whether the questions ended before everything was asked. */
  readonly partial: boolean;
}

/** Penalties of replicas that stay out are counted in both. */
export interface PackingCost {
  readonly microPerHour: number;
  readonly boundMicroPerHour: number;
}

/** What planning again gave, against the packing. */
export type Otherwise =
  | {
      readonly status: "planned";
      /** Cost of the plan that was found, less that of the packing. */
      readonly moreMicroPerHour: number;
      /** No such plan costs less than the packing and this: its bound, less the packing's cost. */
      readonly atLeastMicroPerHour: number;
      /**
       * Replicas that stay out by priority beyond those that the packing leaves out, fewer where it is negative: then both
       * costs are of different fleets. Absent: none.
       */
      readonly moreLeftOut?: number;
    }
  /** `because`: the first reasons. */
  | { readonly status: Exclude<PlanOutcome["status"], "planned">; readonly because: readonly string[] }
  /** The questions had ended, or it is none that can be asked of one workload alone. */
  | { readonly status: "notAsked"; readonly because: readonly string[] };

export interface HoldingRequirement {
  readonly label: string;
  /** "workload \"web\" may have 2 of its replicas on a node". */
  readonly words: string;
  readonly path: string;
  /** What a plan without it saved, by what was found; 0 or less: nothing. Absent where no plan of it was found. */
  readonly savesMicroPerHour?: number;
  /** So much is saved for certain: the packing's bound less the cost without it. At most 0: not proved to hold. */
  readonly savesAtLeastMicroPerHour?: number;
}

export type PlaceKind = "pool" | "instanceType" | "availabilityZone";

export interface WithoutPlace {
  readonly kind: PlaceKind;
  /** What it was kept off. */
  readonly names: readonly string[];
  /** Where that plan has it; empty without a plan. */
  readonly goesTo: readonly string[];
  readonly answer: Otherwise;
}

/** One rule, or several, that keep the workload off some of a pool's nodes. */
export interface PoolRefusal {
  readonly rules: readonly ExclusionRule[];
  readonly offerings: number;
  readonly detail: string;
}

export interface OtherPool {
  readonly pool: string;
  /** Offerings of the pool, and those that may hold it. */
  readonly offerings: number;
  readonly allowed: number;
  /** What keeps it off the others. */
  readonly refusals: readonly PoolRefusal[];
  /** With the workload in that pool alone; absent where none may hold it. */
  readonly answer?: Otherwise;
}

export interface OtherPlace {
  readonly kind: "cluster" | "edgeSite";
  readonly name: string;
  /** Of a cluster: "aws/eu-central-1". */
  readonly region?: string;
  /** With the whole workload there; of a divided one the least that it takes to have some of it there is not told. */
  readonly answer: Otherwise;
}

export interface ShadowPrices {
  readonly replica: ReplicaPrice;
  /**
   * Resource -> what one unit more (mCPU, MiB, device) in every replica costs, in millionths of a micro-unit an hour: the
   * multipliers of the certificate for the nodes that hold it. First order: exact for the linear program below the
   * bound and for a small change, no bound by itself. Empty where there is no certificate.
   */
  readonly resources: ByName<number>;
  /** Limits that are used up, or that the certificate takes rent for. */
  readonly limits: readonly LimitPrice[];
  /** Why there are no multipliers; absent where there are. */
  readonly withoutCertificate?: string;
}

export interface ReplicaPrice {
  /** What the packing's certificate proves of it; absent without one. */
  readonly certifiedBoundMicroPerHour?: number;
  /** With one replica more. */
  readonly answer: Otherwise;
  /**
   * The certificate of the packing, checked again with one replica more: no plan of that costs less than the certified
   * bound of now and this. Absent without a certificate, or where its proofs do not reach so far: they may count on a
   * node holding no more replicas than there are.
   */
  readonly boundRisesMicroPerHour?: number;
  /** The same with one fewer: no plan of that costs less than the certified bound less this. */
  readonly boundFallsMicroPerHour?: number;
}

export interface LimitPrice {
  /** "pool \"general\" may have 3 node(s) (maxNodes)". */
  readonly words: string;
  readonly path: string;
  readonly limit: number;
  readonly used: number;
  /** With one unit more. */
  readonly answer: Otherwise;
  /** The certified bound falls by so much with one unit more, so that no more than this and the gap can be saved. */
  readonly rentMicroPerHour?: number;
}
