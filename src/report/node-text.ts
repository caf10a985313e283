/** What a platform leaves of a machine, as a table. */
import type { NodeAmounts, NodeSheet } from "../model/catalogue-answer.js";
import type { Assumption } from "../model/evidence.js";
import { amountOf, CORE_RESOURCES } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";
import { resourceAmount } from "./amounts.js";
import { evidenceText } from "./evidence-text.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

/** Extended resources by name, after the core ones. */
function resourcesOf(amounts: readonly NodeAmounts[]): readonly string[] {
  const core: readonly string[] = CORE_RESOURCES;
  const all = new Set(amounts.flatMap(({ allocatable }) => Object.keys(allocatable)));
  return [
    "pods",
    "cpuMilli",
    "memoryMiB",
    "ephemeralMiB",
    ...[...all].filter((one) => !core.includes(one)),
  ].filter((one) => all.has(one));
}

const TITLES: Readonly<Record<string, string>> = {
  pods: "PODS",
  cpuMilli: "CPU",
  memoryMiB: "MEMORY",
  ephemeralMiB: "STORAGE",
};

function cells(vector: ResourceVector, resources: readonly string[]): string[] {
  return resources.map((resource) => resourceAmount(resource, amountOf(vector, resource)));
}

/** One sentence a subject: those of the other address modes say the same of them. */
function rules(assumptions: readonly Assumption[]): string[] {
  const first = new Map<string, Assumption>();
  for (const one of assumptions) if (!first.has(one.subject)) first.set(one.subject, one);
  return [...first.values()].map((one) => `  ${one.subject}: ${one.statement} (${evidenceText(one)})`);
}

export function nodeLines({ platform, version, refused, amounts, assumptions }: NodeSheet): string[] {
  const name = version === undefined ? platform : `${platform} ${version}`;
  if (refused !== undefined) return [`As a node of ${name}: none, ${refused}`];
  const resources = resourcesOf(amounts);
  const free = resources.filter((resource) => TITLES[resource] !== undefined && resource !== "ephemeralMiB");
  const table = renderTable(
    [
      leftColumn("ADDRESS MODE"),
      ...resources.map((resource) => rightColumn(TITLES[resource] ?? resource)),
      ...free.map((resource) => rightColumn(`FREE ${TITLES[resource] ?? resource}`)),
    ],
    amounts.map((row) => [
      row.addressMode === "" ? "-" : row.addressMode,
      ...cells(row.allocatable, resources),
      ...cells(row.free, free),
    ]),
    "  ",
  );
  return [
    `As a node of ${name}: allocatable, and what the platform's own agents leave free of it`,
    ...table,
    ...rules(assumptions),
  ];
}
