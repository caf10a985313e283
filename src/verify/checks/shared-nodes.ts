/** No node holds two workloads of which one keeps away from the other, or whose dedicated nodes differ. */
import type { WorkloadPlan } from "../../model/plan.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import type { Refuse } from "../refusals.js";

function groupOf({ dedicatedNodes }: WorkloadPlan): string {
  return dedicatedNodes === undefined ? "no group" : `group "${dedicatedNodes}"`;
}

/** Why the first may not stand beside the second, as the first says it. */
function against(one: WorkloadPlan, other: WorkloadPlan, otherId: string): string | undefined {
  if (one.apartFrom?.includes(otherId) === true) return `keeps away from "${otherId}"`;
  return one.dedicatedNodes !== undefined && one.dedicatedNodes !== other.dedicatedNodes
    ? `has nodes of ${groupOf(one)} to itself, and "${otherId}" is of ${groupOf(other)}`
    : undefined;
}

/** The cluster names the groups, for whoever builds its pods. */
function checkGroups({ kind, slice, path, workloads }: ReviewedTarget, refuse: Refuse): void {
  if (kind !== "cluster") return;
  const groups = [...workloads.values()].flatMap(({ dedicatedNodes }) => dedicatedNodes ?? []);
  const expected = [...new Set(groups)].sort().join(", ");
  const stated = (slice.dedicatedNodes ?? []).join(", ");
  if (stated !== expected)
    refuse(
      [...path, "dedicatedNodes"],
      `is ${stated || "nothing"}, and its workloads are of ${expected || "no group"}`,
    );
}

export const checkSharedNodes: Check = ({ plan, targets }, refuse) => {
  for (const target of targets) {
    checkGroups(target, refuse);
    for (const { purchase, path } of purchasesOf(target)) {
      purchase.layouts.forEach((layout, index) => {
        const ids = Object.keys(layout.pods);
        for (const id of ids) {
          const one = entryOf(plan.workloads, id);
          for (const otherId of ids) {
            const other = entryOf(plan.workloads, otherId);
            if (id === otherId || one === undefined || other === undefined) continue;
            const reason = against(one, other, otherId);
            if (reason !== undefined) refuse([...path, "layouts", index, "pods", id], reason);
          }
        }
      });
    }
  }
};
