/** Regions as a question names them: by name, by provider, by where they stand. */
import {
  isCloud,
  isKnownJurisdiction,
  jurisdictionContains,
  knownJurisdictions,
} from "../catalogue/index.js";
import type { Catalogue } from "../catalogue/index.js";
import type { Region } from "../model/catalogue.js";
import { nameHint } from "../spec/index.js";
import { unknownName } from "./failures.js";
import type { RegionOfProvider } from "./load-catalogue.js";

export interface PlaceQuestion {
  /** Absent: any. */
  readonly providers?: readonly string[];
  /** Names; of a name that two providers use, both regions are meant. Absent: any. */
  readonly regions?: readonly string[];
  /** "EEA", "EU" or ISO country codes. Absent: anywhere. */
  readonly jurisdictions?: readonly string[];
}

function known(name: string, names: readonly string[], what: string): void {
  if (!names.includes(name)) throw unknownName(what, name, nameHint(name, [...new Set(names)], what));
}

/** @throws FleetError where a name is nobody's */
export function regionsAsked(catalogue: Catalogue, question: PlaceQuestion): readonly Region[] {
  const { providers, regions, jurisdictions } = question;
  const all = catalogue.regions();
  for (const name of providers ?? [])
    known(
      name,
      all.map(({ provider }) => provider),
      "provider",
    );
  for (const name of jurisdictions ?? [])
    if (!isKnownJurisdiction(name))
      throw unknownName("jurisdiction", name, nameHint(name, knownJurisdictions(), "jurisdiction"));
  const ofProviders = all.filter(({ provider }) => providers?.includes(provider) ?? true);
  for (const name of regions ?? [])
    known(
      name,
      ofProviders.map((region) => region.name),
      providers === undefined ? "region" : `region of ${providers.join(", ")}`,
    );
  return ofProviders.filter(
    ({ name, country }) =>
      (regions?.includes(name) ?? true) &&
      (jurisdictions?.some((one) => jurisdictionContains(one, country)) ?? true),
  );
}

/** Those of clouds whose machines the catalogue knows. */
export function pricedPlaces(regions: readonly Region[]): readonly RegionOfProvider[] {
  return regions.flatMap(({ provider, name }) => (isCloud(provider) ? [{ provider, region: name }] : []));
}
