/** Nodes of an edge site exist already, as one pool of the site's name: nothing is bought there. */
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkEdgeSites: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    if (target.kind !== "edgeSite") continue;
    for (const { purchase, path } of purchasesOf(target)) {
      if (purchase.purchaseOption !== "owned")
        refuse(
          [...path, "purchaseOption"],
          `is ${purchase.purchaseOption}, and an edge site's nodes are owned`,
        );
      if (purchase.pool !== target.name)
        refuse(
          [...path, "pool"],
          `is "${purchase.pool}", and an edge site's pool has its name, "${target.name}"`,
        );
    }
  }
};
