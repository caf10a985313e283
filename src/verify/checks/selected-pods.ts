/** Pods that others stand beside or keep apart from are found by their label, and no others carry it for that. */
import type { Check } from "../review.js";

export const checkSelectedPods: Check = ({ targets }, refuse) => {
  for (const { workloads } of targets) {
    const selectors = new Map<string, string>();
    for (const [id, { beside, apartFrom = [] }] of workloads) {
      for (const other of apartFrom) selectors.set(other, `"${id}" keeps apart from it`);
      if (beside !== undefined) selectors.set(beside.workload, `"${id}" stands beside it`);
    }
    for (const [id, { isSelected = false }] of workloads) {
      const selector = selectors.get(id);
      if (isSelected === (selector !== undefined)) continue;
      refuse(
        ["workloads", id, "isSelected"],
        selector === undefined
          ? "is stated, and nothing stands beside it or keeps apart from it"
          : `is missing, and ${selector}`,
      );
    }
  }
};
