/** What moves of replicas take, as checked, and what a plan says of those that it makes. */
import type { Evidence } from "./evidence.js";
import type { MoveDowntime } from "./move-spec.js";
import type { TrafficBasis } from "./traffic.js";

/** Of one workload. Its data on volumes is what its volumes say. */
export interface WorkloadMove {
  /** On the node's own disks. */
  readonly nodeDataMiB: number;
  /** Absent: how long copying takes is not known. */
  readonly kbps?: number;
  readonly downtime: MoveDowntime;
  /** Down beside the copying; 0 with downtime "none". */
  readonly downSeconds: number;
  readonly microPerDownMinute: number;
  /** In place of the published price. */
  readonly microPerGb?: number;
}

/** Where replicas stood, or stand. */
export interface MoveEnd {
  /** Cluster or edge site. */
  readonly place: string;
  /** Empty on nodes that exist already, of which what runs does not say the zone. */
  readonly availabilityZone: string;
}

/** "none": nothing leaves an availability zone, or a site; "unknown": the plan has the place no more. */
export type MoveBasis = TrafficBasis | "none" | "unknown";

/** Replicas that go from one place and zone to the place of their workload. */
export interface MoveLeg {
  readonly from: MoveEnd;
  /** Availability zone of the plan's place that they go to; empty as in `MoveEnd`. */
  readonly toZone: string;
  readonly pods: number;
  /** That each copies. */
  readonly dataMiB: number;
  readonly basis: MoveBasis;
  /** Absent: nothing is billed, or nobody publishes a price and nothing is counted. */
  readonly microPerGb?: number;
  readonly evidence?: Evidence;
  /** Of each, rounded up; absent where nothing is copied, or nothing says how fast. */
  readonly copySeconds?: number;
  /** That each is down. */
  readonly downSeconds: number;
  /** Of all of them, once, in micro-units: data and minutes down, of each rounded up. */
  readonly micro: number;
}

/** Moves of one workload, to the place that it is bound to, that says what they take. */
export interface PricedMoves {
  readonly downtime: MoveDowntime;
  readonly microPerDownMinute: number;
  /** Sorted by where they begin, then by where they end. */
  readonly legs: readonly MoveLeg[];
}
