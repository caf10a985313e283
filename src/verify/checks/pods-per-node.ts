/** A cluster's limit of pods a node holds for every node. */
import { amountOf } from "../../units/resources.js";
import { purchasesOf } from "../review.js";
import type { Check } from "../review.js";

export const checkPodsPerNode: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    const limit = target.kind === "cluster" ? target.slice.podsPerNode : undefined;
    if (limit === undefined) continue;
    for (const { purchase, path } of purchasesOf(target)) {
      const pods = amountOf(purchase.allocatable, "pods");
      if (pods > limit)
        refuse([...path, "allocatable", "pods"], `is ${pods}, and the cluster allows ${limit} pods a node`);
    }
  }
};
