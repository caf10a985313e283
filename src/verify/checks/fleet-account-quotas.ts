/**
 * Quotas of accounts are the fleet's, and each node counts against those that it must. Which families a quota
 * counts only the catalogue's rows can tell; without them, nodes of quotas that name any are believed.
 */
import type { FleetQuota } from "../../model/fleet.js";
import type { Purchase } from "../../model/plan.js";
import type { MachineRow } from "../catalogue-rows.js";
import type { Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, Review, ReviewedPurchase } from "../review.js";

/** Whether a quota's list of families takes in one as pools name it ("m7g", "Dsv5", "n2-standard"). */
function isOfFamily({ provider, families }: FleetQuota, family: string): boolean {
  if (families === undefined) return true;
  const name = family.toLowerCase();
  if (provider === "gcp") return families.includes(name.replace(/-.*$/, ""));
  if (provider !== "aws") return families.includes(name);
  const [, letters = "", generation = ""] = /^([a-z]+)(\d*)/.exec(name) ?? [];
  return families.includes(letters) || (generation !== "" && families.includes(letters + generation));
}

function isOfOption(
  { purchaseOption }: FleetQuota,
  { purchaseOption: bought }: Pick<Purchase, "purchaseOption">,
): boolean {
  if (bought === "owned") return false;
  return purchaseOption === undefined || (purchaseOption === "spot") === (bought === "spot");
}

/** Undefined where nobody can say without the catalogue. */
export function quotaCount(
  quota: FleetQuota,
  cluster: string,
  purchase: Pick<Purchase, "purchaseOption" | "vcpu">,
  row: MachineRow | undefined,
): number | undefined {
  if (!quota.clusters.includes(cluster) || !isOfOption(quota, purchase)) return 0;
  const byMachine =
    quota.families !== undefined || quota.chips !== undefined || quota.unit === "accelerators";
  if (byMachine && row === undefined) return undefined;
  if (row !== undefined && !isOfFamily(quota, row.family)) return 0;
  if (quota.chips !== undefined && !quota.chips.includes(row?.accelerator?.chip ?? "")) return 0;
  if (quota.unit === "accelerators") return row?.accelerator?.count ?? 0;
  return quota.unit === "vcpu" ? purchase.vcpu : 1;
}

function checkPurchase(review: Review, { target, purchase, path }: ReviewedPurchase, refuse: Refuse): void {
  const quotas = review.fleet?.quotas ?? [];
  const machines = entryOf(review.rows?.machines ?? {}, target.name) ?? {};
  const row = entryOf(machines, purchase.instanceType);
  for (const quota of quotas) {
    const expected = quotaCount(quota, target.name, purchase, row);
    const stated = entryOf(purchase.quotas ?? {}, quota.key) ?? 0;
    if (expected !== undefined && stated !== expected)
      refuse(
        [...path, "quotas", quota.key],
        `is ${stated}, and such a node counts ${expected} ${quota.unit}`,
      );
  }
}

export const checkFleetAccountQuotas: Check = (review, refuse) => {
  if (review.fleet === undefined) return;
  const known = new Map((review.fleet.quotas ?? []).map((quota) => [quota.key, quota]));
  for (const [key, { unit, limit }] of Object.entries(review.plan.quotas ?? {})) {
    const quota = known.get(key);
    if (quota === undefined) refuse(["quotas", key], "is no quota of the fleet");
    else if (limit !== quota.limit || unit !== quota.unit)
      refuse(
        ["quotas", key, "limit"],
        `is ${limit} ${unit}, and the fleet says ${quota.limit} ${quota.unit}`,
      );
  }
  for (const target of review.targets)
    for (const one of purchasesOf(target)) checkPurchase(review, one, refuse);
};
