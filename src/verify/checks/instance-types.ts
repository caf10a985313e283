/** Pools have nodes of no more instance types than they may. */
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkInstanceTypes: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    if (target.kind !== "cluster") continue;
    for (const [name, { maxInstanceTypes }] of Object.entries(target.slice.pools)) {
      const types = new Set(
        purchasesOf(target)
          .filter(({ purchase }) => purchase.pool === name)
          .map(({ purchase }) => purchase.instanceType),
      );
      if (maxInstanceTypes !== undefined && types.size > maxInstanceTypes)
        refuse(
          [...target.path, "pools", name, "maxInstanceTypes"],
          `is ${maxInstanceTypes}, and the pool has ${types.size} instance types: ${[...types].sort().join(", ")}`,
        );
    }
  }
};
