/** How near workloads are to their users and to each other. */
import type { LatencyPlan, RoundTripPlan } from "../model/latency.js";
import type { Plan } from "../model/plan.js";
import { count } from "./amounts.js";
import { byName } from "./by-name.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

function milliseconds(microseconds: number): string {
  return `${(microseconds / 1000).toFixed(1)} ms`;
}

/** What is known of the time, and whether it can be promised. */
function verdict({ withinMicroseconds }: LatencyPlan, { basis, p95Microseconds }: RoundTripPlan): string {
  if (basis === "measured") return "measured";
  return p95Microseconds <= withinMicroseconds ? "can be promised" : "possible, not promised: measure it";
}

/** Empty where no workload has such a rule. */
export function latencyLines({ latency = {} }: Plan): string[] {
  const rows = byName(latency).flatMap(([key, rules]) =>
    rules.flatMap((rule) =>
      byName(rule.byTarget).map(([place, trip]) => [
        key,
        rule.demandPoint ?? `${rule.workload ?? ""} in ${trip.to ?? ""}`,
        place,
        count(trip.replicas),
        milliseconds(rule.withinMicroseconds),
        milliseconds(trip.leastMicroseconds),
        milliseconds(trip.p95Microseconds),
        verdict(rule, trip),
      ]),
    ),
  );
  if (rows.length === 0) return [];
  const columns = [
    leftColumn("WORKLOAD"),
    leftColumn("TO"),
    leftColumn("FROM"),
    rightColumn("REPLICAS"),
    rightColumn("ALLOWED"),
    rightColumn("AT LEAST"),
    rightColumn("P95"),
    leftColumn("SO IT IS"),
  ];
  return renderTable(columns, rows);
}
