/** Where the catalogue's files lie below its folder. */
import type { CloudProvider } from "../model/catalogue.js";

export const INDEX_FILE = "index.json";
export const REGIONS_FILE = "regions.json";
export const SOURCES_FILE = "sources.json";
export const POWER_FILE = "power.json";
export const CHIPS_FILE = "chips.json";
export const HUBS_FILE = "hubs.json";
export const ABILITIES_FILE = "abilities.json";
export const COMMITMENTS_FILE = "commitments.json";

/** Small, and needed whatever a fleet names. */
export const SHARED_FILES = [
  REGIONS_FILE,
  SOURCES_FILE,
  POWER_FILE,
  CHIPS_FILE,
  HUBS_FILE,
  ABILITIES_FILE,
  COMMITMENTS_FILE,
] as const;

export function instanceTypesFile(provider: CloudProvider): string {
  return `instance-types/${provider}.json`;
}

export function embodiedFile(provider: CloudProvider): string {
  return `embodied/${provider}.json`;
}

export function pricesFile(provider: CloudProvider, region: string): string {
  return `prices/${provider}/${region}.json`;
}
