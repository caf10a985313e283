/** System load, counted again: a pod of each load on every node that it selects and tolerates. */
import type { SystemLoad } from "../../model/fleet.js";
import type { Purchase } from "../../model/plan.js";
import { meetsTerms, untolerated } from "../../model/selectors.js";
import { amountOf } from "../../units/resources.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, Review, ReviewedTarget } from "../review.js";
import { differences, Tally } from "../tally.js";

function loadsOf({ fleet }: Review, { kind, name }: ReviewedTarget): readonly SystemLoad[] {
  const places = kind === "cluster" ? fleet?.clusters : fleet?.edgeSites;
  return places?.find((place) => place.name === name)?.systemLoad ?? [];
}

/** What the loads take of a node with these labels and taints. */
export function countedLoad(loads: readonly SystemLoad[], node: Pick<Purchase, "labels" | "taints">): Tally {
  const sum = new Tally();
  for (const { requests, requiredNodeTerms, tolerations } of loads) {
    if (!meetsTerms(node.labels, requiredNodeTerms)) continue;
    if (untolerated(node.taints, tolerations) !== undefined) continue;
    sum.add("pods", 1);
    for (const resource of Object.keys(requests))
      if (resource !== "pods") sum.add(resource, amountOf(requests, resource));
  }
  return sum;
}

export const checkFleetSystemLoad: Check = (review, refuse) => {
  if (review.fleet === undefined) return;
  for (const target of review.targets) {
    const loads = loadsOf(review, target);
    for (const { purchase, path } of purchasesOf(target)) {
      const counted = countedLoad(loads, purchase);
      for (const resource of differences(counted, purchase.systemLoad))
        refuse(
          [...path, "systemLoad", resource],
          `is ${entryOf(purchase.systemLoad, resource) ?? 0}, and the fleet's loads take ${counted.of(resource)} of such a node`,
        );
    }
  }
};
