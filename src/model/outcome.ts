/** What planning a checked fleet gives: a plan, or the reasons why there is none. */
import type { Certificate } from "./certificate.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Plan } from "./plan.js";

/** A rule that can keep a workload off an offering, in the order in which they are reported. */
export const EXCLUSION_RULES = [
  "residency",
  "region",
  "latency",
  "architecture",
  "accelerator",
  "nodeSelector",
  "taint",
  "availabilityZone",
  "cpu",
  "memory",
  "ephemeralStorage",
  "pods",
  "extendedResource",
  "deviceShare",
  "hostPort",
  "attachableVolumes",
] as const;

export type ExclusionRule = (typeof EXCLUSION_RULES)[number];

/** How many offerings a rule (or a pair of rules, and no third) excluded. */
export interface Exclusion {
  /** One rule, or two that only together exclude. */
  readonly rules: readonly ExclusionRule[];
  readonly offerings: number;
  /** Both numbers with units, such as "requests 64 CPU, the largest node leaves 47.6 CPU". */
  readonly detail: string;
}

/** Requirements that cannot hold together, for one workload or one pool. */
export interface Conflict {
  /** Stable: scripts may rely on it. */
  readonly label: ConflictLabel;
  /** Workload id, pool or cluster that it is about. */
  readonly subject: string;
  /** Where in the user's spec or manifests it comes from. */
  readonly path: string;
  readonly message: string;
  readonly offeringsConsidered: number;
  readonly exclusions: readonly Exclusion[];
  /** What would fix it, best first. */
  readonly waysOut: readonly string[];
}

export type ConflictLabel =
  | "no-offering"
  | "residency"
  | "law"
  | "region"
  | "pool-limit"
  | "quota"
  | "account-quota"
  | "zone-spread"
  | "fixed-nodes"
  | "peak"
  | "hours"
  | "spot-share"
  | "reservation"
  | "instance-types"
  | "licences"
  | "beside"
  | "division"
  | "latency"
  | "gang"
  | "moves"
  | "autonomy"
  | "rack"
  | "uplink"
  | "addresses"
  | "budget"
  | "vendor-share";

export type PlanOutcome =
  /** With a certificate of the plan's bound where one was asked for. */
  | { readonly status: "planned"; readonly plan: Plan; readonly certificate?: Certificate }
  | { readonly status: "infeasible"; readonly conflicts: readonly Conflict[] }
  /** The work budget ended before any plan was found; one may exist. */
  | { readonly status: "noneFound"; readonly conflicts: readonly Conflict[]; readonly workUnits: number };

/** Why there is none. */
export type Unplanned = Exclude<PlanOutcome, { readonly status: "planned" }>;

/** Checking a spec either gives a fleet or all that is wrong with it. */
export type CheckOutcome<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** One reason why the verifier refuses a plan. */
export interface Refusal {
  /** JSON Pointer into the plan. */
  readonly path: string;
  readonly message: string;
}
