/**
 * A catalogue with a team's own figures in the place of its own. Later overrides count before earlier ones. The
 * overrides have been checked: whatever they name exists.
 */
import type { CloudProvider, CommitmentTerm, InstanceType, Offering } from "../../model/catalogue.js";
import type { AccountQuota, CatalogueOverride } from "../../model/catalogue-override.js";
import type { Evidence } from "../../model/evidence.js";
import { canonicalJson } from "../../units/canonical.js";
import { compareText } from "../../units/compare.js";
import { sha256 } from "../../units/sha256.js";
import type { Catalogue } from "../catalogue.js";
import { exchangeRates, inDollars } from "./exchange.js";
import { evidenceOf } from "./override-evidence.js";
import { offeringsAfter } from "./override-offerings.js";

interface OwnType {
  readonly type: InstanceType;
  readonly evidence: Evidence;
}

const typeKey = (provider: string, name: string): string => `${provider} ${name}`;

function ownTypes(overrides: readonly CatalogueOverride[]): ReadonlyMap<string, OwnType> {
  return new Map(
    overrides.flatMap((override) =>
      (override.instanceTypes ?? []).map((type): [string, OwnType] => [
        typeKey(type.provider, type.name),
        { type, evidence: evidenceOf(override) },
      ]),
    ),
  );
}

type TypeLookups = Pick<Catalogue, "instanceType" | "instanceTypes" | "instanceTypeEvidence">;

function typeLookups(base: Catalogue, overrides: readonly CatalogueOverride[]): TypeLookups {
  const own = ownTypes(overrides);
  const lists = new Map<CloudProvider, readonly InstanceType[]>();
  const merged = (provider: CloudProvider): readonly InstanceType[] => {
    const added = [...own.values()].map(({ type }) => type).filter((type) => type.provider === provider);
    const listed = base.instanceTypes(provider);
    if (added.length === 0) return listed;
    const kept = listed.filter(({ name }) => !own.has(typeKey(provider, name)));
    return [...kept, ...added].sort((left, right) => compareText(left.name, right.name));
  };
  return {
    instanceType: (provider, name) =>
      own.get(typeKey(provider, name))?.type ?? base.instanceType(provider, name),
    instanceTypes: (provider) => {
      const list = lists.get(provider) ?? merged(provider);
      lists.set(provider, list);
      return list;
    },
    instanceTypeEvidence: (type, field) =>
      own.get(typeKey(type.provider, type.name))?.evidence ?? base.instanceTypeEvidence(type, field),
  };
}

type PriceLookups = Pick<Catalogue, "offerings" | "pricedRegions">;

function priceLookups(base: Catalogue, overrides: readonly CatalogueOverride[]): PriceLookups {
  const rates = exchangeRates(overrides);
  const lists = new Map<string, readonly Offering[]>();
  return {
    offerings: (provider, region) => {
      const key = typeKey(provider, region);
      const known = lists.get(key);
      if (known !== undefined) return known;
      const after = offeringsAfter({ provider, region }, base.offerings(provider, region), overrides);
      const list = after.map((offering) => inDollars(offering, rates));
      lists.set(key, list);
      return list;
    },
    pricedRegions: (provider) => {
      const own = overrides.flatMap(({ offerings = [] }) =>
        offerings.flatMap((offering) => (offering.provider === provider ? [offering.region] : [])),
      );
      return [...new Set([...base.pricedRegions(provider), ...own])].sort(compareText);
    },
  };
}

function ownCommitments(provider: CloudProvider, overrides: readonly CatalogueOverride[]): CommitmentTerm[] {
  return overrides.flatMap((override) =>
    (override.commitments ?? [])
      .filter((one) => one.provider === provider)
      .map(({ families = [], ...one }): CommitmentTerm => ({
        ...one,
        families,
        statement: "as given in an override",
        evidence: evidenceOf(override),
      })),
  );
}

/** Of two with the same code the later one counts. Sorted by code. */
function ownQuotas(
  provider: CloudProvider,
  region: string,
  overrides: readonly CatalogueOverride[],
): AccountQuota[] {
  const byCode = new Map<string, AccountQuota>();
  for (const quota of overrides.flatMap(({ quotas = [] }) => quotas))
    if (quota.provider === provider && quota.region === region) byCode.set(quota.code, quota);
  return [...byCode.values()].sort((left, right) => compareText(left.code, right.code));
}

export function withOverrides(base: Catalogue, overrides: readonly CatalogueOverride[]): Catalogue {
  if (overrides.length === 0) return base;
  const overridesDigest = sha256(canonicalJson(overrides));
  return {
    ...base,
    digest: sha256(canonicalJson({ catalogue: base.digest, overrides: overridesDigest })),
    overridesDigest,
    ...typeLookups(base, overrides),
    ...priceLookups(base, overrides),
    commitmentTerms: (provider) => [
      ...base.commitmentTerms(provider),
      ...ownCommitments(provider, overrides),
    ],
    accountQuotas: (provider, region) => ownQuotas(provider, region, overrides),
  };
}
