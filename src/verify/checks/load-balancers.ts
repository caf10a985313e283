/** No account has more load balancers than it may, added up over its clusters. */
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

export const checkLoadBalancers: Check = ({ plan }, refuse) => {
  for (const [key, { limit, byCluster }] of Object.entries(plan.loadBalancers ?? {})) {
    const at = ["loadBalancers", key];
    let sum = 0;
    for (const [name, count] of Object.entries(byCluster)) {
      sum += count;
      if (entryOf(plan.clusters, name) === undefined)
        refuse([...at, "byCluster", name], "is no cluster of the plan");
    }
    if (sum > limit) refuse([...at, "limit"], `is ${limit}, and its clusters have ${sum}`);
  }
};
