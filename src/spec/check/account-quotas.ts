/** Quotas of the clouds' accounts: those of the spec, and those of catalogue overrides that it does not replace. */
import type { AccountQuota, QuotaOfAccount } from "../../model/catalogue-override.js";
import type { AccountQuotaSpec } from "../../model/fleet-spec.js";
import type { Cluster, FleetQuota } from "../../model/fleet.js";
import { compareText } from "../../units/compare.js";
import { pointerTo } from "../json-pointer.js";
import { nameHint } from "../suggestion.js";
import { sortedTexts } from "./context.js";
import type { CheckContext } from "./context.js";

type Place = Pick<Cluster, "name" | "provider" | "region">;

function placesOf({ provider, region }: QuotaOfAccount, clusters: readonly Place[]): string[] {
  return clusters.filter((one) => one.provider === provider && one.region === region).map(({ name }) => name);
}

/** Quotas of one code that count different clusters are different quotas. */
function keyOf(
  { provider, region, code }: QuotaOfAccount,
  counted: readonly string[],
  all: readonly string[],
): string {
  const name = `${provider}/${region}/${code}`;
  return counted.length === all.length ? name : `${name} of ${counted.join(", ")}`;
}

interface Stated {
  readonly quota: QuotaOfAccount;
  readonly counted: readonly string[];
  readonly all: readonly string[];
  readonly origin: string;
  readonly elsewhere?: number;
  readonly used?: number;
}

function fleetQuota({ quota, counted, all, origin, elsewhere = 0, used }: Stated): FleetQuota {
  const { provider, region, code, unit, limit, purchaseOption, families, chips } = quota;
  return {
    key: keyOf(quota, counted, all),
    provider,
    region,
    code,
    unit,
    // Exports write "no limit" as the largest number that they know.
    limit: Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, limit - elsewhere)),
    ...(purchaseOption === undefined ? {} : { purchaseOption }),
    ...(families === undefined ? {} : { families: sortedTexts(families) }),
    ...(chips === undefined ? {} : { chips: sortedTexts(chips) }),
    clusters: sortedTexts(counted),
    origin,
    ...(used === undefined || used === 0 ? {} : { usedAtExport: used }),
  };
}

/** Families that no known machine has are told and kept: a cloud's list may name machines of the past. */
function checkScope(quota: AccountQuotaSpec, path: string, { faults, knowledge }: CheckContext): boolean {
  const { provider, region, families, chips } = quota;
  faults.filled(families, `${path}/families`, "name a family, or leave families out for all of them");
  faults.filled(chips, `${path}/chips`, "name a chip, or leave chips out for all of them");
  const known = families === undefined ? [] : knowledge.quotaFamilies(provider);
  for (const [index, family] of (families ?? []).entries())
    if (!known.includes(family))
      faults.warning(
        "unknown-name",
        path + pointerTo("families", index),
        `no instance type of ${provider} that is known counts as family "${family}"`,
        nameHint(family, known, `family of quotas of ${provider}`),
      );
  for (const [index, chip] of (chips ?? []).entries())
    faults.knows(chip, knowledge.chips(), path + pointerTo("chips", index), "chip");
  return faults.knows(region, knowledge.regionNames(provider), `${path}/region`, `region of ${provider}`);
}

/** Clusters that the quota counts; undefined, and a fault, where it can count none. */
function countedBy(
  quota: AccountQuotaSpec,
  clusters: readonly Place[],
  path: string,
  { faults }: CheckContext,
): string[] | undefined {
  const { provider, region, clusters: named } = quota;
  const all = placesOf(quota, clusters);
  faults.filled(named, `${path}/clusters`, "name a cluster, or leave clusters out for all of the region");
  for (const [index, name] of (named ?? []).entries())
    faults.knows(name, all, path + pointerTo("clusters", index), `cluster of ${provider} in ${region}`);
  if (all.length === 0 && named === undefined)
    faults.warning("unknown-name", path, `no cluster of the fleet is in ${region} of ${provider}`);
  const counted = (named ?? all).filter((name) => all.includes(name));
  return counted.length === 0 ? undefined : counted;
}

function checkUse(
  { limit, usedElsewhere = 0 }: AccountQuotaSpec,
  path: string,
  { faults }: CheckContext,
): void {
  if (usedElsewhere > limit)
    faults.error(
      "bound-disagreement",
      `${path}/usedElsewhere`,
      `${usedElsewhere} are used elsewhere, and the limit is ${limit}`,
      "correct one of them",
    );
}

function statedQuotas(clusters: readonly Place[], context: CheckContext): FleetQuota[] {
  const quotas: FleetQuota[] = [];
  const names: [string, string][] = [];
  for (const [index, quota] of (context.spec.quotas ?? []).entries()) {
    const origin = `/quotas/${index}`;
    checkUse(quota, origin, context);
    if (!checkScope(quota, origin, context)) continue;
    const counted = countedBy(quota, clusters, origin, context);
    if (counted === undefined) continue;
    const { provider, region, code, usedElsewhere: elsewhere = 0 } = quota;
    for (const cluster of counted)
      names.push([`${code} of ${provider} in ${region} for cluster ${cluster}`, origin]);
    quotas.push(fleetQuota({ quota, counted, all: placesOf(quota, clusters), origin, elsewhere }));
  }
  context.faults.distinct(names, "quota", "remove one of them");
  return quotas;
}

/** What overrides say of clusters for which the spec states no quota of that code. */
function importedQuotas(
  clusters: readonly Place[],
  stated: readonly FleetQuota[],
  { knowledge }: CheckContext,
): FleetQuota[] {
  const places = new Map(
    clusters.map(({ provider, region }) => [`${provider} ${region}`, { provider, region }]),
  );
  const quotas: readonly AccountQuota[] = [...places.values()].flatMap(({ provider, region }) =>
    knowledge.accountQuotas(provider, region),
  );
  return quotas.flatMap((quota): FleetQuota[] => {
    const { provider, region, code, used } = quota;
    const same = stated.filter(
      (one) => one.provider === provider && one.region === region && one.code === code,
    );
    const all = placesOf(quota, clusters);
    const counted = all.filter((name) => !same.some((one) => one.clusters.includes(name)));
    if (counted.length === 0) return [];
    const origin = "/catalogue/overrides";
    return [fleetQuota({ quota, counted, all, origin, ...(used === undefined ? {} : { used }) })];
  });
}

/** Sorted by key. */
export function accountQuotasOf(
  clusters: readonly Place[],
  context: CheckContext,
): { readonly quotas?: readonly FleetQuota[] } {
  const stated = statedQuotas(clusters, context);
  const quotas = [...stated, ...importedQuotas(clusters, stated, context)];
  if (quotas.length === 0) return {};
  return { quotas: quotas.sort((left, right) => compareText(left.key, right.key)) };
}

/** Nodes that exist while an upgrade runs are of no known machine, so that no virtual CPUs can be told of them. */
export function tellUncountedUpgrades(
  clusters: readonly Cluster[],
  quotas: readonly FleetQuota[],
  { faults, spec }: CheckContext,
): void {
  for (const { name, pools } of clusters) {
    const upgraded = pools.filter(({ headroom }) => (headroom?.surgeNodes ?? 0) > 0);
    const [quota] = quotas.filter((one) => one.clusters.includes(name));
    if (quota === undefined || upgraded.length === 0) continue;
    const at = (spec.clusters ?? []).findIndex((cluster) => cluster.name === name);
    faults.warning(
      "not-supported",
      `/clusters/${at}`,
      `nodes that exist while pool "${upgraded[0]?.name ?? ""}" is upgraded are not counted against quota ${quota.key}`,
      "raise usedElsewhere of the quota by what an upgrade needs",
    );
  }
}
