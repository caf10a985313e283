/**
 * How old the catalogue's prices are on a day that the caller names: nothing here knows what day it is.
 */
import type { CloudProvider } from "../model/catalogue.js";
import type { Evidence } from "../model/evidence.js";
import { compareText } from "../units/compare.js";
import type { Catalogue } from "./catalogue.js";

/** Prices of one source and date in one region. */
export interface DatedPrices {
  readonly provider: CloudProvider;
  readonly region: string;
  readonly evidence: Evidence;
  /** How many offerings have it. */
  readonly offerings: number;
  readonly ageDays: number;
}

/** Days since 1 March of the year 0 on the Gregorian calendar: the year begins in March, its leap day is the last. */
export function dayNumber(isoDate: string): number {
  const [year = 0, month = 1, day = 1] = isoDate.split("-").map(Number);
  const shifted = month < 3 ? year - 1 : year;
  const monthsFromMarch = (month + 9) % 12;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return 365 * shifted + leapDays + Math.floor((153 * monthsFromMarch + 2) / 5) + day - 1;
}

export interface AgeInput {
  readonly catalogue: Catalogue;
  readonly regions: readonly { readonly provider: CloudProvider; readonly region: string }[];
  /** ISO date. */
  readonly today: string;
  readonly maxAgeDays: number;
}

/** Prices older than that, by region, oldest first. Prices from the future are told by a negative age. */
export function outdatedPrices({ catalogue, regions, today, maxAgeDays }: AgeInput): readonly DatedPrices[] {
  const now = dayNumber(today);
  return regions.flatMap(({ provider, region }) => {
    const dated = new Map<string, DatedPrices>();
    for (const { evidence } of catalogue.offerings(provider, region)) {
      const key = `${evidence.asOf} ${evidence.source}`;
      const offerings = (dated.get(key)?.offerings ?? 0) + 1;
      dated.set(key, { provider, region, evidence, offerings, ageDays: now - dayNumber(evidence.asOf) });
    }
    return [...dated]
      .sort(([left], [right]) => compareText(left, right))
      .map(([, prices]) => prices)
      .filter(({ ageDays }) => ageDays > maxAgeDays || ageDays < 0);
  });
}
