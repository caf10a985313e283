/** What does not hold in an hour, told as such. */
import { HOURS_A_DAY } from "../../model/hours.js";
import type { Conflict } from "../../model/outcome.js";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** "14:00 UTC", or "14:00 UTC on Tuesday" of a week. */
export function hourWords(hour: number, hours: number): string {
  const clock = `${String(hour % HOURS_A_DAY).padStart(2, "0")}:00 UTC`;
  const day = DAYS[Math.floor(hour / HOURS_A_DAY)];
  return hours === HOURS_A_DAY || day === undefined ? clock : `${clock} on ${day}`;
}

export function hourConflicts(conflicts: readonly Conflict[], hour: number, hours: number): Conflict[] {
  return conflicts.map((conflict) => ({
    ...conflict,
    label: "hours",
    message: `in the hour from ${hourWords(hour, hours)}: ${conflict.message}`,
    waysOut: [
      ...conflict.waysOut.filter((way) => !way.startsWith("lower the replicas")),
      "lower the replicas of the workloads named in that hour, or move them to another hour",
    ],
  }));
}
