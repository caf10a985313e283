/** Prices in other currencies as US dollars, at the rates that a team gives; without a rate they stay as quoted. */
import type { Offering } from "../../model/catalogue.js";
import type { CatalogueOverride } from "../../model/catalogue-override.js";

const MICRO = 1_000_000;

interface Rate {
  readonly microUsdPerUnit: number;
  readonly source: string;
  readonly asOf: string;
}

/** By currency; a later override's rate counts. */
export function exchangeRates(overrides: readonly CatalogueOverride[]): ReadonlyMap<string, Rate> {
  return new Map(
    overrides.flatMap(({ source, asOf, exchangeRates: rates = [] }) =>
      rates.map(({ currency, microUsdPerUnit }): [string, Rate] => [
        currency,
        { microUsdPerUnit, source, asOf },
      ]),
    ),
  );
}

/** Rounded up to the micro-dollar. The product stays below 2^53: both factors are bounded by the schema. */
export function inDollars(offering: Offering, rates: ReadonlyMap<string, Rate>): Offering {
  const rate = rates.get(offering.currency);
  if (rate === undefined) return offering;
  const whole = Math.floor(offering.microPerHour / MICRO);
  const rest = offering.microPerHour - whole * MICRO;
  const { source, asOf, confidence } = offering.evidence;
  return {
    ...offering,
    currency: "USD",
    microPerHour: whole * rate.microUsdPerUnit + Math.ceil((rest * rate.microUsdPerUnit) / MICRO),
    evidence: {
      source: `${source}; 1 ${offering.currency} is ${rate.microUsdPerUnit / MICRO} USD by ${rate.source} of ${rate.asOf}`,
      asOf,
      // Whether the region sells it at all stays as doubtful as it was.
      confidence: confidence === "assumption" ? confidence : "estimate",
    },
  };
}
