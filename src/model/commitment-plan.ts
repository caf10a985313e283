/** What a promise of use would save on the nodes of a plan: advice, which no cost of the plan counts. */
import type { CloudProvider } from "./catalogue.js";
import type { Evidence } from "./evidence.js";

/** Nodes on demand of one instance type in one region, of all clusters together. */
export interface CommitmentPlan {
  readonly provider: CloudProvider;
  readonly region: string;
  readonly instanceType: string;
  /** Of one node, in micro-units of the plan's currency. */
  readonly microPerHour: number;
  /** Nodes hour by hour; one number where no demand of the fleet is by the hour: those of the base, always. */
  readonly nodes: readonly number[];
  /** What may be promised, sorted by name; empty: the catalogue has no rate for the type. */
  readonly offers: readonly CommitmentOffer[];
}

export interface CommitmentOffer {
  readonly name: string;
  readonly years: 1 | 3;
  /**
   * What is paid in every hour of the term for a promised node, millionths of its price on demand. It is the break-even
   * too: a node that runs in a larger share of the hours is cheaper promised.
   */
  readonly payPpm: number;
  /** Nodes to promise: as many as run in a larger share of the hours than that. */
  readonly commit: number;
  /** Against on demand, in a month of 730 hours, rounded down. */
  readonly savedMicroPerMonth: number;
  readonly evidence: Evidence;
}
