/** Override files onto a catalogue: all of them, or none and every fault. */
import type { Catalogue } from "../catalogue/index.js";
import { withOverrides } from "../catalogue/index.js";
import { CLOUD_PROVIDERS } from "../model/catalogue.js";
import type { CloudProvider } from "../model/catalogue.js";
import type { CatalogueOverride } from "../model/catalogue-override.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type { CheckOutcome } from "../model/outcome.js";
import { checkOverride, parseOverrideText } from "../spec/index.js";
import type { OverrideKnowledge, ParsedOverride } from "../spec/index.js";

export interface OverrideText {
  /** As messages call it. */
  readonly file: string;
  readonly text: string;
}

/** Texts of the right shape; what they name is not checked yet. */
export function parseOverrides(texts: readonly OverrideText[]): CheckOutcome<readonly ParsedOverride[]> {
  const outcomes = texts.map(parseOverrideText);
  const diagnostics = outcomes.flatMap((outcome) => outcome.diagnostics);
  const parsed = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  return parsed.length === texts.length
    ? { ok: true, value: parsed, diagnostics }
    : { ok: false, diagnostics };
}

/** Clouds that the overrides speak of: their instance types are needed to check the names. */
export function providersOf(overrides: readonly ParsedOverride[]): readonly CloudProvider[] {
  const named = new Set(
    overrides.flatMap(({ override }) =>
      [override.instanceTypes, override.offerings, override.withdrawn, override.availabilityZones].flatMap(
        (list) => (list ?? []).map(({ provider }) => provider),
      ),
    ),
  );
  return CLOUD_PROVIDERS.filter((provider) => named.has(provider));
}

function overrideKnowledge(catalogue: Catalogue): OverrideKnowledge {
  return {
    region: (provider, name) => catalogue.region(provider, name),
    regionNames: (provider) =>
      catalogue.regions().flatMap((region) => (region.provider === provider ? [region.name] : [])),
    hasInstanceType: (provider, name) => catalogue.instanceType(provider, name) !== undefined,
    instanceTypeNames: (provider) => catalogue.instanceTypes(provider).map(({ name }) => name),
    sells: (provider, region, instanceType, purchaseOption) =>
      catalogue.isLoaded(provider, region)
        ? catalogue
            .offerings(provider, region)
            .some(
              (offering) =>
                offering.instanceType === instanceType &&
                (purchaseOption === undefined || offering.purchaseOption === purchaseOption),
            )
        : undefined,
  };
}

/** Each is checked against the catalogue with those before it, so that a later file may use what an earlier adds. */
export function applyOverrides(base: Catalogue, parsed: readonly ParsedOverride[]): CheckOutcome<Catalogue> {
  const accepted: CatalogueOverride[] = [];
  const diagnostics: Diagnostic[] = [];
  let failed = false;
  for (const one of parsed) {
    const outcome = checkOverride(one, overrideKnowledge(withOverrides(base, accepted)));
    diagnostics.push(...outcome.diagnostics);
    if (outcome.ok) accepted.push(outcome.value);
    else failed = true;
  }
  if (failed) return { ok: false, diagnostics };
  return { ok: true, value: withOverrides(base, accepted), diagnostics };
}
