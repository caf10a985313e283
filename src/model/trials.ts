/** What many drawn failures do to a plan: seeded, so that the same plan and seed give the same answer. */
import type { Evidence } from "./evidence.js";
import type { RiskKind, WhatIfEvent } from "./whatif.js";

/** What fails together. */
export interface RiskGroup {
  /** "az aws/eu-central-1/eu-central-1a", or the name that it was given. */
  readonly name: string;
  readonly losses: readonly Extract<WhatIfEvent, { readonly kind: "lose" }>[];
  /** That it is down at a moment taken at random, in millionths. */
  readonly downPpm: number;
  readonly evidence: Evidence;
}

/** That a single thing of the kind is down, in millionths. */
export type Risks = Readonly<Partial<Record<RiskKind, number>>>;

export interface TrialsResult {
  readonly seed: number;
  readonly trials: number;
  /** Those of nodes are one entry, of all nodes alike. */
  readonly groups: readonly RiskGroup[];
  readonly nodes: { readonly count: number; readonly downPpm: number; readonly evidence: Evidence };
  readonly replicas: number;
  /** Replicas down at once, over the trials. */
  readonly down: DownQuantiles;
  /** Mean of replicas down, in millionths of a replica: over the trials, and as it must be by the groups alone. */
  readonly meanDownMicro: number;
  readonly exactMeanDownMicro: number;
  /** By id. */
  readonly workloads: readonly WorkloadTrials[];
  /** Present where the fleet has links. */
  readonly links?: LinkTrials;
  /** Sets of groups that failed together, those first that came most often; without nodes that failed alone. */
  readonly patterns: readonly FailurePattern[];
  readonly currency: string;
  readonly microPerHour: number;
}

/** What lost links do, whatever else is down: to rules of latency about places that a link joins, and to declared traffic. */
export interface LinkTrials {
  /** Replicas at once whose way to whom they must be near is cut off or longer than allowed. */
  readonly offPromise: DownQuantiles;
  /** The mean of them, in millionths of a replica: over the trials. */
  readonly meanOffPromiseMicro: number;
  /** Trials, in millionths, in which a link that was left carried more than it can. */
  readonly fullPpm: number;
  /** Workloads whose way a link is -> trials, in millionths, in which all of their replicas kept their promise. */
  readonly keptPpm: Readonly<Record<string, number>>;
}

export interface DownQuantiles {
  readonly median: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly most: number;
}

export interface WorkloadTrials {
  readonly id: string;
  readonly replicas: number;
  /** Trials, in millionths, in which some replica ran. */
  readonly availablePpm: number;
  /** In which as many ran as its disruption budget must leave; of one without a budget: all but a quarter. */
  readonly enoughPpm: number;
  readonly enoughReplicas: number;
  /** Replicas that ran, of all, in millionths. */
  readonly runningPpm: number;
}

export interface FailurePattern {
  readonly groups: readonly string[];
  readonly trials: number;
  /** Replicas that it takes at once. */
  readonly down: number;
  /** Replicas whose way breaks their promise as links are lost; absent: none. */
  readonly offPromise?: number;
  /** Replicas without a place in the plan for what is left, and what that costs; absent where it was not planned. */
  readonly unplaced?: number;
  readonly microPerHourAfter?: number;
}
