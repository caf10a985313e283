/** No node holds more replicas of a workload than the workload allows. */
import { entryOf, purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkPerNodeCaps: Check = ({ plan, targets }, refuse) => {
  for (const target of targets) {
    for (const { purchase, path } of purchasesOf(target)) {
      purchase.layouts.forEach((layout, index) => {
        for (const [id, pods] of Object.entries(layout.pods)) {
          const most = entryOf(plan.workloads, id)?.maxPerNode;
          if (most !== undefined && pods > most)
            refuse(
              [...path, "layouts", index, "pods", id],
              `is ${pods}, and at most ${most} may share a node`,
            );
        }
      });
    }
  }
};
