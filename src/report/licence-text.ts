/** Licences that the plan's nodes need, and what they cost. */
import type { Plan } from "../model/plan.js";
import { count, monthly } from "./amounts.js";
import { byName } from "./by-name.js";

/** "database: 12 of 16, 20 at peak, $900.00 a month each". */
export function licenceLines({ licences = {}, cost }: Plan): string[] {
  return byName(licences).map(([name, { microPerHour, limit, planned, atPeak }]) => {
    const most = limit === undefined ? "" : ` of ${count(limit)}`;
    const peak = atPeak === undefined || atPeak === planned ? "" : `, ${count(atPeak)} at peak`;
    return `${name}: ${count(planned)}${most}${peak}, ${monthly(microPerHour, cost.currency)} a month each`;
  });
}

/** How much of the cost they are. */
export function licenceCostLines({ cost }: Plan): string[] {
  const { licencesMicroPerHour: licences, currency } = cost;
  return licences === undefined ? [] : [`  of it   ${monthly(licences, currency)} a month for licences`];
}
