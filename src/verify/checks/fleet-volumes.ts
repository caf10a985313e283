/** Workloads attach the volumes that the fleet gives them; owned nodes take as many as the fleet says. */
import { DEFAULT_VOLUMES } from "../../model/fleet.js";
import type { NodeShape } from "../../model/fleet.js";
import { ATTACHABLE_VOLUMES, amountOf } from "../../units/resources.js";
import { purchasesOf } from "../review.js";
import type { Check, Review, ReviewedTarget } from "../review.js";

interface OwnedNodes {
  readonly shapes: readonly NodeShape[];
  readonly stated: number;
}

function ownedOf({ fleet }: Review, target: ReviewedTarget, pool: string): OwnedNodes {
  if (target.kind === "edgeSite") {
    const site = fleet?.edgeSites.find(({ name }) => name === target.name);
    return { shapes: site?.nodes ?? [], stated: DEFAULT_VOLUMES };
  }
  const cluster = fleet?.clusters.find(({ name }) => name === target.name);
  const shapes = cluster?.pools.find(({ name }) => name === pool)?.nodes ?? [];
  return { shapes, stated: cluster?.volumesPerNode ?? DEFAULT_VOLUMES };
}

export const checkFleetVolumes: Check = (review, refuse) => {
  for (const target of review.targets) {
    for (const [id, { requests }] of target.workloads) {
      const workload = review.fleetWorkloads.get(id);
      const volumes = workload?.volumes.filter(({ attached }) => attached !== false).length;
      const stated = amountOf(requests, ATTACHABLE_VOLUMES);
      if (volumes !== undefined && volumes !== stated)
        refuse(
          ["workloads", id, "requests", ATTACHABLE_VOLUMES],
          `is ${stated}, and each replica attaches ${volumes} volume(s)`,
        );
    }
    if (review.fleet === undefined) continue;
    for (const { purchase, path } of purchasesOf(target)) {
      const { shapes, stated } = ownedOf(review, target, purchase.pool);
      const limits = shapes
        .filter(
          ({ type, availabilityZone }) =>
            type === purchase.instanceType && availabilityZone === purchase.availabilityZone,
        )
        .map(({ attachableVolumes }) => attachableVolumes ?? stated);
      const holds = amountOf(purchase.allocatable, ATTACHABLE_VOLUMES);
      if (limits.length > 0 && holds > Math.max(...limits))
        refuse(
          [...path, "allocatable", ATTACHABLE_VOLUMES],
          `is ${holds}, and such a node takes ${Math.max(...limits)} volume(s)`,
        );
    }
  }
};
