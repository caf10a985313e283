/** Demand of a workload as people write it: a base and a peak, or how many replicas run in which hours. */

/**
 * Replicas of a workload.
 * @minimum 0
 * @maximum 10000000
 * @asType integer
 */
export type ReplicaCount = number;

export type DayName = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/**
 * How far local time is ahead of UTC, such as "+08:00" or "-03:30". One offset holds all year: where clocks change,
 * the profile is that of one half of it.
 * @pattern ^[+-](0[0-9]|1[0-4]):(00|15|30|45)$
 */
export type UtcOffset = string;

/**
 * Demand that an autoscaler follows. Nodes are bought for the least of it. Exactly one of `peak`, `hours` and `hourly`
 * is given: where it is not known when the most run, `peak`; otherwise the hours in which how many run. The pools'
 * `maxNodes` and the quotas must hold the most at once: of a profile they are judged hour by hour, so that demands
 * with peaks at different hours share what is left. The plan says how many nodes that takes, and of a profile what
 * they cost hour by hour.
 */
export interface DemandSpec {
  /** Replicas that always run; with `hours`, those of all hours that it does not name. Not beside `hourly`. */
  readonly base?: ReplicaCount;
  /** Most replicas at once, at whatever hour. */
  readonly peak?: ReplicaCount;
  /**
   * Hours with another number of replicas than `base`. Where several name an hour, the most counts.
   * @minItems 1
   * @maxItems 168
   */
  readonly hours?: readonly HoursSpec[];
  /**
   * Replicas of every hour: 24 of a day from midnight on, or 168 of a week from midnight on Monday.
   * @minItems 24
   * @maxItems 168
   */
  readonly hourly?: readonly ReplicaCount[];
  /**
   * The clock of `hours` and `hourly`.
   * @default "+00:00"
   */
  readonly utcOffset?: UtcOffset;
}

/** Such as 8 to 18 on working days. */
export interface HoursSpec {
  /**
   * @minimum 0
   * @maximum 23
   * @asType integer
   */
  readonly from: number;
  /**
   * The hour in which it ends: 18 takes in 17:00 to 18:00 and nothing later. Not after `from`: on the next day.
   * @minimum 1
   * @maximum 24
   * @asType integer
   */
  readonly until: number;
  /**
   * Days on which it begins. Default: every day.
   * @minItems 1
   */
  readonly days?: readonly DayName[];
  readonly replicas: ReplicaCount;
}
