/**
 * Licences cost what the fleet says, and there are no more of them; every node has those of its pool or site, and
 * needs as many as its virtual CPUs ask for.
 */
import type { CheckedFleet, Licence } from "../../model/fleet.js";
import type { Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedPurchase, ReviewedTarget } from "../review.js";

/** One a node, or one for so many virtual CPUs, begun ones counted, and no fewer than the least. */
function neededBy({ per, vcpusEach, leastPerNode }: Licence, vcpu: number): number {
  if (per === "node") return 1;
  const begun = (vcpu - (vcpu % vcpusEach)) / vcpusEach + (vcpu % vcpusEach === 0 ? 0 : 1);
  return begun < leastPerNode ? leastPerNode : begun;
}

function ofAllNodes(fleet: CheckedFleet, target: ReviewedTarget, pool: string): readonly string[] {
  if (target.kind === "edgeSite")
    return fleet.edgeSites.find(({ name }) => name === target.name)?.licences ?? [];
  const cluster = fleet.clusters.find(({ name }) => name === target.name);
  return cluster?.pools.find(({ name }) => name === pool)?.licences ?? [];
}

function checkPurchase(
  fleet: CheckedFleet,
  { target, purchase, path }: ReviewedPurchase,
  refuse: Refuse,
): void {
  const { licences: stated = {}, vcpu, pool } = purchase;
  for (const name of ofAllNodes(fleet, target, pool))
    if (entryOf(stated, name) === undefined)
      refuse([...path, "licences", name], `is missing, and every node of "${pool}" has it`);
  for (const [name, units] of Object.entries(stated)) {
    const licence = fleet.licences?.find((one) => one.name === name);
    if (licence === undefined) refuse([...path, "licences", name], "is no licence of the fleet");
    else if (neededBy(licence, vcpu) !== units)
      refuse(
        [...path, "licences", name],
        `is ${units}, and a node of ${vcpu} virtual CPUs needs ${neededBy(licence, vcpu)}`,
      );
  }
}

export const checkFleetLicences: Check = ({ fleet, plan, targets }, refuse) => {
  if (fleet === undefined) return;
  for (const [name, { microPerHour, limit }] of Object.entries(plan.licences ?? {})) {
    const licence = fleet.licences?.find((one) => one.name === name);
    if (licence === undefined) {
      refuse(["licences", name], "is no licence of the fleet");
      continue;
    }
    if (microPerHour !== licence.microPerHour)
      refuse(
        ["licences", name, "microPerHour"],
        `is ${microPerHour}, and the fleet says ${licence.microPerHour} micro-units an hour`,
      );
    if (limit !== licence.count)
      refuse(
        ["licences", name, "limit"],
        `is ${limit ?? "missing"}, and the fleet says ${licence.count ?? "nothing"}`,
      );
  }
  for (const target of targets) for (const one of purchasesOf(target)) checkPurchase(fleet, one, refuse);
};
