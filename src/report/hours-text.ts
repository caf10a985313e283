/** What demand by the hour takes and costs, as text. */
import { HOURS_A_DAY } from "../model/hours.js";
import type { Plan, TargetPlan } from "../model/plan.js";
import { gapOfPpm, money, plural } from "./amounts.js";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "08-18", or "Mon 08-18" of a week; `until` is the hour after the last. */
function rangeText(from: number, until: number, hours: number): string {
  const two = (hour: number): string => String(hour).padStart(2, "0");
  const clock = `${two(from % HOURS_A_DAY)}-${two(((until - 1) % HOURS_A_DAY) + 1)}`;
  if (hours === HOURS_A_DAY) return clock;
  const [first, last] = [from, until - 1].map((hour) => DAYS[Math.floor(hour / HOURS_A_DAY)] ?? "");
  return first === last
    ? `${first} ${clock}`
    : `${first} ${two(from % HOURS_A_DAY)}-${last} ${two(((until - 1) % HOURS_A_DAY) + 1)}`;
}

/** Hours that follow each other as ranges: "00-07, 22-24". */
function hoursText(sorted: readonly number[], hours: number): string {
  const ranges: [from: number, until: number][] = [];
  for (const hour of sorted) {
    const last = ranges.at(-1);
    if (last?.[1] === hour) last[1] = hour + 1;
    else ranges.push([hour, hour + 1]);
  }
  return ranges.map(([from, until]) => rangeText(from, until, hours)).join(", ");
}

/** Beside the cost: what following the demand costs, and what it costs not to. */
export function hoursCostLines({ hours, cost }: Plan): string[] {
  if (hours === undefined) return [];
  const { microPerMonth, boundMicroPerMonth, gapPpm, atMostMicroPerMonth } = hours;
  const bound =
    boundMicroPerMonth === undefined || gapPpm === undefined
      ? "; no bound is known of it"
      : `; at least ${money(boundMicroPerMonth, cost.currency)}, a gap of ${gapOfPpm(gapPpm)}`;
  return [
    `  hours   ${money(microPerMonth, cost.currency)} a month with nodes that follow demand by the hour${bound}`,
    `          ${money(atMostMicroPerMonth, cost.currency)} a month for the most of each hour all the time; the cost above is that of the least`,
  ];
}

/** "hours 08-18 UTC: 12 nodes, $350.40 a month if it were always so", one line a state. */
export function hourLines(plan: Plan, target: TargetPlan): string[] {
  const { hours: states = [], purchases } = target;
  const period = plan.hours?.hours ?? HOURS_A_DAY;
  return states.map(({ hours, microPerHour }, index) => {
    const nodes = Object.values(purchases).reduce((sum, one) => sum + (one.hours?.[index]?.count ?? 0), 0);
    const price = money(microPerHour, plan.cost.currency, 4);
    return `  hours ${hoursText(hours, period)} UTC: ${plural(nodes, "node")}, ${price} an hour`;
  });
}
