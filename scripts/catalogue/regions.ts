/** Regions: country, place, availability zones, grid carbon and power usage effectiveness. */
import { decimal, readCsv, text } from "./csv.js";
import type { Row } from "./csv.js";
import { compareText } from "../../src/units/compare.js";
import type { EvidenceRow, Provider, RegionRow } from "./tables.js";

const PROVIDERS: readonly Provider[] = ["aws", "azure", "gcp"];

function partition(provider: Provider, name: string): string {
  if (provider === "aws")
    return name.startsWith("cn-") ? "aws-cn" : name.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  if (provider === "azure") {
    return name.startsWith("china") ? "azurechina" : /^us(gov|dod)/.test(name) ? "azureusgov" : "azure";
  }
  return "gcp";
}

const LETTERS = ["a", "b", "c", "d", "e", "f"] as const;

/**
 * Letters that differ from "the first N". AWS maps letters to each account by itself and has closed some
 * to new accounts; GCP's are the same for everybody. docs.aws.amazon.com "Regions and Availability Zones",
 * cloud.google.com/compute/docs/regions-zones, 2026.
 */
const ZONE_LETTERS: Readonly<Record<string, readonly string[]>> = {
  "aws/ap-northeast-1": ["a", "c", "d"],
  "aws/ca-central-1": ["a", "b", "d"],
  "aws/us-west-1": ["a", "c"],
  "gcp/europe-west1": ["b", "c", "d"],
  "gcp/us-central1": ["a", "b", "c", "f"],
  "gcp/us-east1": ["b", "c", "d"],
};

function availabilityZones(provider: Provider, name: string, count: number): string[] {
  const letters = ZONE_LETTERS[`${provider}/${name}`] ?? LETTERS.slice(0, count);
  switch (provider) {
    case "aws":
      return letters.map((letter) => `${name}${letter}`);
    case "gcp":
      return letters.map((letter) => `${name}-${letter}`);
    case "azure":
      return ["1", "2", "3"].slice(0, count);
  }
}

export const REGION_EVIDENCE = [
  { source: "gcp-carbon", confidence: "vendor-doc" },
  { source: "ccf", confidence: "secondary", note: "application data of 2024-03" },
  { source: "ccf-coefficients", confidence: "secondary", note: "grid factors of 2023-05" },
  { source: "ccf", confidence: "secondary", note: "power usage effectiveness of the region" },
  { source: "ccf", confidence: "estimate", note: "power usage effectiveness of the provider, all regions" },
] as const satisfies readonly EvidenceRow[];

type Figure = readonly [value: number, evidence: number];

/** Tonnes a kWh. A row of the source writes 000402 for 0.000402: the decimal point was lost. */
function gramsFromTonnes(value: string): number {
  const tonnes = /^000\d+$/.test(value) ? Number(`0.${value}`) : Number(value);
  return Math.round(tonnes * 1e8) / 100;
}

/** Every figure in the order of the sources; a later one of the same region does not replace it. */
function gridFigures(from: string, azureNames: ReadonlyMap<string, string>): ReadonlyMap<string, Figure> {
  const figures = new Map<string, Figure>();
  const add = (key: string, figure: Figure): void => {
    if (!figures.has(key) && figure[0] > 0) figures.set(key, figure);
  };
  for (const row of readCsv(from, "regions/gcp-region-carbon-info/2024.csv")) {
    const grams = decimal(row, "Grid carbon intensity (gCO2eq / kWh)");
    add(`gcp/${text(row, "Google Cloud Region")}`, [grams, 0]);
  }
  for (const row of readCsv(from, "regions/ccf/app_region_emissions.csv")) {
    if (text(row, "provider") === "aws")
      add(`aws/${text(row, "region")}`, [decimal(row, "gco2e_per_kwh"), 1]);
  }
  for (const row of readCsv(from, "regions/ccf/grid-emissions-factors-aws.csv")) {
    add(`aws/${text(row, "Region")}`, [gramsFromTonnes(text(row, "CO2e (metric ton/kWh)")), 2]);
  }
  for (const row of readCsv(from, "regions/ccf/grid-emissions-factors-azure.csv")) {
    const name = azureNames.get(text(row, "Region"));
    const value = text(row, "CO2e (metric ton/kWh)");
    if (name !== undefined) add(`azure/${name}`, [gramsFromTonnes(value), 2]);
  }
  return figures;
}

function pueFigures(from: string): ReadonlyMap<string, Figure> {
  return new Map(
    readCsv(from, "regions/ccf/app_region_pue.csv").map((row) => [
      `${text(row, "provider")}/${text(row, "region")}`,
      [Math.round(decimal(row, "pue") * 1000), text(row, "region") === "*" ? 4 : 3],
    ]),
  );
}

function zoneCount(row: Row, vendorZones: ReadonlyMap<string, number>): number {
  const own = text(row, "provider") === "azure" ? vendorZones.get(text(row, "region")) : undefined;
  return own ?? decimal(row, "azs");
}

export function regionTable(from: string): RegionRow[] {
  const locations = readCsv(from, "regions/azure-locations/locations.csv").filter(
    (row) => text(row, "type") === "Physical",
  );
  const azureNames = new Map(locations.map((row) => [text(row, "display_name"), text(row, "region")]));
  const azureZones = new Map(locations.map((row) => [text(row, "region"), decimal(row, "zones")]));
  const grid = gridFigures(from, azureNames);
  const pue = pueFigures(from);
  const rows: RegionRow[] = [];
  for (const row of readCsv(from, "regions/jasonwilbur/regions.csv")) {
    const provider = PROVIDERS.find((one) => one === text(row, "provider"));
    if (provider === undefined || text(row, "status") !== "ga") continue;
    const name = text(row, "region");
    const carbon = grid.get(`${provider}/${name}`);
    const [pueMilli, pueEvidence] = pue.get(`${provider}/${name}`) ?? pue.get(`${provider}/*`) ?? [1000, 4];
    rows.push({
      provider,
      name,
      country: text(row, "country_code"),
      partition: partition(provider, name),
      latitude: decimal(row, "lat"),
      longitude: decimal(row, "lon"),
      availabilityZones: availabilityZones(provider, name, zoneCount(row, azureZones)),
      ...(carbon === undefined ? {} : { gridGramsPerKWh: carbon[0], gridEvidence: carbon[1] }),
      pueMilli,
      pueEvidence,
    });
  }
  return rows.sort(
    (left, right) => compareText(left.provider, right.provider) || compareText(left.name, right.name),
  );
}
