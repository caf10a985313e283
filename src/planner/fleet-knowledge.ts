/** The catalogue as the spec's checks see it. */
import {
  ADDRESS_MODES,
  REGIMES,
  TRANSFER_RULES,
  addressRule,
  chipOf,
  defaultAvailabilityZones,
  defaultSystemLoad,
  isKnownJurisdiction,
  knownChips,
  knownJurisdictions,
  knownOperator,
  loadBalancerRule,
  matchesChips,
  quotaFamilies,
} from "../catalogue/index.js";
import type { Catalogue } from "../catalogue/index.js";
import { CLOUD_PROVIDERS } from "../model/catalogue.js";
import type { CloudProvider, InstanceType } from "../model/catalogue.js";
import type { FleetKnowledge } from "../spec/index.js";

export function fleetKnowledge(catalogue: Catalogue): FleetKnowledge {
  // Every pool is held against the same chips, and finding them goes through all instance types.
  let chips: readonly string[] | undefined;
  const typesNamed = (provider: CloudProvider, named: string): readonly InstanceType[] =>
    catalogue.instanceTypes(provider).filter(({ name, family }) => name === named || family === named);
  return {
    region: (provider, name) => catalogue.region(provider, name),
    regionNames: (provider) =>
      catalogue.regions().flatMap((region) => (region.provider === provider ? [region.name] : [])),
    pricedRegionNames: (provider) => catalogue.pricedRegions(provider),
    priceCurrencies: (provider, region) =>
      [...new Set(catalogue.offerings(provider, region).map(({ currency }) => currency))].sort(),
    defaultAvailabilityZones,
    chips: () => (chips ??= knownChips(catalogue, CLOUD_PROVIDERS)),
    processor: (name) => {
      const chip = catalogue.chip(name);
      return chip?.kind === "cpu" ? chip : undefined;
    },
    processors: () => catalogue.chips().flatMap(({ kind, name }) => (kind === "cpu" ? [name] : [])),
    chipSlices: (chip) => catalogue.chip(chip)?.slices ?? [],
    families: (provider) => [...new Set(catalogue.instanceTypes(provider).map(({ family }) => family))],
    instanceTypes: (provider) => catalogue.instanceTypes(provider).map(({ name }) => name),
    sells: (provider, region, named) => {
      const names = new Set(typesNamed(provider, named).map(({ name }) => name));
      return (
        names.size === 0 ||
        catalogue.offerings(provider, region).some(({ instanceType }) => names.has(instanceType))
      );
    },
    missingChips: (provider, named, chips) => {
      const types = typesNamed(provider, named);
      if (types.some((type) => matchesChips(type, chips))) return [];
      const missing = types.map((type) => (chips.includes(chipOf(type)) ? type.architecture : chipOf(type)));
      return [...new Set(missing)].sort();
    },
    sellsSpot: (provider, region) =>
      catalogue.offerings(provider, region).some(({ purchaseOption }) => purchaseOption === "spot"),
    addressModes: (platform) => ADDRESS_MODES[platform],
    addressRule,
    loadBalancerRule,
    quotaFamilies: (provider) =>
      [...new Set(catalogue.instanceTypes(provider).flatMap(quotaFamilies))].sort(),
    accountQuotas: (provider, region) => catalogue.accountQuotas?.(provider, region) ?? [],
    transferRules: (regime) => TRANSFER_RULES.filter((rule) => rule.regime === regime),
    regimeRules: (regime) => REGIMES[regime],
    ability: (question) => catalogue.ability(question),
    operatorCountry: (operator) => knownOperator(operator)?.country,
    partitions: () => [...new Set(catalogue.regions().map(({ partition }) => partition))].sort(),
    isJurisdiction: isKnownJurisdiction,
    jurisdictions: () => knownJurisdictions(),
    systemLoad: defaultSystemLoad,
  };
}
