/** What a plan says of demand by the hour. Hours are of UTC: of a day, or of a week from midnight on Monday. */
export const HOURS_A_DAY = 24;
export const HOURS_A_WEEK = 168;

/** What all hours together cost, with nodes that follow the demand. Money is in micro-units of the plan's currency. */
export interface HoursPlan {
  /** 24: every day is alike; 168: every week. */
  readonly hours: number;
  /** What the nodes of each hour cost, fees and licences counted, added up over the hours. */
  readonly micro: number;
  /** 730 hours of it, rounded up. */
  readonly microPerMonth: number;
  /**
   * No plan's nodes cost less over the hours: the sum of what no packing of an hour's demand can cost less. Absent where
   * workloads are divided among places: it would be of one division alone.
   */
  readonly boundMicro?: number;
  /** 730 hours of it, rounded down. */
  readonly boundMicroPerMonth?: number;
  /** micro / boundMicro - 1, in millionths, rounded up; present with the bound. */
  readonly gapPpm?: number;
  /** Each purchase at the most of any hour, all the time: what it costs not to follow the demand. */
  readonly atMostMicroPerMonth: number;
}

/** Hours of a cluster or edge site that the same filling holds. */
export interface HourState {
  /** Sorted; the hours of all states of a target are all hours, each once. */
  readonly hours: readonly number[];
  /** The hour whose demand the filling holds: no workload has more in any of `hours`. */
  readonly demandOf: number;
  /** Machines, licences and cluster fee in each of them. */
  readonly microPerHour: number;
  /**
   * What no packing of an hour's own demand costs less, fee counted, added up over `hours`; absent as
   * `HoursPlan.boundMicro` is.
   */
  readonly boundMicro?: number;
}
