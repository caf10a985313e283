/** Layouts fill exactly the nodes bought, with workloads of the same target. */
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkLayouts: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    for (const { purchase, path } of purchasesOf(target)) {
      const nodes = purchase.layouts.reduce((sum, layout) => sum + layout.nodes, 0);
      if (nodes !== purchase.count)
        refuse(
          [...path, "layouts"],
          `the layouts fill ${nodes} nodes, and the purchase has ${purchase.count}`,
        );
      purchase.layouts.forEach((layout, index) => {
        for (const id of Object.keys(layout.pods)) {
          if (!target.workloads.has(id))
            refuse(
              [...path, "layouts", index, "pods", id],
              `is no workload of ${target.kind} "${target.name}"`,
            );
        }
      });
    }
  }
};
