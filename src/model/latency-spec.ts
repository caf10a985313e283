/** How far workloads may be from their users and from each other, as people write it in the fleet spec. */
import type { Name } from "./name.js";

/**
 * A round-trip time in milliseconds.
 * @minimum 0.001
 * @maximum 10000
 */
export type Milliseconds = number;

/** People or machines somewhere: exactly one of `location` and `region` says where. */
export interface DemandPointSpec {
  readonly name: Name;
  readonly location?: CoordinatesSpec;
  /** A provider's region near them, such as "eu-central-1". */
  readonly region?: string;
  /**
   * Whose region it is.
   * @default "aws"
   */
  readonly provider?: "aws" | "azure" | "gcp";
}

export interface CoordinatesSpec {
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
}

/** A measured time, which goes before the distance model. */
export interface RoundTripSpec {
  /**
   * Names of two demand points, clusters or edge sites; of regions, for all clusters and demand points in them.
   * @minItems 2
   * @maxItems 2
   */
  readonly between: readonly string[];
  /** Below which 95 of 100 round trips were, in milliseconds. */
  readonly p95Ms: Milliseconds;
}

/** A line between two places. What goes between them goes over it; once it is lost, over other links, where there are any. */
export interface LinkSpec {
  /**
   * Names of two demand points, clusters or edge sites.
   * @minItems 2
   * @maxItems 2
   */
  readonly between: readonly string[];
  /** Below which 95 of 100 round trips over it are, in milliseconds: what was measured between the two. */
  readonly p95Ms: Milliseconds;
  /**
   * What it carries, in kilobits a second. Default: anything.
   * @minimum 1
   * @maximum 10000000000
   * @asType integer
   */
  readonly kbps?: number;
}

/** Exactly one of `demandPoint` and `workload` is given. */
export interface LatencySpec {
  /** Whom the workload serves. */
  readonly demandPoint?: Name;
  /** A workload that must be near, as "namespace/name" or a name of its own namespace. */
  readonly workload?: string;
  /** Longest round trip allowed, in milliseconds. */
  readonly withinMs: Milliseconds;
  /**
   * Of a demand point: its part of the workload's traffic, against the parts of the others: 3 beside 1 is three of
   * four. Replicas of a divided workload are shared out by it.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   * @default 1
   */
  readonly traffic?: number;
  /**
   * What must be within, where nothing was measured: the least that light in fibre allows, which rules out places
   * that are surely too far, or what 95 of 100 measured pairs at that distance were below, which can be promised.
   * @default "lowerBound"
   */
  readonly judgedBy?: "lowerBound" | "p95";
}
