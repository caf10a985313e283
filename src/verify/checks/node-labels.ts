/** Nodes carry the labels that the plan's own words imply, and their pool's labels and taints. */
import type { Labels, Taint } from "../../model/kubernetes.js";
import { impliedLabels } from "../implied-labels.js";
import type { Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedPurchase } from "../review.js";

function sameTaint(left: Taint, right: Taint): boolean {
  return left.key === right.key && left.effect === right.effect && (left.value ?? "") === (right.value ?? "");
}

function checkPurchase(reviewed: ReviewedPurchase, refuse: Refuse): void {
  const { purchase, target, path } = reviewed;
  const pool = target.kind === "cluster" ? entryOf(target.slice.pools, purchase.pool) : undefined;
  const expected: Labels = {
    ...pool?.labels,
    ...impliedLabels(purchase, target.kind === "cluster" ? target.slice : undefined),
  };
  for (const [name, value] of Object.entries(expected)) {
    const carried = entryOf(purchase.labels, name);
    if (carried !== value)
      refuse(
        [...path, "labels", name],
        `is ${carried === undefined ? "missing" : `"${carried}"`}, must be "${value}"`,
      );
  }
  for (const taint of pool?.taints ?? []) {
    if (!purchase.taints.some((one) => sameTaint(one, taint)))
      refuse([...path, "taints"], `lacks the taint ${taint.key}:${taint.effect} of pool "${purchase.pool}"`);
  }
}

export const checkNodeLabels: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    for (const reviewed of purchasesOf(target)) checkPurchase(reviewed, refuse);
  }
};
