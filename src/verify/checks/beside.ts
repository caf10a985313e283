/**
 * Each node, or availability zone, that holds a workload which must stand beside another holds that one too, and
 * pods of that one are found by their label.
 */
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
    const bases = new Set<string>();
    for (const [id, { beside }] of target.workloads) {
      if (beside === undefined) continue;
      bases.add(beside.workload);
      if (!target.workloads.has(beside.workload) || beside.workload === id)
        refuse(
          ["workloads", id, "beside", "workload"],
          `"${beside.workload}" is no other workload of ${target.kind} "${target.name}"`,
        );
      else if (beside.over === "node") checkNodes(target, id, beside.workload, refuse);
      else checkZones(target, id, beside.workload, refuse);
    }
    for (const [id, { hasBeside = false }] of target.workloads)
      if (hasBeside !== bases.has(id))
        refuse(
          ["workloads", id, "hasBeside"],
          hasBeside
            ? "is stated, and nothing stands beside it"
            : "is missing, and a workload stands beside it",
        );
  }
};
