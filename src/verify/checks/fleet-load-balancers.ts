/** Load balancers are counted again, workload by workload where it runs, against the quotas that the fleet states. */
import type { LoadBalancerQuota } from "../../model/network.js";
import { entryOf } from "../review.js";
import type { Check, Review } from "../review.js";

/** Of the workloads with replicas in the cluster. */
function countIn({ plan, fleetWorkloads }: Review, cluster: string): number {
  let count = 0;
  for (const [id, workload] of fleetWorkloads) {
    const { kind, name } = workload.target;
    if (kind !== "cluster" || name !== cluster) continue;
    if ((entryOf(plan.workloads, id)?.replicas ?? 0) > 0) count += workload.loadBalancers ?? 0;
  }
  return count;
}

export const checkFleetLoadBalancers: Check = (review, refuse) => {
  const { plan, fleet } = review;
  if (fleet === undefined) return;
  const known = new Map<string, LoadBalancerQuota>();
  for (const quota of fleet.loadBalancerQuotas ?? []) known.set(quota.key, quota);
  const planned = plan.loadBalancers ?? {};
  for (const key of Object.keys(planned))
    if (!known.has(key)) refuse(["loadBalancers", key], "is no quota of the fleet");
  for (const [key, quota] of known) {
    const at = ["loadBalancers", key];
    const told = entryOf(planned, key);
    if (told === undefined) {
      refuse(at, "is missing, and the fleet states the quota");
      continue;
    }
    if (told.limit !== quota.limit)
      refuse([...at, "limit"], `is ${told.limit}, and the fleet says ${quota.limit}`);
    for (const name of new Set([...quota.clusters, ...Object.keys(told.byCluster)])) {
      const expected = quota.clusters.includes(name) ? countIn(review, name) : 0;
      const stated = entryOf(told.byCluster, name) ?? 0;
      if (stated !== expected)
        refuse([...at, "byCluster", name], `is ${stated}, and the workloads there take ${expected}`);
    }
  }
};
