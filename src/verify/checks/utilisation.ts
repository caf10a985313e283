/** Utilisation adds up: what the nodes hold, what system load takes, what the replicas request. */
import type { Plan, Utilisation } from "../../model/plan.js";
import type { ResourceVector } from "../../units/resources.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import { countedReplicas, differences, Tally } from "../tally.js";

function addAll(sum: Tally, vector: ResourceVector, factor: number): void {
  for (const [resource, amount] of Object.entries(vector)) sum.add(resource, factor * amount);
}

function sums(plan: Plan, target: ReviewedTarget): Readonly<Record<keyof Utilisation, Tally>> {
  const allocatable = new Tally();
  const systemLoad = new Tally();
  const requested = new Tally();
  for (const { purchase } of purchasesOf(target)) {
    addAll(allocatable, purchase.allocatable, purchase.count);
    addAll(systemLoad, purchase.systemLoad, purchase.count);
  }
  for (const [id, { replicas }] of countedReplicas(target))
    addAll(requested, entryOf(plan.workloads, id)?.requests ?? {}, replicas);
  return { allocatable, systemLoad, requested };
}

export const checkUtilisation: Check = ({ plan, targets }, refuse) => {
  for (const target of targets) {
    const expected = sums(plan, target);
    for (const part of ["allocatable", "systemLoad", "requested"] as const) {
      const stated = target.slice.utilisation[part];
      for (const resource of differences(expected[part], stated))
        refuse(
          [...target.path, "utilisation", part, resource],
          `is ${entryOf(stated, resource) ?? 0}, and its nodes and pods add up to ${expected[part].of(resource)}`,
        );
    }
  }
};
