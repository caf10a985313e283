/**
 * Workloads that are bound to instance types stand on those. Where a target claims every order of arrival, it is counted:
 * all of its workloads are bound, each node that one may be put on has room for the caps of all that may, and the nodes of
 * each take all of its replicas at its cap, zone by zone where it is spread over them. A replica that has not come yet
 * then finds a node with fewer of its workload than its cap, where its room is kept.
 */
import type { Purchase, WorkloadPlan } from "../../model/plan.js";
import { amountOf } from "../../units/resources.js";
import { capacityFor } from "../node-use.js";
import type { Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import { Tally } from "../tally.js";

function mayBeOn({ requiredInstanceTypes = [], placement }: WorkloadPlan, purchase: Purchase): boolean {
  const { instanceType, pool } = purchase;
  return requiredInstanceTypes.includes(instanceType) && (entryOf(placement.byPool, pool) ?? 0) > 0;
}

/** Most of its replicas on one node. */
function capOf({ maxPerNode, replicas }: WorkloadPlan): number {
  return Math.min(maxPerNode ?? replicas, replicas);
}

function checkTypes(target: ReviewedTarget, refuse: Refuse): void {
  for (const { purchase, path } of purchasesOf(target))
    purchase.layouts.forEach(({ pods }, index) => {
      for (const id of Object.keys(pods)) {
        const types = target.workloads.get(id)?.requiredInstanceTypes;
        if (types !== undefined && !types.includes(purchase.instanceType))
          refuse([...path, "layouts", index, "pods", id], `must be on ${types.join(", ")}`);
      }
    });
}

function checkRoom(target: ReviewedTarget, workloads: readonly WorkloadPlan[], refuse: Refuse): void {
  for (const { purchase, path } of purchasesOf(target)) {
    const kept: Record<string, number> = { ...purchase.systemLoad };
    for (const workload of workloads.filter((one) => mayBeOn(one, purchase)))
      for (const [name, amount] of Object.entries(workload.requests))
        kept[name] = amountOf(kept, name) + capOf(workload) * amount;
    for (const [name, amount] of Object.entries(kept))
      if (amount > capacityFor(purchase, name))
        refuse(
          [...path, "allocatable", name],
          `is ${capacityFor(purchase, name)}, and ${amount} are kept there for every order of arrival`,
        );
  }
}

function checkReplicas(
  target: ReviewedTarget,
  [id, workload]: readonly [string, WorkloadPlan],
  refuse: Refuse,
): void {
  const nodes = new Tally();
  for (const { purchase } of purchasesOf(target))
    if (mayBeOn(workload, purchase)) nodes.add(purchase.availabilityZone, purchase.count);
  const zones = nodes.names();
  const { zoneSpread, replicas } = workload;
  const parts =
    zoneSpread === undefined
      ? [zones.reduce((sum, zone) => sum + nodes.of(zone), 0)]
      : zones.map((zone) => nodes.of(zone));
  const each = Math.ceil(replicas / Math.max(1, parts.length));
  const least = Math.min(Infinity, ...parts) * capOf(workload);
  if (parts.length === 0 || least < each || zones.length < (zoneSpread?.minDomains ?? 1))
    refuse(
      ["workloads", id, "requiredInstanceTypes"],
      `have room for ${parts.length === 0 ? 0 : least} of the ${each} replicas that an order of arrival may bring there`,
    );
}

export const checkBoundHomes: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    checkTypes(target, refuse);
    const { realisation } = target.slice;
    if (realisation?.everyOrder !== true) continue;
    if (realisation.unbound !== undefined)
      refuse(
        [...target.path, "realisation", "unbound"],
        "says that nothing is bound, and every order is claimed",
      );
    if (realisation.status !== "held")
      refuse(
        [...target.path, "realisation", "everyOrder"],
        `is claimed of a plan whose status is ${realisation.status}`,
      );
    const placed = [...target.workloads].filter(([, { replicas }]) => replicas > 0);
    for (const [id, { requiredInstanceTypes }] of placed)
      if (requiredInstanceTypes === undefined)
        refuse(["workloads", id, "requiredInstanceTypes"], "are missing, and every order is claimed");
    checkRoom(
      target,
      placed.map(([, workload]) => workload),
      refuse,
    );
    for (const one of placed) checkReplicas(target, one, refuse);
  }
};
