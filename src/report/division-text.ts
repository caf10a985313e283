/** Where the replicas of divided workloads are. */
import { PLACE_LOSS_WORDS } from "../model/survival.js";
import type { LeftOutPlan, Plan, SearchPlan } from "../model/plan.js";
import { count, monthly, plural } from "./amounts.js";
import { byName } from "./by-name.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

function leftOutWords({ replicas, microPerHour = 0 }: LeftOutPlan, currency: string): string {
  return `${count(replicas)} left out at a penalty of ${monthly(microPerHour, currency)} a month each`;
}

/** Empty where none is divided. */
export function divisionLines({ divisions = {}, cost }: Plan): string[] {
  const rows = byName(divisions).map(([key, { replicas, byTarget, leftOut, survive }]) => [
    key,
    count(replicas),
    [
      ...byName(byTarget).map(([place, own]) => `${place} ${count(own)}`),
      ...(leftOut === undefined ? [] : [leftOutWords(leftOut, cost.currency)]),
    ].join(", "),
    survive === undefined ? "" : `${count(survive.replicas)} after any one ${PLACE_LOSS_WORDS[survive.loss]}`,
  ]);
  const survives = byName(divisions).some(([, { survive }]) => survive !== undefined);
  const columns = [leftColumn("WORKLOAD"), rightColumn("REPLICAS"), leftColumn("BY PLACE")];
  return rows.length === 0
    ? []
    : survives
      ? renderTable([...columns, leftColumn("LEFT")], rows)
      : renderTable(
          columns,
          rows.map((row) => row.slice(0, columns.length)),
        );
}

/** What outliving losses of places takes, against the same fleet planned without it. */
export function standbyLines({ standby, cost }: Plan): string[] {
  if (standby === undefined) return [];
  const { replicas, withoutMicroPerHour: without } = standby;
  const premium =
    without === undefined
      ? "no plan without it was found"
      : `${monthly(cost.microPerHour - without, cost.currency)} a month more than without it`;
  return [`  standby ${plural(replicas, "replica")} for losses of places: ${premium}, planned again`];
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
