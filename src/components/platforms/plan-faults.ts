/** What a platform cannot build, found before its first resource, all of it at once. */
import * as pulumi from "@pulumi/pulumi";
import type { ClusterPlan, Purchase } from "../../model/plan.js";
import { compareText } from "../../units/compare.js";

/** In the order of their keys, so that resources are registered in the same order every time. */
export function purchasesInOrder(plan: ClusterPlan): Purchase[] {
  return Object.values(plan.purchases).sort((left, right) => compareText(left.key, right.key));
}

/** @throws pulumi.RunError with one line a fault, where there are any */
export function refuseFaults(plan: ClusterPlan, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new pulumi.RunError(
    [`Cluster "${plan.name}" cannot be built on ${plan.platform}:`, ...new Set(faults)].join("\n  "),
  );
}

/** A plan that counts on more addresses than the network that is built would not hold. */
export function addressModeFaults({ platform, addressMode }: ClusterPlan, built: string): string[] {
  if (addressMode === undefined || addressMode === built) return [];
  return [
    `the plan counts on the address mode ${addressMode}, and clusters of ${platform} are built with ${built} alone so far: remove addressMode from the spec, or build on target sim`,
  ];
}

/** Machines that exist already cannot be bought a second time. */
export function ownedNodeFaults(plan: ClusterPlan): string[] {
  return purchasesInOrder(plan)
    .filter(({ purchaseOption }) => purchaseOption === "owned")
    .map(
      ({ key, count, pool }) =>
        `purchase "${key}" is ${count} owned node(s) of pool "${pool}", which ${plan.platform} does not take: give the pool chips to buy instead of nodes, or put it into a cluster of platform kubernetes`,
    );
}
