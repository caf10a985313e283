/** What differs between two catalogues in some regions, and between what overrides alone hold. */
import { CLOUD_PROVIDERS } from "../../model/catalogue.js";
import type { CloudProvider, InstanceType, Offering } from "../../model/catalogue.js";
import type {
  CatalogueDifference,
  ListChange,
  PriceChange,
  TypeChange,
  ZonesChange,
} from "../../model/catalogue-answer.js";
import type { CatalogueOverride } from "../../model/catalogue-override.js";
import { canonicalJson } from "../../units/canonical.js";
import { compareText } from "../../units/compare.js";
import type { Catalogue } from "../catalogue.js";

/** One of the two: a catalogue, and the overrides that are in it. */
export interface Side {
  readonly catalogue: Catalogue;
  readonly overrides: readonly CatalogueOverride[];
}

interface Pair<Value> {
  readonly before?: Value;
  readonly after?: Value;
}

function paired<Value>(
  before: readonly Value[],
  after: readonly Value[],
  keyOf: (value: Value) => string,
): Pair<Value>[] {
  const left = new Map(before.map((one) => [keyOf(one), one]));
  const right = new Map(after.map((one) => [keyOf(one), one]));
  const keys = [...new Set([...left.keys(), ...right.keys()])].sort(compareText);
  return keys.map((key) => {
    const [old, fresh] = [left.get(key), right.get(key)];
    return {
      ...(old === undefined ? {} : { before: old }),
      ...(fresh === undefined ? {} : { after: fresh }),
    };
  });
}

function priceChange({ before, after }: Pair<Offering>): PriceChange[] {
  const offering = after ?? before;
  if (offering === undefined) return [];
  const { provider, region, instanceType, purchaseOption } = offering;
  const change = { provider, region, instanceType, purchaseOption };
  if (before === undefined || after === undefined)
    return [
      { ...change, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
    ];
  if (before.currency !== after.currency) return [{ ...change, before, after }];
  if (before.microPerHour === after.microPerHour) return [];
  const ratio = (after.microPerHour - before.microPerHour) / before.microPerHour;
  return [{ ...change, before, after, changePpm: Math.round(ratio * 1_000_000) }];
}

/** Zones that sell it, as far as anybody has said. */
function zonesOf({ availabilityZones, withdrawnFrom = [] }: Offering): readonly string[] | undefined {
  return availabilityZones?.filter((zone) => !withdrawnFrom.includes(zone));
}

function zonesChange({ before, after }: Pair<Offering>): ZonesChange[] {
  if (before === undefined || after === undefined) return [];
  const [old, fresh] = [zonesOf(before), zonesOf(after)];
  const said = (zones: readonly string[] | undefined, { withdrawnFrom = [] }: Offering): string =>
    canonicalJson([zones ?? null, zones === undefined ? withdrawnFrom : []]);
  if (said(old, before) === said(fresh, after)) return [];
  const { provider, region, instanceType } = after;
  return [
    {
      provider,
      region,
      instanceType,
      ...(old === undefined ? {} : { before: old }),
      ...(fresh === undefined ? {} : { after: fresh }),
      ...(fresh === undefined && after.withdrawnFrom !== undefined ? { notIn: after.withdrawnFrom } : {}),
    },
  ];
}

function typeChanges(before: Catalogue, after: Catalogue): TypeChange[] {
  return CLOUD_PROVIDERS.flatMap((provider) =>
    paired<InstanceType>(
      before.instanceTypes(provider),
      after.instanceTypes(provider),
      ({ name }) => name,
    ).flatMap((pair): TypeChange[] => {
      const { name } = pair.after ?? pair.before ?? { name: "" };
      return canonicalJson(pair.before ?? null) === canonicalJson(pair.after ?? null)
        ? []
        : [{ provider, name, ...pair }];
    }),
  );
}

function listChange<Entry>(before: readonly Entry[], after: readonly Entry[]): ListChange<Entry> {
  const pairs = paired(before, after, canonicalJson);
  return {
    removed: pairs.flatMap((pair) =>
      pair.after === undefined && pair.before !== undefined ? [pair.before] : [],
    ),
    added: pairs.flatMap((pair) =>
      pair.before === undefined && pair.after !== undefined ? [pair.after] : [],
    ),
  };
}

type ListOf<Entry> = (override: CatalogueOverride) => readonly Entry[] | undefined;

/** What overrides hold beside machines and prices. */
function listDifference<Entry>(before: Side, after: Side, listOf: ListOf<Entry>): ListChange<Entry> {
  const entries = ({ overrides }: Side): Entry[] => overrides.flatMap((override) => listOf(override) ?? []);
  return listChange(entries(before), entries(after));
}

export interface DifferenceInput {
  readonly before: Side;
  readonly after: Side;
  readonly regions: readonly { readonly provider: CloudProvider; readonly region: string }[];
}

export function catalogueDifference({ before, after, regions }: DifferenceInput): CatalogueDifference {
  const pairs = regions.flatMap(({ provider, region }) =>
    paired<Offering>(
      before.catalogue.offerings(provider, region),
      after.catalogue.offerings(provider, region),
      ({ instanceType, purchaseOption }) => `${instanceType} ${purchaseOption}`,
    ),
  );
  const prices = pairs.flatMap(priceChange);
  const zones = new Map(
    pairs
      .flatMap(zonesChange)
      .map((change) => [`${change.provider} ${change.region} ${change.instanceType}`, change]),
  );
  return {
    prices,
    samePrices: pairs.length - prices.length,
    instanceTypes: typeChanges(before.catalogue, after.catalogue),
    availabilityZones: [...zones.values()],
    quotas: listDifference(before, after, ({ quotas }) => quotas),
    nodes: listDifference(before, after, ({ nodes }) => nodes),
    commitments: listDifference(before, after, ({ commitments }) => commitments),
    exchangeRates: listDifference(before, after, ({ exchangeRates }) => exchangeRates),
  };
}
