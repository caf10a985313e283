/** Quotas hold over all nodes of a cluster. A node has at least the virtual CPUs that its allocatable needs. */
import { mostNodes } from "../../model/purchase-nodes.js";
import { amountOf } from "../../units/resources.js";
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkFleetQuotas: Check = (review, refuse) => {
  for (const cluster of review.fleet?.clusters ?? []) {
    const target = review.targets.find(({ kind, name }) => kind === "cluster" && name === cluster.name);
    if (target === undefined) continue;
    const purchases = purchasesOf(target);
    const nodes = purchases.reduce((sum, { purchase }) => sum + purchase.count, 0);
    const vcpu = purchases.reduce((sum, one) => sum + one.purchase.count * one.purchase.vcpu, 0);
    for (const { purchase, path } of purchases) {
      const least = Math.ceil(amountOf(purchase.allocatable, "cpuMilli") / 1000);
      if (purchase.vcpu < least)
        refuse([...path, "vcpu"], `is ${purchase.vcpu}, and pods alone are given ${least} virtual CPUs`);
    }
    const { quotas } = cluster;
    const surge = cluster.pools.reduce((sum, { headroom }) => sum + (headroom?.surgeNodes ?? 0), 0);
    if (quotas.nodes !== undefined && nodes + surge > quotas.nodes)
      refuse(
        [...target.path, "purchases"],
        `have ${nodes} nodes, ${surge} more while upgrades run, and the quota is ${quotas.nodes}`,
      );
    if (quotas.nodeGroups !== undefined && purchases.length > quotas.nodeGroups)
      refuse(
        [...target.path, "purchases"],
        `are ${purchases.length} node groups, and the quota is ${quotas.nodeGroups}`,
      );
    for (const { purchase, path } of purchases) {
      const upgraded = cluster.pools.find(({ name }) => name === purchase.pool)?.headroom?.surgeNodes ?? 0;
      const most = mostNodes(purchase) + upgraded;
      if (quotas.nodesPerGroup !== undefined && most > quotas.nodesPerGroup)
        refuse(
          [...path, "count"],
          `may become ${most} nodes while upgrades run, and a node group may have ${quotas.nodesPerGroup}`,
        );
    }
    if (quotas.vcpu !== undefined && vcpu > quotas.vcpu)
      refuse([...target.path, "purchases"], `have ${vcpu} virtual CPUs, and the quota is ${quotas.vcpu}`);
  }
};
