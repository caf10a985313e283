/**
 * The catalogue's own file format: JSON, one row a line, columns named once. Rows are sorted by their first
 * columns and trailing absent values are cut, so that the same tables give the same bytes and diffs read.
 */
import { createHash } from "node:crypto";
import { SOURCES } from "./sources.js";
import { compareText } from "../../src/units/compare.js";
import type { EvidenceRow, PowerRow, PriceTable, RegionRow, Tables, TypeRow } from "./tables.js";

export const FORMAT = 1;

type Cell = string | number | boolean | null | readonly Cell[];

function trimmed(cells: readonly (Cell | undefined)[]): Cell[] {
  const full = cells.map((cell) => cell ?? null);
  while (full.length > 0 && full.at(-1) === null) full.pop();
  return full;
}

interface Sheet {
  readonly head: Readonly<Record<string, unknown>>;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (Cell | undefined)[])[];
}

function sheetText({ head, columns, rows }: Sheet): string {
  const members = Object.entries({ ...head, columns }).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  const lines = rows.map((row) => JSON.stringify(trimmed(row)));
  return `{\n${members.join(",\n")},\n"rows": [\n${lines.join(",\n")}\n]\n}\n`;
}

const evidenceCells = (rows: readonly EvidenceRow[]): Cell[] =>
  rows.map((row) => trimmed([row.source, row.confidence, row.note]));

const sorted = <T>(rows: readonly T[], key: (row: T) => string): T[] =>
  [...rows].sort((left, right) => compareText(key(left), key(right)));

function typesText(provider: string, rows: readonly TypeRow[]): string {
  return sheetText({
    head: { provider, source: `${provider}-types` },
    columns: [
      "name",
      "family",
      "architecture",
      "cpuMilli",
      "memoryMiB",
      "accelerator: chip, count, resource",
      "interfaces: count, addressesEach",
      "localDiskGiB",
      "burstable",
    ],
    rows: sorted(rows, (row) => row.name).map((row) => [
      row.name,
      row.family,
      row.architecture,
      row.cpuMilli,
      row.memoryMiB,
      row.accelerator && [row.accelerator.chip, row.accelerator.count, row.accelerator.resource],
      row.interfaces && [row.interfaces.count, row.interfaces.addressesEach],
      row.localDiskGiB,
      row.burstable === true ? true : undefined,
    ]),
  });
}

function pricesText(table: PriceTable): string {
  return sheetText({
    head: {
      provider: table.provider,
      region: table.region,
      currency: table.currency,
      evidence: evidenceCells(table.evidence),
    },
    columns: ["instanceType", "onDemandMicroPerHour", "onDemandEvidence", "spotMicroPerHour", "spotEvidence"],
    rows: sorted(table.rows, (row) => row.instanceType).map((row) => [
      row.instanceType,
      row.onDemand,
      row.onDemandEvidence,
      row.spot,
      row.spotEvidence,
    ]),
  });
}

function regionsText(rows: readonly RegionRow[], evidence: readonly EvidenceRow[]): string {
  return sheetText({
    head: { source: "regions", evidence: evidenceCells(evidence) },
    columns: [
      "provider",
      "name",
      "country",
      "partition",
      "latitude",
      "longitude",
      "availabilityZones",
      "pueMilli",
      "pueEvidence",
      "gridGramsPerKWh",
      "gridEvidence",
    ],
    rows: rows.map((row) => [
      row.provider,
      row.name,
      row.country,
      row.partition,
      row.latitude,
      row.longitude,
      row.availabilityZones,
      row.pueMilli,
      row.pueEvidence,
      row.gridGramsPerKWh,
      row.gridEvidence,
    ]),
  });
}

function powerText(rows: readonly PowerRow[], evidence: readonly EvidenceRow[]): string {
  return sheetText({
    head: { evidence: evidenceCells(evidence) },
    columns: ["provider", "architecture", "minMilliwatts", "maxMilliwatts", "evidence"],
    rows: rows.map((row) => [
      row.provider,
      row.architecture,
      row.minMilliwatts,
      row.maxMilliwatts,
      row.evidence,
    ]),
  });
}

function sourcesText(): string {
  return sheetText({
    head: {},
    columns: ["id", "repository", "commit", "asOf", "licence", "holds"],
    rows: sorted(SOURCES, (source) => source.id).map((source) => [
      source.id,
      source.repository,
      source.commit,
      source.asOf,
      source.licence,
      source.holds,
    ]),
  });
}

function indexText(files: ReadonlyMap<string, string>): string {
  return sheetText({
    head: { format: FORMAT },
    columns: ["path", "sha256"],
    rows: [...files]
      .map(([path, content]) => [path, createHash("sha256").update(content).digest("hex")] as const)
      .sort(([left], [right]) => compareText(left, right)),
  });
}

/** Every file of the catalogue by its path, index.json included. */
export function serialise(tables: Tables): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [provider, rows] of Object.entries(tables.types)) {
    files.set(`instance-types/${provider}.json`, typesText(provider, rows));
  }
  for (const table of tables.prices)
    files.set(`prices/${table.provider}/${table.region}.json`, pricesText(table));
  files.set("regions.json", regionsText(tables.regions, tables.regionEvidence));
  files.set("power.json", powerText(tables.power, tables.powerEvidence));
  files.set("sources.json", sourcesText());
  files.set("index.json", indexText(files));
  return files;
}
