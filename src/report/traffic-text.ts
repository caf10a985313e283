/** What declared traffic costs beside the plan. */
import type { Plan } from "../model/plan.js";
import type { TrafficLeg } from "../model/traffic.js";
import { count, money } from "./amounts.js";
import { byName } from "./by-name.js";

const WAYS: Readonly<Record<TrafficLeg["basis"], string>> = {
  zone: "across zones",
  region: "between regions",
  internet: "out of the cloud",
};

function legWords(
  { from, to, basis, microPerGb, evidence, microPerMonth }: TrafficLeg,
  currency: string,
): string {
  const price =
    microPerGb === undefined
      ? "at a price that is not known"
      : `${money(microPerMonth, currency)} at ${money(microPerGb, currency, 4)} a GB`;
  const where = from === to ? from : `${from} to ${to}`;
  const source = evidence === undefined ? "" : ` (${evidence.confidence}, ${evidence.asOf})`;
  return `${where} ${WAYS[basis]} ${price}${source}`;
}

/** "logs: default/api to default/store, 500 GB, $10.00 a month: fra to dub between regions ...". */
export function trafficLines({ traffic = {}, cost: { currency } }: Plan): string[] {
  return byName(traffic).map(([name, { from, to, gbPerMonth, legs }]) => {
    const all = legs.reduce((sum, { microPerMonth }) => sum + microPerMonth, 0);
    const ways =
      legs.length === 0 ? "nothing that is billed" : legs.map((leg) => legWords(leg, currency)).join("; ");
    return `${name}: ${from} to ${to}, ${count(gbPerMonth)} GB, ${money(all, currency)} a month beside the cost: ${ways}`;
  });
}
