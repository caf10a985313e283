/** Pools keep the fleet's limits, labels and taints, and buy only what they may. */
import type { Cluster, Pool } from "../../model/fleet.js";
import type { ClusterPlan, PoolPlan, Purchase } from "../../model/plan.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

function checkPool(planned: PoolPlan, pool: Pool, path: Path, refuse: Refuse): void {
  for (const limit of ["minNodes", "maxNodes", "spotMaxPercent", "maxInstanceTypes"] as const) {
    if (planned[limit] !== pool[limit])
      refuse(
        [...path, limit],
        `is ${planned[limit] ?? "missing"}, and the fleet says ${pool[limit] ?? "nothing"}`,
      );
  }
  for (const [name, value] of Object.entries(pool.labels)) {
    if (entryOf(planned.labels, name) !== value)
      refuse([...path, "labels", name], `must be "${value}", as in the fleet`);
  }
  for (const { key, effect, value } of pool.taints) {
    const same = planned.taints.some(
      (one) => one.key === key && one.effect === effect && (one.value ?? "") === (value ?? ""),
    );
    if (!same) refuse([...path, "taints"], `lack ${key}:${effect}, which the fleet gives the pool`);
  }
}

function checkBought(purchase: Purchase, pool: Pool, path: Path, refuse: Refuse): void {
  if (!pool.purchaseOptions.includes(purchase.purchaseOption))
    refuse(
      [...path, "purchaseOption"],
      `is ${purchase.purchaseOption}, and pool "${pool.name}" buys ${pool.purchaseOptions.join(", ")}`,
    );
  if (!pool.chips.includes(purchase.chip))
    refuse([...path, "chip"], `is ${purchase.chip}, and pool "${pool.name}" buys ${pool.chips.join(", ")}`);
  // A reservation names its type itself.
  if (purchase.purchaseOption === "reserved") return;
  // Families are the catalogue's knowledge; a pool that names instance types only can be judged without it.
  if (pool.families === undefined && pool.instanceTypes?.includes(purchase.instanceType) === false)
    refuse(
      [...path, "instanceType"],
      `is ${purchase.instanceType}, and pool "${pool.name}" buys ${pool.instanceTypes.join(", ")}`,
    );
}

function checkCluster(planned: ClusterPlan, cluster: Cluster, refuse: Refuse): void {
  const path = ["clusters", cluster.name];
  const pools = new Map(cluster.pools.map((pool) => [pool.name, pool]));
  for (const [name, pool] of pools) {
    const own = entryOf(planned.pools, name);
    if (own === undefined) refuse([...path, "pools", name], "is in the fleet, and not in the plan");
    else checkPool(own, pool, [...path, "pools", name], refuse);
  }
  for (const name of Object.keys(planned.pools)) {
    if (!pools.has(name)) refuse([...path, "pools", name], "is in the plan, and not in the fleet");
  }
  for (const [key, purchase] of Object.entries(planned.purchases)) {
    const pool = pools.get(purchase.pool);
    if (pool?.nodes.length === 0) checkBought(purchase, pool, [...path, "purchases", key], refuse);
  }
}

export const checkFleetPools: Check = ({ plan, fleet }, refuse) => {
  for (const cluster of fleet?.clusters ?? []) {
    const planned = entryOf(plan.clusters, cluster.name);
    if (planned !== undefined) checkCluster(planned, cluster, refuse);
  }
};
