/** What a node holds, and its system load, stays within its allocatable in every resource. */
import type { NodeLayout, Plan, Purchase } from "../../model/plan.js";
import { amountOf, resourceNames } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check } from "../review.js";

/** Every node has each of its ports once; allocatable does not list them. */
function capacityFor(purchase: Purchase, resource: string): number {
  return resource.startsWith("hostPort/") ? 1 : amountOf(purchase.allocatable, resource);
}

function usedOn(plan: Plan, purchase: Purchase, layout: NodeLayout): ResourceVector {
  const used: Record<string, number> = { ...purchase.systemLoad };
  for (const [id, pods] of Object.entries(layout.pods)) {
    const requests = entryOf(plan.workloads, id)?.requests ?? {};
    for (const resource of Object.keys(requests))
      used[resource] = amountOf(used, resource) + pods * amountOf(requests, resource);
  }
  return used;
}

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
