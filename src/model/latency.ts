/** How far workloads may be from their users and from each other: of a checked fleet, and of a plan. */
import type { ByName } from "./by-name.js";

/** People or machines somewhere. */
export interface DemandPoint {
  readonly name: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Where it was given by a region: measured times of that hold for it. */
  readonly region?: string;
}

/** A time that was measured between two places, in whole microseconds. */
export interface MeasuredRoundTrip {
  /** Names of demand points, clusters or edge sites, or of regions. Sorted. */
  readonly between: readonly [string, string];
  readonly p95Microseconds: number;
}

/** A line between two places. */
export interface Link {
  /** Names of demand points, clusters or edge sites. Sorted. */
  readonly between: readonly [string, string];
  readonly p95Microseconds: number;
  /** What it carries; absent: anything. */
  readonly kbps?: number;
}

export interface LatencyRule {
  /** One of both is present: name of a demand point, "namespace/name" of a workload. */
  readonly demandPoint?: string;
  readonly workload?: string;
  readonly withinMicroseconds: number;
  readonly judgedBy: "lowerBound" | "p95";
  /** Of a demand point: its part of the traffic against those of the others. */
  readonly traffic: number;
}

/** One rule of one workload, as the plan keeps it. */
export interface LatencyPlan {
  readonly demandPoint?: string;
  readonly workload?: string;
  readonly withinMicroseconds: number;
  readonly judgedBy: "lowerBound" | "p95";
  /** Cluster or edge site of the workload -> what is there for the demand point, or how far the other is. */
  readonly byTarget: ByName<RoundTripPlan>;
}

/** Whole microseconds. */
export interface RoundTripPlan {
  /** Replicas there that serve the demand point, or have the other workload near. */
  readonly replicas: number;
  /** The place that the round trip leads to, where that is one of the plan: the nearest with the other workload. */
  readonly to?: string;
  /** No path can be faster; of a measured time that time. */
  readonly leastMicroseconds: number;
  /** What may be promised. */
  readonly p95Microseconds: number;
  readonly basis: "measured" | "distance" | "samePlace";
}
