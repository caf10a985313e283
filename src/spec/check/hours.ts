/** Demand by the hour, as every hour of a day or of a week, in UTC. */
import type { DayName, DemandSpec, HoursSpec } from "../../model/demand-spec.js";
import type { Workload } from "../../model/fleet.js";
import { HOURS_A_DAY, HOURS_A_WEEK } from "../../model/hours.js";
import type { Faults } from "../faults.js";

const DAYS: readonly DayName[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Hours of the profile that an entry names; a day is all that matters where no entry names days. */
function namedHours({ from, until, days }: HoursSpec, period: number): number[] {
  const length = until > from ? until - from : until - from + HOURS_A_DAY;
  const starts = period === HOURS_A_DAY ? [0] : (days ?? DAYS).map((day) => DAYS.indexOf(day) * HOURS_A_DAY);
  return starts.flatMap((start) => Array.from({ length }, (_, index) => (start + from + index) % period));
}

/** By the profile's own clock. */
function localHours({ base = 0, hours = [], hourly }: DemandSpec): readonly number[] {
  if (hourly !== undefined) return hourly;
  const period = hours.some(({ days }) => days !== undefined) ? HOURS_A_WEEK : HOURS_A_DAY;
  const named = new Map<number, number>();
  for (const entry of hours)
    for (const hour of namedHours(entry, period))
      named.set(hour, Math.max(named.get(hour) ?? 0, entry.replicas));
  return Array.from({ length: period }, (_, hour) => named.get(hour) ?? base);
}

const OFFSET = /^([+-])(\d\d):(\d\d)$/;

/**
 * The same by UTC. An offset that is no whole number of hours lays two hours of the profile into each of UTC: the one
 * with more replicas counts.
 */
function inUtc(local: readonly number[], offset: string): number[] {
  const [, sign, hours, minutes] = OFFSET.exec(offset) ?? [];
  const ahead = (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  const at = (hour: number): number => local[((hour % local.length) + local.length) % local.length] ?? 0;
  return local.map((_, hour) => {
    const first = hour + Math.floor(ahead / 60);
    return ahead % 60 === 0 ? at(first) : Math.max(at(first), at(first + 1));
  });
}

type Hourly = Pick<Workload, "replicas" | "peak" | "hourly">;

/** What follows of replicas by the hour: the least are bought for. Nothing follows an even demand. */
export function hourlyCounts(demand: DemandSpec): Hourly {
  const hourly = inUtc(localHours(demand), demand.utcOffset ?? "+00:00");
  const [least, most] = [Math.min(...hourly), Math.max(...hourly)];
  return least === most ? { replicas: least } : { replicas: least, peak: most, hourly };
}

/** Faults of hours alone. */
export function checkHours({ hourly, hours, utcOffset }: DemandSpec, path: string, faults: Faults): void {
  if (hourly !== undefined && hourly.length !== HOURS_A_DAY && hourly.length !== HOURS_A_WEEK)
    faults.error(
      "invalid-spec",
      `${path}/hourly`,
      `${hourly.length} hours are given`,
      `give ${HOURS_A_DAY} of a day or ${HOURS_A_WEEK} of a week`,
    );
  if (hourly === undefined && hours === undefined && utcOffset !== undefined)
    faults.error("invalid-spec", `${path}/utcOffset`, "is given without hours", "give hours or hourly");
}

/** All by the same period: one that is of a day is the same on every day of a week. */
export function withOnePeriod(workloads: readonly Workload[]): Workload[] {
  if (workloads.every(({ hourly }) => hourly?.length !== HOURS_A_WEEK)) return [...workloads];
  return workloads.map((workload) => {
    const { hourly } = workload;
    if (hourly?.length !== HOURS_A_DAY) return workload;
    return { ...workload, hourly: DAYS.flatMap(() => hourly) };
  });
}
