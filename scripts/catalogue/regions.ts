/** Regions of every provider: country, place, partition, operator, availability zones. */
import { ALIBABA_REGIONS } from "./alibaba-regions.js";
import { decimal, readCsv, text } from "./csv.js";
import type { Row } from "./csv.js";
import { REGION_EVIDENCE, regionCarbon } from "./region-carbon.js";
import { operatorOf, partitionOf } from "./operators.js";
import { compareText } from "../../src/units/compare.js";
import type { RegionProvider } from "../../src/model/catalogue.js";
import type { PriceTable, RegionRow } from "./tables.js";

export { REGION_EVIDENCE };

type Place = Omit<RegionRow, "grid" | "pue" | "operator">;

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

/** Of other providers the list counts zones and does not name them: none are given. */
function availabilityZones(provider: string, name: string, count: number): string[] {
  const letters = ZONE_LETTERS[`${provider}/${name}`] ?? LETTERS.slice(0, count);
  switch (provider) {
    case "aws":
      return letters.map((letter) => `${name}${letter}`);
    case "gcp":
      return letters.map((letter) => `${name}-${letter}`);
    case "azure":
      return ["1", "2", "3"].slice(0, count);
    default:
      return [];
  }
}

function zoneCount(row: Row, vendorZones: ReadonlyMap<string, number>): number {
  const own = text(row, "provider") === "azure" ? vendorZones.get(text(row, "region")) : undefined;
  return own ?? decimal(row, "azs");
}

function listedPlaces(from: string): Place[] {
  const azureZones = new Map(
    readCsv(from, "regions/azure-locations/locations.csv")
      .filter((row) => text(row, "type") === "Physical")
      .map((row) => [text(row, "region"), decimal(row, "zones")]),
  );
  return readCsv(from, "regions/jasonwilbur/regions.csv")
    .filter((row) => text(row, "status") === "ga")
    .map((row) => {
      const provider = text(row, "provider") as RegionProvider;
      const name = text(row, "region");
      return {
        provider,
        name,
        country: text(row, "country_code"),
        partition: partitionOf(provider, name, text(row, "type")),
        latitude: decimal(row, "lat"),
        longitude: decimal(row, "lon"),
        availabilityZones: availabilityZones(provider, name, zoneCount(row, azureZones)),
      };
    });
}

function ownPlaces(from: string, provider: "tencent" | "huawei"): Place[] {
  return readCsv(from, `regions/${provider}/regions.csv`).map((row) => ({
    provider,
    name: text(row, "region"),
    country: text(row, "country"),
    partition: provider,
    latitude: decimal(row, "lat"),
    longitude: decimal(row, "lon"),
    availabilityZones: [],
  }));
}

/** Zones that the price list names for any type. */
function alibabaPlaces(prices: readonly PriceTable[]): Place[] {
  const zones = new Map(
    prices.map((table) => [
      table.region,
      [...new Set(table.rows.flatMap((row) => row.availabilityZones ?? []))].sort(compareText),
    ]),
  );
  return ALIBABA_REGIONS.map(([name, country, latitude, longitude]) => ({
    provider: "alibaba",
    name,
    country,
    partition: "alibaba",
    latitude,
    longitude,
    availabilityZones: zones.get(name) ?? [],
  }));
}

/**
 * A partition of its own since 2026-01, in Brandenburg; in none of the lists. Each AWS region has at least three
 * zones (docs.aws.amazon.com, "Regions and Availability Zones").
 */
const EUROPEAN_SOVEREIGN_CLOUD: Place = {
  provider: "aws",
  name: "eusc-de-east-1",
  country: "DE",
  partition: "aws-eusc",
  latitude: 52.4,
  longitude: 13.06,
  availabilityZones: ["eusc-de-east-1a", "eusc-de-east-1b", "eusc-de-east-1c"],
};

/** Newer than the list: Bangkok, 2026; zones as every new region has them. */
const BANGKOK: Place = {
  provider: "gcp",
  name: "asia-southeast3",
  country: "TH",
  partition: "gcp",
  latitude: 13.76,
  longitude: 100.5,
  availabilityZones: ["asia-southeast3-a", "asia-southeast3-b", "asia-southeast3-c"],
};

export function regionTable(from: string, alibaba: readonly PriceTable[]): RegionRow[] {
  const places = [
    ...listedPlaces(from),
    EUROPEAN_SOVEREIGN_CLOUD,
    BANGKOK,
    ...alibabaPlaces(alibaba),
    ...ownPlaces(from, "tencent"),
    ...ownPlaces(from, "huawei"),
  ];
  const carbon = regionCarbon(from);
  return places
    .map((place): RegionRow => ({
      ...place,
      ...operatorOf(place.provider, place.name, place.partition),
      ...carbon(place.provider, place.name, place.country),
    }))
    .sort((left, right) => compareText(left.provider, right.provider) || compareText(left.name, right.name));
}
