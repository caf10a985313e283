/** Each node, or availability zone, that holds a workload which must stand beside another holds that one too. */
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import type { Refuse } from "../refusals.js";
import { countedReplicas } from "../tally.js";

function checkNodes(target: ReviewedTarget, id: string, other: string, refuse: Refuse): void {
  for (const { purchase, path } of purchasesOf(target))
    purchase.layouts.forEach(({ pods }, index) => {
      if (entryOf(pods, id) !== undefined && entryOf(pods, other) === undefined)
        refuse(
          [...path, "layouts", index, "pods", id],
          `must stand beside "${other}", and the node holds none`,
        );
    });
}

function checkZones(target: ReviewedTarget, id: string, other: string, refuse: Refuse): void {
  const counted = countedReplicas(target);
  for (const zone of counted.get(id)?.byAvailabilityZone.names() ?? []) {
    const others = counted.get(other)?.byAvailabilityZone.of(zone) ?? 0;
    if (others === 0)
      refuse(
        ["workloads", id, "placement", "byAvailabilityZone", zone],
        `must hold "${other}" too, and holds none of it`,
      );
  }
}

export const checkBeside: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    for (const [id, { beside }] of target.workloads) {
      if (beside === undefined) continue;
      if (!target.workloads.has(beside.workload) || beside.workload === id)
        refuse(
          ["workloads", id, "beside", "workload"],
          `"${beside.workload}" is no other workload of ${target.kind} "${target.name}"`,
        );
      else if (beside.over === "node") checkNodes(target, id, beside.workload, refuse);
      else checkZones(target, id, beside.workload, refuse);
    }
  }
};
