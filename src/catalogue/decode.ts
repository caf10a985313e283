/** Turns the catalogue's files into look-ups. Rows become objects when they are first asked for. */
import type { CloudProvider, InstanceType, Offering, Region } from "../model/catalogue.js";
import type { Evidence } from "../model/evidence.js";
import { canonicalJson } from "../units/canonical.js";
import { compareText } from "../units/compare.js";
import { invariant, present } from "../units/invariant.js";
import { sha256 } from "../units/sha256.js";
import type { Catalogue, CatalogueSource, ProcessorPower } from "./catalogue.js";
import { listCell, numberCell, optionalNumber, parseSheet, textCell } from "./cells.js";
import type { Sheet } from "./cells.js";

export const CATALOGUE_FORMAT = 1;

export const INDEX_FILE = "index.json";
export const REGIONS_FILE = "regions.json";
export const SOURCES_FILE = "sources.json";
export const POWER_FILE = "power.json";

export function instanceTypesFile(provider: CloudProvider): string {
  return `instance-types/${provider}.json`;
}

export function pricesFile(provider: CloudProvider, region: string): string {
  return `prices/${provider}/${region}.json`;
}

type Sources = ReadonlyMap<string, CatalogueSource>;

function decodeSources(sheet: Sheet): CatalogueSource[] {
  return sheet.rows.map((row) => ({
    id: textCell(row, 0),
    repository: textCell(row, 1),
    commit: textCell(row, 2),
    asOf: textCell(row, 3),
    licence: textCell(row, 4),
    holds: textCell(row, 5),
  }));
}

/** The sheet's `evidence` list: [source id, confidence, note?] becomes a sentence with a date. */
function decodeEvidence(sheet: Sheet, sources: Sources): Evidence[] {
  const list = (sheet.head["evidence"] ?? []) as readonly (readonly unknown[])[];
  return list.map((row) => {
    const source = present(sources.get(textCell(row, 0)), `catalogue source ${textCell(row, 0)}`);
    const note = row[2] === undefined ? "" : `: ${textCell(row, 2)}`;
    return {
      source: `${source.repository}@${source.commit}${note}`,
      asOf: source.asOf,
      confidence: textCell(row, 1) as Evidence["confidence"],
    };
  });
}

function decodeInstanceType(provider: CloudProvider, row: readonly unknown[]): InstanceType {
  const accelerator = listCell(row, 5);
  const interfaces = listCell(row, 6);
  const localDiskGiB = optionalNumber(row, 7);
  return {
    name: textCell(row, 0),
    provider,
    family: textCell(row, 1),
    architecture: textCell(row, 2) as InstanceType["architecture"],
    cpuMilli: numberCell(row, 3),
    memoryMiB: numberCell(row, 4),
    ...(accelerator === undefined
      ? {}
      : {
          accelerator: {
            chip: textCell(accelerator, 0),
            count: numberCell(accelerator, 1),
            resource: textCell(accelerator, 2),
          },
        }),
    ...(interfaces === undefined
      ? {}
      : { interfaces: { count: numberCell(interfaces, 0), addressesEach: numberCell(interfaces, 1) } }),
    ...(localDiskGiB === undefined ? {} : { localDiskGiB }),
    ...(row[8] === true ? { burstable: true } : {}),
  };
}

function decodeOfferings(sheet: Sheet, sources: Sources): Offering[] {
  const evidence = decodeEvidence(sheet, sources);
  const shared = {
    provider: sheet.head["provider"] as CloudProvider,
    region: sheet.head["region"] as string,
    currency: sheet.head["currency"] as string,
  };
  const offerings: Offering[] = [];
  for (const row of sheet.rows) {
    const instanceType = textCell(row, 0);
    const add = (purchaseOption: "on-demand" | "spot", amount: number, evidenceIndex: number): void => {
      offerings.push({
        instanceType,
        ...shared,
        purchaseOption,
        microPerHour: numberCell(row, amount),
        evidence: present(evidence[numberCell(row, evidenceIndex)], "price evidence"),
      });
    };
    add("on-demand", 1, 2);
    if (row.length > 3) add("spot", 3, 4);
  }
  return offerings;
}

function decodeRegion(row: readonly unknown[], evidence: readonly Evidence[]): Region {
  const grid = optionalNumber(row, 9);
  return {
    provider: textCell(row, 0) as CloudProvider,
    name: textCell(row, 1),
    country: textCell(row, 2),
    partition: textCell(row, 3),
    latitude: numberCell(row, 4),
    longitude: numberCell(row, 5),
    availabilityZones: (listCell(row, 6) ?? []) as readonly string[],
    pueMilli: numberCell(row, 7),
    pueEvidence: present(evidence[numberCell(row, 8)], "power usage evidence"),
    ...(grid === undefined
      ? {}
      : { gridGramsPerKWh: grid, gridEvidence: present(evidence[numberCell(row, 10)], "grid evidence") }),
  };
}

function decodePower(sheet: Sheet, sources: Sources): ReadonlyMap<string, ProcessorPower> {
  const evidence = decodeEvidence(sheet, sources);
  return new Map(
    sheet.rows.map((row) => [
      `${textCell(row, 0)} ${textCell(row, 1)}`,
      {
        minMilliwatts: numberCell(row, 2),
        maxMilliwatts: numberCell(row, 3),
        evidence: present(evidence[numberCell(row, 4)], "power evidence"),
      },
    ]),
  );
}

/** The digest of what was loaded: the files' own digests, which the build has put into the index. */
function digestOf(index: Sheet, loaded: ReadonlySet<string>): string {
  const used = index.rows
    .map((row) => [textCell(row, 0), textCell(row, 1)] as const)
    .filter(([path]) => loaded.has(path))
    .sort(([left], [right]) => compareText(left, right));
  return sha256(canonicalJson({ format: CATALOGUE_FORMAT, files: used }));
}

function byKey<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [key(row), row]));
}

/** Computes a value once a key. The cache only repeats what a pure function would give again. */
function memoised<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key);
    if (value !== undefined) return value;
    const fresh = compute(key);
    known.set(key, fresh);
    return fresh;
  };
}

/**
 * A catalogue over the contents of its files, by their path ("prices/aws/eu-west-1.json"). Needs
 * `index.json`, `regions.json`, `sources.json` and `power.json`; instance types and prices of what is asked.
 */
export function decodeCatalogue(files: ReadonlyMap<string, string>): Catalogue {
  const sheet = (path: string): Sheet => parseSheet(path, present(files.get(path), `catalogue file ${path}`));
  const index = sheet(INDEX_FILE);
  invariant(
    index.head["format"] === CATALOGUE_FORMAT,
    "the catalogue's format is not the one this version reads",
  );
  const sources = decodeSources(sheet(SOURCES_FILE));
  const sourceById = byKey(sources, (source) => source.id);

  const regionSheet = sheet(REGIONS_FILE);
  const regionEvidence = decodeEvidence(regionSheet, sourceById);
  const regions = regionSheet.rows.map((row) => decodeRegion(row, regionEvidence));
  const regionByKey = byKey(regions, (region) => `${region.provider} ${region.name}`);

  const types = memoised((provider) => {
    const content = files.get(instanceTypesFile(provider as CloudProvider));
    const rows = content === undefined ? [] : parseSheet(provider, content).rows;
    const list = rows.map((row) => decodeInstanceType(provider as CloudProvider, row));
    return { list, byName: byKey(list, (type) => type.name) };
  });
  const offerings = memoised((path) => {
    const content = files.get(path);
    return content === undefined ? [] : decodeOfferings(parseSheet(path, content), sourceById);
  });
  const power = decodePower(sheet(POWER_FILE), sourceById);
  const priced = (provider: CloudProvider): string[] => {
    const prefix = `prices/${provider}/`;
    return index.rows
      .map((row) => textCell(row, 0))
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(prefix.length, -".json".length));
  };
  return {
    digest: digestOf(index, new Set(files.keys())),
    sources,
    instanceType: (provider, name) => types(provider).byName.get(name),
    instanceTypes: (provider) => types(provider).list,
    offerings: (provider, region) => offerings(pricesFile(provider, region)),
    region: (provider, name) => regionByKey.get(`${provider} ${name}`),
    regions: () => regions,
    pricedRegions: priced,
    processorPower: (provider, architecture) => power.get(`${provider} ${architecture}`),
  };
}
