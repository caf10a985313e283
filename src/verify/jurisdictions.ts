/**
 * Which countries a jurisdiction takes in, kept apart from the catalogue's table on purpose: the verifier
 * would otherwise repeat the planner's mistakes. A test compares both.
 */
import type { Evidence } from "../model/evidence.js";

const EU_MEMBERS: ReadonlySet<string> = new Set([
  ...["AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI"],
  ...["FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU"],
  ...["MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"],
]);

const EFTA_MEMBERS_OF_EEA: ReadonlySet<string> = new Set(["IS", "LI", "NO"]);

export const JURISDICTION_SOURCES: Readonly<Record<"EU" | "EEA", Evidence>> = {
  EU: {
    source: "european-union.europa.eu, EU countries: 27 member states since 2020-02-01",
    asOf: "2026-11-01",
    confidence: "vendor-doc",
  },
  EEA: {
    source: "efta.int, EEA Agreement: the EU with Iceland, Liechtenstein and Norway",
    asOf: "2026-11-01",
    confidence: "vendor-doc",
  },
};

/** Whether `country` (ISO 3166-1 alpha-2) lies in any of "EU", "EEA" or country codes. */
export function insideJurisdictions(country: string, jurisdictions: readonly string[]): boolean {
  return jurisdictions.some((jurisdiction) => {
    switch (jurisdiction) {
      case "EU":
        return EU_MEMBERS.has(country);
      case "EEA":
        return EU_MEMBERS.has(country) || EFTA_MEMBERS_OF_EEA.has(country);
      default:
        return jurisdiction === country;
    }
  });
}
