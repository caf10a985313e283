/** Drawn failures and outages that happened, as text. */
import type { Outage } from "../model/outage.js";
import type { FailurePattern, RiskGroup, TrialsResult, WorkloadTrials } from "../model/trials.js";
import { count, monthly, plural } from "./amounts.js";
import { evidenceText } from "./evidence-text.js";
import { printable } from "./printable.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

/** Parts per million, rounded down: 999000 -> "99.9000 %". */
function percent(ppm: number): string {
  return `${(ppm / 10_000).toFixed(4)} %`;
}

function workloadRow({ id, replicas, ...share }: WorkloadTrials): string[] {
  return [
    id,
    String(replicas),
    percent(share.runningPpm),
    percent(share.availablePpm),
    `${percent(share.enoughPpm)} (${share.enoughReplicas})`,
  ];
}

function patternLine({ groups, trials, down, ...after }: FailurePattern, result: TrialsResult): string {
  const { unplaced = 0, microPerHourAfter, offPromise = 0 } = after;
  const off = offPromise === 0 ? "" : `, ${count(offPromise)} off their promise`;
  const then =
    microPerHourAfter === undefined
      ? "no plan was found for what is left"
      : `planned again at ${monthly(microPerHourAfter, result.currency)} a month, ${plural(unplaced, "replica")} without a place`;
  return `  ${groups.join(" and ")}: ${plural(trials, "trial")}, ${plural(down, "replica")} down${off}, ${then}`;
}

function riskLines(groups: readonly RiskGroup[], { nodes }: TrialsResult): string[] {
  const kinds = new Map<string, { names: string[]; group: RiskGroup }>();
  for (const group of groups) {
    const key = `${group.downPpm} ${evidenceText(group.evidence)}`;
    const known = kinds.get(key) ?? { names: [], group };
    known.names.push(group.name);
    kinds.set(key, known);
  }
  return [
    `  ${plural(nodes.count, "node")}, each: down ${percent(nodes.downPpm)} of the time (${evidenceText(nodes.evidence)})`,
    ...[...kinds.values()].map(
      ({ names, group }) =>
        `  ${names.join(", ")}: down ${percent(group.downPpm)} of the time (${evidenceText(group.evidence)})`,
    ),
  ];
}

/** "  links: replicas off their promised round trip at once: median 0, ...". */
function linkLines({ links }: TrialsResult, mean: (micro: number) => string): string[] {
  if (links === undefined) return [];
  const { offPromise: off, meanOffPromiseMicro, fullPpm, keptPpm } = links;
  const kept = Object.entries(keptPpm).map(([id, ppm]) => `${id} ${percent(ppm)}`);
  return [
    `  replicas off their promised round trip, by lost links: median ${off.median}, p90 ${off.p90}, p99 ${off.p99}, p99.9 ${off.p999}, most ${off.most}, mean ${mean(meanOffPromiseMicro)}`,
    ...(kept.length === 0 ? [] : [`  promise kept by all replicas: ${kept.join(", ")}`]),
    ...(fullPpm === 0
      ? []
      : [`  a link that is left carries more than it can: ${percent(fullPpm)} of the time`]),
  ];
}

export function renderTrials(result: TrialsResult): string {
  const { trials, seed, replicas, down, workloads, patterns, groups, microPerHour, currency } = result;
  const columns = [
    leftColumn("workload"),
    rightColumn("replicas"),
    rightColumn("running"),
    rightColumn("any running"),
    rightColumn("enough running"),
  ];
  const mean = (micro: number): string => (micro / 1_000_000).toFixed(3);
  const lines = [
    `${count(trials)} trials with seed ${seed}, of ${plural(replicas, "replica")} at ${monthly(microPerHour, currency)} a month`,
    `  replicas down at once: median ${down.median}, p90 ${down.p90}, p99 ${down.p99}, p99.9 ${down.p999}, most ${down.most}`,
    `  mean ${mean(result.meanDownMicro)}; by the risks alone it is ${mean(result.exactMeanDownMicro)}`,
    ...linkLines(result, mean),
    ...renderTable(columns, workloads.map(workloadRow)),
    ...(patterns.length === 0 ? [] : ["what failed together most often:"]),
    ...patterns.map((pattern) => patternLine(pattern, result)),
    "risks (groups fail independently of each other):",
    ...riskLines(groups, result),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

export function renderOutages(outages: readonly Outage[]): string {
  const lines = outages.flatMap(({ name, date, hours, words, reading, evidence }) => [
    `${name}: ${date}${hours === undefined ? "" : `, about ${hours} hours`}`,
    `  ${words}`,
    `  scenario: ${reading}`,
    `  ${evidenceText(evidence)}`,
  ]);
  return `${lines.map(printable).join("\n")}\n`;
}
