/** Nodes carry the labels that the plan's own words imply, and their pool's labels and taints. */
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { Labels, Taint } from "../../model/kubernetes.js";
import type { Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedPurchase } from "../review.js";

/** AKS labels zone "1" of westeurope "westeurope-1" (learn.microsoft.com/azure/aks, zones; 2026-08). */
function zoneLabel({ target, purchase }: ReviewedPurchase): string {
  const zone = purchase.availabilityZone;
  const numbered = target.kind === "cluster" && target.slice.provider === "azure" && /^[1-9]$/.test(zone);
  return numbered ? `${target.slice.region}-${zone}` : zone;
}

function impliedLabels(reviewed: ReviewedPurchase): Labels {
  const { purchase, target } = reviewed;
  return {
    [NODE_LABELS.architecture]: purchase.architecture,
    [NODE_LABELS.operatingSystem]: "linux",
    [NODE_LABELS.instanceType]: purchase.instanceType,
    [NODE_LABELS.availabilityZone]: zoneLabel(reviewed),
    [NODE_LABELS.pool]: purchase.pool,
    [NODE_LABELS.purchaseOption]: purchase.purchaseOption,
    [NODE_LABELS.chip]: purchase.chip,
    ...(target.kind === "cluster" ? { [NODE_LABELS.region]: target.slice.region } : {}),
  };
}

function sameTaint(left: Taint, right: Taint): boolean {
  return left.key === right.key && left.effect === right.effect && (left.value ?? "") === (right.value ?? "");
}

function checkPurchase(reviewed: ReviewedPurchase, refuse: Refuse): void {
  const { purchase, target, path } = reviewed;
  const pool = target.kind === "cluster" ? entryOf(target.slice.pools, purchase.pool) : undefined;
  const expected: Labels = { ...pool?.labels, ...impliedLabels(reviewed) };
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
