/** Declared traffic as checked, and what a plan says that it costs. */
import type { Evidence } from "./evidence.js";

export const INTERNET = "internet";

export interface Traffic {
  readonly name: string;
  /** "namespace/name". */
  readonly from: string;
  /** "namespace/name", or `INTERNET`. */
  readonly to: string;
  readonly gbPerMonth: number;
  /** In place of the published price. */
  readonly microPerGb?: number;
}

/** "zone": what crosses availability zones of a region; "region": to another region of the cloud; "internet": out of it. */
export type TrafficBasis = "zone" | "region" | "internet";

/** What goes from one place to another, or to the internet. */
export interface TrafficLeg {
  /** Cluster or edge site. */
  readonly from: string;
  /** Cluster, edge site or `INTERNET`. */
  readonly to: string;
  readonly basis: TrafficBasis;
  /** Absent: nobody publishes one, and nothing is counted. */
  readonly microPerGb?: number;
  readonly evidence?: Evidence;
  /** Rounded up. */
  readonly microPerMonth: number;
}

export interface TrafficFlowPlan extends Omit<Traffic, "name"> {
  readonly legs: readonly TrafficLeg[];
}
