/** Every file of the catalogue as text. Rows are sorted by their first columns. */
import { createHash } from "node:crypto";
import { instanceTypesFile, embodiedFile, pricesFile } from "../../src/catalogue/index.js";
import { CATALOGUE_FORMAT } from "../../src/model/catalogue-files.js";
import type {
  AcceleratorCell,
  EmbodiedFile,
  IndexFile,
  InstanceTypeRow,
  InstanceTypesFile,
  PowerFile,
  PriceRow as PriceCells,
  PricesFile,
  RegionRow as RegionCells,
  RegionsFile,
  SourcesFile,
} from "../../src/model/catalogue-files.js";
import { compareText } from "../../src/units/compare.js";
import { abilitiesText, chipsText, commitmentsText, hubsText } from "./serialise-reference.js";
import { evidenceCells, sheetText } from "./sheet-text.js";
import { SOURCES } from "./sources.js";
import type { EmbodiedTable, PriceTable, RegionRow, Tables, TypeRow, TypeTable } from "./tables.js";

const sorted = <T>(rows: readonly T[], key: (row: T) => string): T[] =>
  [...rows].sort((left, right) => compareText(key(left), key(right)));

type Loose<T extends readonly unknown[]> = { readonly [K in keyof T]: T[K] | undefined };

function acceleratorCell({
  chip,
  count,
  resource,
  memoryMiBEach,
}: NonNullable<TypeRow["accelerator"]>): AcceleratorCell {
  return memoryMiBEach === undefined ? [chip, count, resource] : [chip, count, resource, memoryMiBEach];
}

function typeCells(row: TypeRow): Loose<Required<InstanceTypeRow>> {
  const { accelerator, interfaces } = row;
  return [
    row.name,
    row.family,
    row.architecture,
    row.cpuMilli,
    row.memoryMiB,
    row.processor,
    accelerator && acceleratorCell(accelerator),
    interfaces && [interfaces.count, interfaces.addressesEach],
    row.networkMbps,
    row.volumeMbps,
    row.localDiskGiB,
    row.burstable === true ? true : undefined,
  ];
}

function typesText({ provider, evidence, fieldEvidence, rows }: TypeTable): string {
  return sheetText<InstanceTypesFile>(
    {
      kind: "instanceTypes",
      provider,
      evidence: evidenceCells(evidence),
      columnEvidence: fieldEvidence,
      columns: [
        "name",
        "family",
        "architecture",
        "cpuMilli",
        "memoryMiB",
        "processor",
        "accelerator",
        "interfaces",
        "networkMbps",
        "volumeMbps",
        "localDiskGiB",
        "burstable",
      ],
    },
    sorted(rows, (row) => row.name).map(typeCells),
  );
}

/** The distinct sets of zones of a table, in a stable order, and each row's number. */
function zoneSetsOf(table: PriceTable): {
  readonly sets: string[][];
  readonly number: (zones: readonly string[]) => number;
} {
  const texts = [...new Set(table.rows.flatMap((row) => row.availabilityZones?.join(" ") ?? []))].sort(
    compareText,
  );
  return {
    sets: texts.map((text) => text.split(" ")),
    number: (zones) => texts.indexOf(zones.join(" ")),
  };
}

function pricesText(table: PriceTable): string {
  const zones = zoneSetsOf(table);
  return sheetText<PricesFile>(
    {
      kind: "prices",
      provider: table.provider,
      region: table.region,
      currency: table.currency,
      evidence: evidenceCells(table.evidence),
      ...(table.spotEvidence === undefined
        ? {}
        : { columnEvidence: { spotMicroPerHour: table.spotEvidence } }),
      ...(zones.sets.length === 0 ? {} : { zoneSets: zones.sets }),
      columns: [
        "instanceType",
        "onDemandMicroPerHour",
        "spotMicroPerHour",
        "onDemandEvidence",
        "interruptionBand",
        "zoneSet",
      ],
    },
    sorted(table.rows, (row) => row.instanceType).map((row): Loose<Required<PriceCells>> => [
      row.instanceType,
      row.onDemand,
      row.spot,
      row.onDemandEvidence,
      row.interruptionBand,
      row.availabilityZones && zones.number(row.availabilityZones),
    ]),
  );
}

function regionsText({ regions, regionEvidence }: Tables): string {
  return sheetText<RegionsFile>(
    {
      kind: "regions",
      evidence: evidenceCells(regionEvidence),
      columns: [
        "provider",
        "name",
        "country",
        "partition",
        "latitude",
        "longitude",
        "availabilityZones",
        "operator",
        "pue",
        "grid",
      ],
    },
    regions.map((row: RegionRow): Loose<Required<RegionCells>> => [
      row.provider,
      row.name,
      row.country,
      row.partition,
      row.latitude,
      row.longitude,
      row.availabilityZones,
      row.operator,
      row.pue,
      row.grid.length === 0 ? undefined : row.grid,
    ]),
  );
}

function powerText({ power, powerEvidence }: Tables): string {
  return sheetText<PowerFile>(
    {
      kind: "power",
      evidence: evidenceCells(powerEvidence),
      columns: ["provider", "architecture", "minMilliwatts", "maxMilliwatts", "evidence"],
    },
    power.map((row) => [row.provider, row.architecture, row.minMilliwatts, row.maxMilliwatts, row.evidence]),
  );
}

function embodiedText({ provider, evidence, rows }: EmbodiedTable): string {
  return sheetText<EmbodiedFile>(
    {
      kind: "embodied",
      provider,
      evidence: evidenceCells(evidence),
      columns: ["family", "kilograms", "vcpus"],
    },
    sorted(rows, ([family]) => family),
  );
}

function sourcesText(): string {
  return sheetText<SourcesFile>(
    { kind: "sources", columns: ["id", "origin", "commit", "asOf", "licence", "holds"] },
    sorted(SOURCES, (source) => source.id).map((source) => [
      source.id,
      source.origin,
      source.commit,
      source.asOf,
      source.licence,
      source.holds,
    ]),
  );
}

function indexText(files: ReadonlyMap<string, string>): string {
  return sheetText<IndexFile>(
    { kind: "index", format: CATALOGUE_FORMAT, columns: ["path", "sha256"] },
    [...files]
      .map(([path, content]) => [path, createHash("sha256").update(content).digest("hex")] as const)
      .sort(([left], [right]) => compareText(left, right)),
  );
}

/** Every file of the catalogue by its path, index.json included. */
export function serialise(tables: Tables): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const table of tables.types) files.set(instanceTypesFile(table.provider), typesText(table));
  for (const table of tables.embodied) files.set(embodiedFile(table.provider), embodiedText(table));
  for (const table of tables.prices) files.set(pricesFile(table.provider, table.region), pricesText(table));
  files.set("regions.json", regionsText(tables));
  files.set("power.json", powerText(tables));
  files.set("chips.json", chipsText(tables.chips));
  files.set("hubs.json", hubsText(tables.hubs));
  files.set("abilities.json", abilitiesText(tables.abilities));
  files.set("commitments.json", commitmentsText(tables.commitments));
  files.set("sources.json", sourcesText());
  files.set("index.json", indexText(files));
  return files;
}
