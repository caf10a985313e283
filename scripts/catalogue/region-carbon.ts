/** Grid carbon by year and power usage effectiveness of regions. */
import { CHINA_GRID_YEAR, chinaGramsOf, chinaGrid } from "./china.js";
import { decimal, readCsv, text } from "./csv.js";
import type { EvidenceRow, RegionRow } from "./tables.js";
import type { RegionProvider } from "../../src/model/catalogue.js";

export const REGION_EVIDENCE = [
  { source: "gcp-carbon", confidence: "vendor-doc" },
  { source: "ccf", confidence: "secondary", note: "application data of 2024-03" },
  { source: "ccf-coefficients", confidence: "secondary", note: "grid factors of 2023-05" },
  { source: "ccf", confidence: "secondary", note: "power usage effectiveness of the region" },
  { source: "ccf", confidence: "estimate", note: "power usage effectiveness of the provider, all regions" },
  {
    source: "china-grid",
    confidence: "secondary",
    note: "province, or the regional grid where its own is not known",
  },
] as const satisfies readonly EvidenceRow[];

const GOOGLE = 0;
const CCF = 1;
const CCF_OLDER = 2;
const PUE_OF_REGION = 3;
const PUE_OF_PROVIDER = 4;
const CHINA = 5;

const GOOGLE_YEARS = [2022, 2023, 2024] as const;
/** Years of publication: the sources mix years of measurement. */
const CCF_YEAR = 2024;
const CCF_OLDER_YEAR = 2023;

type Grid = RegionRow["grid"];
type Carbon = Pick<RegionRow, "grid" | "pue">;

/** Tonnes a kWh. A row of the source writes 000402 for 0.000402: the decimal point was lost. */
function gramsFromTonnes(value: string): number {
  const tonnes = /^000\d+$/.test(value) ? Number(`0.${value}`) : Number(value);
  return Math.round(tonnes * 1e8) / 100;
}

/** Providers as that source calls them. */
const CCF_NAMES: Readonly<Record<string, RegionProvider>> = {
  aws: "aws",
  azure: "azure",
  gcp: "gcp",
  ali: "alibaba",
};

class GridFigures {
  private readonly figures = new Map<string, (readonly [number, number, number])[]>();

  /** One figure a year: of two sources the one that was added first. */
  add(key: string, year: number, grams: number, evidence: number): void {
    const known = this.figures.get(key) ?? [];
    if (grams <= 0 || known.some(([other]) => other === year)) return;
    this.figures.set(key, [...known, [year, grams, evidence]]);
  }

  has(key: string): boolean {
    return this.figures.has(key);
  }

  of(key: string): Grid {
    return [...(this.figures.get(key) ?? [])].sort(([left], [right]) => left - right);
  }
}

function addGoogle(from: string, figures: GridFigures): void {
  for (const year of GOOGLE_YEARS) {
    for (const row of readCsv(from, `regions/gcp-region-carbon-info/${year}.csv`)) {
      const grams = decimal(row, "Grid carbon intensity (gCO2eq / kWh)");
      figures.add(`gcp/${text(row, "Google Cloud Region")}`, year, grams, GOOGLE);
    }
  }
}

/** The older coefficients only where the application has no figure: they are no series of one method. */
function addCloudCarbonFootprint(from: string, figures: GridFigures): void {
  for (const row of readCsv(from, "regions/ccf/app_region_emissions.csv")) {
    const provider = CCF_NAMES[text(row, "provider")];
    if (provider !== undefined && text(row, "region") !== "*")
      figures.add(`${provider}/${text(row, "region")}`, CCF_YEAR, decimal(row, "gco2e_per_kwh"), CCF);
  }
  const older = (key: string, tonnes: string): void => {
    if (!figures.has(key)) figures.add(key, CCF_OLDER_YEAR, gramsFromTonnes(tonnes), CCF_OLDER);
  };
  for (const row of readCsv(from, "regions/ccf/grid-emissions-factors-aws.csv"))
    older(`aws/${text(row, "Region")}`, text(row, "CO2e (metric ton/kWh)"));
  const azureNames = new Map(
    readCsv(from, "regions/azure-locations/locations.csv").map((row) => [
      text(row, "display_name"),
      text(row, "region"),
    ]),
  );
  for (const row of readCsv(from, "regions/ccf/grid-emissions-factors-azure.csv")) {
    const name = azureNames.get(text(row, "Region"));
    if (name !== undefined) older(`azure/${name}`, text(row, "CO2e (metric ton/kWh)"));
  }
}

function pueFigures(from: string): ReadonlyMap<string, readonly [number, number]> {
  return new Map(
    readCsv(from, "regions/ccf/app_region_pue.csv").map((row) => [
      `${CCF_NAMES[text(row, "provider")] ?? text(row, "provider")}/${text(row, "region")}`,
      [Math.round(decimal(row, "pue") * 1000), text(row, "region") === "*" ? PUE_OF_PROVIDER : PUE_OF_REGION],
    ]),
  );
}

/** In mainland China only official factors count: other lists repeat older ones. */
export function regionCarbon(
  from: string,
): (provider: RegionProvider, name: string, country: string) => Carbon {
  const figures = new GridFigures();
  addGoogle(from, figures);
  addCloudCarbonFootprint(from, figures);
  const china = chinaGrid(from);
  const pue = pueFigures(from);
  return (provider, name, country) => {
    const effectiveness = pue.get(`${provider}/${name}`) ?? pue.get(`${provider}/*`);
    return {
      grid:
        country === "CN"
          ? [[CHINA_GRID_YEAR, chinaGramsOf(china, name), CHINA]]
          : figures.of(`${provider}/${name}`),
      ...(effectiveness === undefined ? {} : { pue: effectiveness }),
    };
  };
}
