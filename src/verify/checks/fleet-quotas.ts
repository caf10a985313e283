/**
 * Quotas hold over all nodes of a cluster. Without catalogue rows a node counts at least the virtual CPUs
 * that its allocatable needs, so that a plan far above the quota is refused all the same.
 */
import { amountOf } from "../../units/resources.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, Review, ReviewedPurchase } from "../review.js";

function vcpuOf({ rows }: Review, { purchase, target }: ReviewedPurchase): number {
  const row = entryOf(entryOf(rows?.machines ?? {}, target.name) ?? {}, purchase.instanceType);
  return row?.vcpu ?? Math.ceil(amountOf(purchase.allocatable, "cpuMilli") / 1000);
}

export const checkFleetQuotas: Check = (review, refuse) => {
  for (const cluster of review.fleet?.clusters ?? []) {
    const target = review.targets.find(({ kind, name }) => kind === "cluster" && name === cluster.name);
    if (target === undefined) continue;
    const purchases = purchasesOf(target);
    const nodes = purchases.reduce((sum, { purchase }) => sum + purchase.count, 0);
    const vcpu = purchases.reduce((sum, one) => sum + one.purchase.count * vcpuOf(review, one), 0);
    const { quotas } = cluster;
    if (quotas.nodes !== undefined && nodes > quotas.nodes)
      refuse([...target.path, "purchases"], `have ${nodes} nodes, and the quota is ${quotas.nodes}`);
    if (quotas.vcpu !== undefined && vcpu > quotas.vcpu)
      refuse([...target.path, "purchases"], `have ${vcpu} virtual CPUs, and the quota is ${quotas.vcpu}`);
  }
};
