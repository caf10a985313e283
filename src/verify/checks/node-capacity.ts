/** What a node holds, and its system load, stays within its allocatable in every resource. */
import { amountOf, resourceNames } from "../../units/resources.js";
import { capacityFor, usedOn } from "../node-use.js";
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkNodeCapacity: Check = ({ plan, targets }, refuse) => {
  for (const target of targets) {
    for (const { purchase, path } of purchasesOf(target)) {
      purchase.layouts.forEach((layout, index) => {
        const used = usedOn(plan, purchase, layout);
        for (const resource of resourceNames(used)) {
          const capacity = capacityFor(purchase, resource);
          if (amountOf(used, resource) > capacity)
            refuse(
              [...path, "layouts", index],
              `pods and system load take ${amountOf(used, resource)} ${resource} of a node's ${capacity}`,
            );
        }
      });
    }
  }
};
