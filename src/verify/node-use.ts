/** What pods and system load take of one node. */
import type { NodeLayout, Plan, Purchase } from "../model/plan.js";
import { amountOf, isHostPort } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";
import { entryOf } from "./review.js";

/** Every node has each of its ports once; allocatable does not list them. */
export function capacityFor(purchase: Purchase, resource: string): number {
  return isHostPort(resource) ? 1 : amountOf(purchase.allocatable, resource);
}

export function usedOn(plan: Plan, purchase: Purchase, layout: NodeLayout): ResourceVector {
  const used: Record<string, number> = { ...purchase.systemLoad };
  for (const [id, pods] of Object.entries(layout.pods)) {
    const requests = entryOf(plan.workloads, id)?.requests ?? {};
    for (const resource of Object.keys(requests))
      used[resource] = amountOf(used, resource) + pods * amountOf(requests, resource);
  }
  return used;
}
