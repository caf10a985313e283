/** Where the replicas of divided workloads are. */
import type { Plan, SearchPlan } from "../model/plan.js";
import { count, monthly } from "./amounts.js";
import { byName } from "./by-name.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

/** Empty where none is divided. */
export function divisionLines({ divisions = {} }: Plan): string[] {
  const rows = byName(divisions).map(([key, { replicas, byTarget }]) => [
    key,
    count(replicas),
    byName(byTarget)
      .map(([place, own]) => `${place} ${count(own)}`)
      .join(", "),
  ]);
  return rows.length === 0
    ? []
    : renderTable([leftColumn("WORKLOAD"), rightColumn("REPLICAS"), leftColumn("BY PLACE")], rows);
}

/** The bound above holds for every division; this one for the plan's. */
export function divisionBoundLines(
  { divisionBoundMicroPerHour: bound }: SearchPlan,
  currency: string,
): string[] {
  return bound === undefined
    ? []
    : [`          ${monthly(bound, currency)} a month with workloads divided as they are here`];
}
