/** A plan that holds leaves nothing pending where nodes are replaced that it promises to be replaceable. */
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkReplacements: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    const { realisation } = target.slice;
    const buys = new Set(purchasesOf(target).map(({ purchase }) => purchase.pool));
    for (const [pool, { promised, orders, pendingPods }] of Object.entries(realisation?.replacements ?? {})) {
      const at = [...target.path, "realisation", "replacements", pool];
      if (!buys.has(pool)) refuse(at, "is about a pool without nodes");
      if (realisation?.status !== "held")
        refuse(at, `is told of a plan whose status is ${realisation?.status ?? ""}`);
      if (promised !== true) continue;
      if (pendingPods > 0)
        refuse([...at, "pendingPods"], `is ${pendingPods}, and the replacement is promised`);
      if (orders === 0) refuse([...at, "orders"], "is 0, and the replacement is promised");
    }
  }
};
