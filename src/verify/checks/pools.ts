/** Pools hold the nodes that purchases give them, within their limits, in the cluster's availability zones. */
import type { ClusterPlan } from "../../model/plan.js";
import type { Path, Refuse } from "../refusals.js";
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";
import { Tally } from "../tally.js";

function checkLimits(slice: ClusterPlan, nodes: Tally, path: Path, refuse: Refuse): void {
  for (const [name, pool] of Object.entries(slice.pools)) {
    const at = [...path, "pools", name];
    if (pool.nodes !== nodes.of(name))
      refuse([...at, "nodes"], `is ${pool.nodes}, and its purchases have ${nodes.of(name)}`);
    if (pool.nodes < pool.minNodes)
      refuse([...at, "nodes"], `is ${pool.nodes}, and the pool has at least ${pool.minNodes}`);
    if (pool.maxNodes !== undefined && pool.nodes > pool.maxNodes)
      refuse([...at, "nodes"], `is ${pool.nodes}, and the pool has at most ${pool.maxNodes}`);
  }
}

export const checkPools: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    if (target.kind !== "cluster") continue;
    const nodes = new Tally();
    for (const { purchase, path } of purchasesOf(target)) {
      nodes.add(purchase.pool, purchase.count);
      if (!Object.hasOwn(target.slice.pools, purchase.pool))
        refuse([...path, "pool"], `cluster "${target.name}" has no pool "${purchase.pool}"`);
      if (!target.slice.availabilityZones.includes(purchase.availabilityZone))
        refuse(
          [...path, "availabilityZone"],
          `is "${purchase.availabilityZone}", and the cluster uses ${target.slice.availabilityZones.join(", ")}`,
        );
    }
    checkLimits(target.slice, nodes, target.path, refuse);
  }
};
