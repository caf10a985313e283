/** What the clusters together use of the quotas of their accounts, added up from what is bought. */
import type { Assumption } from "../../model/evidence.js";
import type { CheckedFleet, FleetQuota } from "../../model/fleet.js";
import type { ByName, Purchase, QuotaPlan, TargetPlan } from "../../model/plan.js";
import { quotaAmount } from "../constraints/account-quotas.js";
import { momentsOf, mostUsed } from "../hours/moments.js";

interface UsedQuota {
  readonly quota: FleetQuota;
  readonly plan: QuotaPlan;
}

type Purchases = readonly Purchase[];

function usedQuota(quota: FleetQuota, purchases: Purchases, moments: readonly Purchases[]): UsedQuota[] {
  const counted = purchases.filter(({ quotas = {} }) => Object.hasOwn(quotas, quota.key));
  if (counted.length === 0) return [];
  const useOf = ({ quotas }: Purchase): number | undefined => quotas?.[quota.key];
  const { unit, limit } = quota;
  const planned = counted.reduce((sum, one) => sum + one.count * (useOf(one) ?? 0), 0);
  const atPeak = mostUsed(moments, useOf);
  return [{ quota, plan: { unit, limit, planned, ...(atPeak === undefined ? {} : { atPeak }) } }];
}

function usedQuotas({ quotas = [] }: CheckedFleet, slices: readonly TargetPlan[]): UsedQuota[] {
  if (quotas.length === 0) return [];
  const purchases = slices.flatMap((slice) => Object.values(slice.purchases));
  const moments = momentsOf(slices);
  return quotas.flatMap((quota) => usedQuota(quota, purchases, moments));
}

/** By key; only those that a node of the plan counts against. */
export function quotaPlans(
  fleet: CheckedFleet,
  slices: readonly TargetPlan[],
): { readonly quotas?: ByName<QuotaPlan> } {
  const used = usedQuotas(fleet, slices);
  if (used.length === 0) return {};
  return { quotas: Object.fromEntries(used.map(({ quota, plan }) => [quota.key, plan])) };
}

/** Exports say how much is in use, and not whose it is. */
export function quotaAssumptions(fleet: CheckedFleet, slices: readonly TargetPlan[]): Assumption[] {
  return usedQuotas(fleet, slices).flatMap(({ quota }): Assumption[] => {
    const { key, usedAtExport } = quota;
    if (usedAtExport === undefined) return [];
    return [
      {
        subject: `quota ${key}`,
        statement: `the ${quotaAmount(quota, usedAtExport)} in use when it was exported are this fleet's own`,
        source: "Stowage's default; say otherwise with usedElsewhere in the spec's quotas",
        asOf: "2026-11-26",
        confidence: "assumption",
      },
    ];
  });
}
