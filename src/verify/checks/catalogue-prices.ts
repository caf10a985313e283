/** Bought nodes have the price, and the source of the price, of the offering in their region. */
import type { Offering } from "../../model/catalogue.js";
import type { ClusterPlan, Purchase } from "../../model/plan.js";
import { canonicalJson } from "../../units/canonical.js";
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

/** Everything that makes two rows the same offering. */
function keyOf(row: Pick<Offering, "provider" | "region" | "instanceType" | "purchaseOption">): string {
  return JSON.stringify([row.provider, row.region, row.instanceType, row.purchaseOption]);
}

function rowFor(
  rows: ReadonlyMap<string, Offering>,
  { provider, region }: ClusterPlan,
  { instanceType, purchaseOption }: Purchase,
): Offering | undefined {
  return rows.get(keyOf({ provider, region, instanceType, purchaseOption }));
}

export const checkCataloguePrices: Check = ({ plan, targets, rows }, refuse) => {
  if (rows === undefined) return;
  const offerings = new Map(rows.offerings.map((offering) => [keyOf(offering), offering]));
  for (const target of targets) {
    if (target.kind !== "cluster") continue;
    for (const { purchase, path } of purchasesOf(target)) {
      // Prices of these are the spec's.
      if (purchase.purchaseOption === "owned" || purchase.purchaseOption === "reserved") continue;
      const row = rowFor(offerings, target.slice, purchase);
      if (row === undefined) {
        refuse(path, `${target.slice.region} sells no ${purchase.instanceType} ${purchase.purchaseOption}`);
        continue;
      }
      // What is taken off is in whole micro-units.
      const off = BigInt(row.microPerHour) * BigInt(target.slice.subsidyPercent ?? 0);
      const price = row.microPerHour - Number(off / 100n);
      if (price !== purchase.microPerHour || row.currency !== plan.cost.currency)
        refuse(
          [...path, "microPerHour"],
          `is ${purchase.microPerHour} micro-${plan.cost.currency}, and the catalogue says ${price} micro-${row.currency}`,
        );
      if (canonicalJson(row.evidence) !== canonicalJson(purchase.priceEvidence))
        refuse([...path, "priceEvidence"], "is not that of the catalogue's row");
    }
  }
};
