/**
 * Pools keep free what they say: of every node its share of CPU and memory, and over all nodes room for more
 * replicas of a workload, counted again from what the layouts leave.
 */
import type { HeadroomPlan, Plan } from "../../model/plan.js";
import { amountOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { capacityFor, usedOn } from "../node-use.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedPurchase } from "../review.js";

interface ReviewedPool {
  readonly plan: Plan;
  readonly headroom: HeadroomPlan;
  readonly purchases: readonly ReviewedPurchase[];
  readonly path: Path;
}

function checkShare({ plan, headroom, purchases }: ReviewedPool, refuse: Refuse): void {
  const percent = headroom.percent ?? 0;
  for (const { purchase, path } of purchases) {
    purchase.layouts.forEach((layout, index) => {
      const used = usedOn(plan, purchase, layout);
      for (const resource of ["cpuMilli", "memoryMiB"]) {
        const has = amountOf(purchase.allocatable, resource);
        const takes = amountOf(used, resource);
        // System load alone may take more than is left: no request is to blame.
        if (takes === amountOf(purchase.systemLoad, resource)) continue;
        if (takes * 100 > has * (100 - percent))
          refuse(
            [...path, "layouts", index],
            `takes ${takes} ${resource} of a node's ${has}, and pool "${purchase.pool}" keeps ${percent} % of it free`,
          );
      }
    });
  }
}

/** More replicas that the empty places of the pool's nodes hold. */
function roomFor(requests: ResourceVector, { plan, headroom, purchases }: ReviewedPool): number {
  const kept = 100 - (headroom.percent ?? 0);
  let room = 0;
  for (const { purchase } of purchases) {
    for (const layout of purchase.layouts) {
      const used = usedOn(plan, purchase, layout);
      const each = Object.keys(requests)
        .filter((resource) => amountOf(requests, resource) > 0)
        .map((resource) => {
          const whole = capacityFor(purchase, resource);
          const isShared = resource === "cpuMilli" || resource === "memoryMiB";
          const has = isShared ? Math.floor((whole * kept) / 100) : whole;
          return Math.max(0, Math.floor((has - amountOf(used, resource)) / amountOf(requests, resource)));
        });
      room += layout.nodes * Math.min(...each);
    }
  }
  return room;
}

function checkSpare(pool: ReviewedPool, refuse: Refuse): void {
  const { spare } = pool.headroom;
  if (spare === undefined) return;
  const at = [...pool.path, "headroom", "spare"];
  const workload = entryOf(pool.plan.workloads, spare.workload);
  if (workload === undefined) {
    refuse([...at, "workload"], `is "${spare.workload}", which is no workload of the plan`);
    return;
  }
  const room = roomFor(workload.requests, pool);
  if (room < spare.replicas)
    refuse([...at, "replicas"], `is ${spare.replicas}, and the pool's nodes have room for ${room} more`);
}

export const checkHeadroom: Check = ({ plan, targets }, refuse) => {
  for (const target of targets) {
    if (target.kind !== "cluster") continue;
    for (const [name, { headroom }] of Object.entries(target.slice.pools)) {
      if (headroom === undefined) continue;
      const purchases = purchasesOf(target).filter(({ purchase }) => purchase.pool === name);
      const pool = { plan, headroom, purchases, path: [...target.path, "pools", name] };
      checkShare(pool, refuse);
      checkSpare(pool, refuse);
    }
  }
};
