/** Official grid factors of China by area, and which area a cloud region or hub stands in. */
import { decimal, readCsv, text } from "./csv.js";
import type { EvidenceRow, HubEntry } from "./tables.js";
import type { Confidence } from "../../src/model/evidence.js";
import type { RegionProvider } from "../../src/model/catalogue.js";

const GRID_FILE = "regions/china-grid/mee_2022.csv";
const HUB_FILE = "regions/china-hubs/hubs.csv";
const MEMBER_FILE = "regions/china-hubs/region_to_cluster.csv";

/** Year of the factors. */
export const CHINA_GRID_YEAR = 2022;

/**
 * Province of a region where its factor is known, otherwise its regional grid. Shandong is on the northern grid,
 * Guizhou on the southern (Ministry of Ecology and Environment, the grids' provinces).
 */
const AREAS: readonly (readonly [region: RegExp, area: string])[] = [
  [/^(?:cn-zhangjiakou|chinanorth3)$/, "Hebei"],
  [/^(?:cn-huhehaote|cn-wulanchabu|cn-north-9)$/, "Inner Mongolia"],
  [/^ap-tianjin$/, "Tianjin"],
  [/^(?:cn-beijing|cn-north-[14]|ap-beijing(?:-fsi)?|chinanorth2?|cn-qingdao|cn-east-5)$/, "North China"],
  [/^cn-east-4$/, "Anhui"],
  [/^cn-fuzhou$/, "Fujian"],
  [
    /^(?:cn-hangzhou|cn-shanghai|cn-nanjing|cn-east-[23]|ap-shanghai(?:-fsi)?|ap-nanjing|chinaeast[23]?)$/,
    "East China",
  ],
  [/^(?:cn-chengdu|ap-chengdu)$/, "Sichuan"],
  [/^ap-chongqing$/, "Southwest"],
  [/^cn-wuhan-lr$/, "Central China"],
  [/^(?:cn-northwest-1|cn-zhongwei)$/, "Northwest"],
  [
    /^(?:cn-(?:guangzhou|shenzhen|heyuan|south-[12]|southwest-2)|ap-(?:guangzhou|shenzhen(?:-fsi)?|qingyuan))$/,
    "South China",
  ],
];

/** Grams a kWh by area name. */
export function chinaGrid(from: string): ReadonlyMap<string, number> {
  return new Map(readCsv(from, GRID_FILE).map((row) => [text(row, "name"), decimal(row, "gco2_per_kwh")]));
}

/** The factor of a region of mainland China; a region of which no area is known is a fault of this table. */
export function chinaGramsOf(grid: ReadonlyMap<string, number>, region: string): number {
  const area = AREAS.find(([pattern]) => pattern.test(region))?.[1];
  const grams = area === undefined ? undefined : grid.get(area);
  if (grams === undefined) throw new Error(`no grid factor is known for ${region}, in ${area ?? "no area"}`);
  return grams;
}

const PUE_EVIDENCE: Readonly<Record<string, EvidenceRow>> = {
  "reply-confirmed": {
    source: "china-hubs",
    confidence: "secondary",
    note: "reply to the hub's plan, as press reports it",
  },
  "general-hub-rule": {
    source: "china-hubs",
    confidence: "secondary",
    note: "general rule for hubs; the reply itself was not found",
  },
  "by-analogy-to-Gansu-reply": {
    source: "china-hubs",
    confidence: "assumption",
    note: "as Gansu's reply; the hub's own was not found",
  },
};

/** "city-match", "city-match (region id from memory)", "analyst (...)". */
function membershipConfidence(words: string): Confidence {
  return words.startsWith("city-match") && !words.includes("memory") ? "secondary" : "assumption";
}

export function hubTable(from: string): HubEntry[] {
  const members = readCsv(from, MEMBER_FILE);
  const grid = chinaGrid(from);
  return readCsv(from, HUB_FILE).map((row): HubEntry => {
    const name = text(row, "cluster");
    const grams = decimal(row, "grid_factor_gco2_per_kwh");
    const evidence = PUE_EVIDENCE[text(row, "pue_limit_evidence")];
    if (evidence === undefined) throw new Error(`${name}: unknown evidence of its limit`);
    const area = [...grid].find(([, value]) => value === grams)?.[0];
    if (area === undefined) throw new Error(`${name}: ${grams} g is the factor of no area`);
    return {
      name,
      hub: text(row, "hub"),
      side: text(row, "hub_side") === "east" ? "east" : "west",
      province: text(row, "province"),
      latitude: decimal(row, "lat"),
      longitude: decimal(row, "lon"),
      pueLimitMilli: Math.round(decimal(row, "pue_limit") * 1000),
      pueLimitEvidence: evidence,
      minRackUtilisationPercent: decimal(row, "min_rack_utilisation_pct"),
      gridGramsPerKWh: grams,
      gridArea: area,
      regions: members
        .filter((member) => text(member, "cluster") === name)
        .map((member): readonly [RegionProvider, string, Confidence] => [
          text(member, "provider") as RegionProvider,
          text(member, "region"),
          membershipConfidence(text(member, "confidence")),
        ]),
    };
  });
}
