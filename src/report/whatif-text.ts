/** Losses and what becomes of the plan, as text. */
import type {
  DownWorkload,
  LinkLoss,
  NodeChange,
  Rerouted,
  Unplaced,
  WhatIfEvent,
  WhatIfResult,
} from "../model/whatif.js";
import { count, monthly, percentOfPpm, plural } from "./amounts.js";
import { printable } from "./printable.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

const LOSS_WORDS: Readonly<Record<Extract<WhatIfEvent, { kind: "lose" }>["what"], string>> = {
  az: "availability zone",
  region: "region",
  provider: "provider",
  cluster: "cluster",
  site: "edge site",
  group: "risk group",
  pool: "pool",
  link: "link",
  node: "node",
};

function times(thousandths: number): string {
  return `x ${thousandths / 1000}`;
}

function eventWords(event: WhatIfEvent): string {
  switch (event.kind) {
    case "lose":
      return `lose ${LOSS_WORDS[event.what]} ${event.name}`;
    case "withdraw":
      return `${event.instanceType} withdrawn`;
    case "price":
      return `price of ${event.of} ${times(event.thousandths)}`;
    case "demand":
      return `demand of ${event.of} ${times(event.thousandths)}`;
  }
}

function headline(events: readonly WhatIfEvent[]): string {
  return events.map(eventWords).join(", ");
}

function sum(list: readonly { readonly replicas: number }[]): number {
  return list.reduce((all, { replicas }) => all + replicas, 0);
}

function lostReplicas(down: readonly DownWorkload[]): number {
  return down.reduce((all, { lost }) => all + lost, 0);
}

function downLine({ id, lost, replicas, breaksPromise }: DownWorkload): string {
  const all = lost >= replicas ? ", all of them" : "";
  return `    ${id}: ${lost} of ${plural(replicas, "replica")}${all}${breaksPromise ? "; it was to survive this" : ""}`;
}

function unplacedLine({ id, replicas }: Unplaced): string {
  return `    ${id}: ${plural(replicas, "replica")} without a place`;
}

function changeLine({ target, instanceType, availabilityZone, nodes }: NodeChange): string {
  return `    ${nodes > 0 ? "+" : ""}${nodes} ${instanceType} in ${availabilityZone} of ${target}`;
}

function costWords({ microPerHourBefore, microPerHourAfter, currency }: WhatIfResult): string {
  if (microPerHourAfter === undefined) return "no plan";
  const more = microPerHourAfter - microPerHourBefore;
  const sign = more < 0 ? "-" : "+";
  const ppm =
    microPerHourBefore === 0 ? undefined : Math.round((Math.abs(more) / microPerHourBefore) * 1_000_000);
  const share = ppm === undefined ? "" : `, ${sign}${percentOfPpm(ppm)}`;
  return `${monthly(microPerHourAfter, currency)} (${sign}${monthly(Math.abs(more), currency)}${share})`;
}

function thenWords({ status, unplaced, spreadGivenUp, microPerHourAfter }: WhatIfResult): string {
  if (microPerHourAfter === undefined) return "no plan was found for what is left";
  const without = sum(unplaced);
  const rest = without === 0 ? "everything runs" : `${plural(without, "replica")} without a place`;
  if (status === "planned") return rest;
  return spreadGivenUp ? `${rest}, rules of spread, survival and peak given up` : rest;
}

function milliseconds(micro: number): string {
  return `${(micro / 1000).toFixed(1)} ms`;
}

function reroutedLine({ id, from, to, replicas, breaksPromise, ...times }: Rerouted): string {
  const { beforeMicroseconds, afterMicroseconds, withinMicroseconds: within } = times;
  const who = `    ${id}: ${plural(replicas, "replica")} in ${from}`;
  if (afterMicroseconds === undefined) return `${who}, cut off from ${to}`;
  const allowed =
    within === undefined ? "" : `, ${milliseconds(within)} allowed${breaksPromise ? ": too far" : ""}`;
  return `${who}, to ${to} another way: ${milliseconds(afterMicroseconds)} after ${milliseconds(beforeMicroseconds)}${allowed}`;
}

function linkLines(links: LinkLoss | undefined): string[] {
  if (links === undefined) return [];
  const { rerouted, full } = links;
  return [
    rerouted.length === 0 ? "  links: nothing that is declared went over them" : "  links:",
    ...rerouted.map(reroutedLine),
    ...full.map(
      ({ between, kbps, neededKbps }) =>
        `    link ${between.join("-")} carries ${count(kbps)} kbit/s, and traffic takes ${count(neededKbps)} on average`,
    ),
  ];
}

/** Empty where no link is lost, or nothing of it is told. */
function linkWords({ links }: WhatIfResult): string {
  const { rerouted = [], full = [] } = links ?? {};
  const cut = rerouted.filter(({ afterMicroseconds }) => afterMicroseconds === undefined).length;
  const far = rerouted.filter((one) => one.afterMicroseconds !== undefined && one.breaksPromise).length;
  const parts = [
    ...(cut === 0 ? [] : [`${cut} cut off`]),
    ...(far === 0 ? [] : [`${far} too far`]),
    ...(full.length === 0 ? [] : [`${plural(full.length, "link")} full`]),
  ];
  return parts.length === 0 ? "" : `${parts.join(", ")}; `;
}

/** One scenario, in full. */
export function renderWhatIf(result: WhatIfResult): string {
  const { events, down, changes, unplaced } = result;
  const lines = [
    `What if: ${headline(events)}`,
    ...(events.some(({ kind }) => kind === "lose")
      ? [
          down.length === 0
            ? "  at once: nothing is down"
            : `  at once: ${plural(lostReplicas(down), "replica")} of ${plural(down.length, "workload")} down`,
          ...down.map(downLine),
        ]
      : []),
    ...linkLines(result.links),
    `  planned again: ${thenWords(result)}`,
    ...unplaced.map(unplacedLine),
    ...(changes.length === 0 ? [] : ["  nodes:", ...changes.map(changeLine)]),
    `  cost a month: ${costWords(result)}`,
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

/** A line a scenario. */
export function renderWhatIfTable(results: readonly WhatIfResult[]): string {
  const added = ({ changes }: WhatIfResult): number =>
    changes.reduce((all, { nodes }) => all + Math.max(0, nodes), 0);
  const rows = results.map((result) => [
    headline(result.events),
    String(lostReplicas(result.down)),
    String(result.down.filter(({ lost, replicas }) => lost >= replicas).length),
    linkWords(result) + thenWords(result),
    String(added(result)),
    costWords(result),
  ]);
  const columns = [
    leftColumn("what if"),
    rightColumn("down at once"),
    rightColumn("workloads all down"),
    leftColumn("planned again"),
    rightColumn("nodes added"),
    leftColumn("cost a month"),
  ];
  return `${renderTable(columns, rows).map(printable).join("\n")}\n`;
}
