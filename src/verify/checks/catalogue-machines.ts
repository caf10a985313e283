/** Bought nodes hold what the catalogue's machine holds on their platform. */
import type { Purchase } from "../../model/plan.js";
import { amountOf, resourceNames } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { MachineRow } from "../catalogue-rows.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check } from "../review.js";
import { givenByDevices } from "../shared-devices.js";

/** What the machine holds with its devices cut as the plan says: so many of the slice, and none of the whole. */
function cut(
  { allocatable, accelerator }: MachineRow,
  { deviceSlices, deviceShares }: Purchase,
): ResourceVector {
  if (deviceShares !== undefined)
    return { ...allocatable, ...givenByDevices(accelerator?.count ?? 0, deviceShares.perDevice) };
  if (deviceSlices === undefined) return allocatable;
  const held = new Map(Object.entries(allocatable));
  if (accelerator !== undefined) held.set(accelerator.resource, 0);
  for (const { each, resource } of deviceSlices.slices) held.set(resource, (accelerator?.count ?? 0) * each);
  return Object.fromEntries(held);
}

export const checkCatalogueMachines: Check = ({ targets, rows }, refuse) => {
  if (rows === undefined) return;
  for (const target of targets) {
    if (target.kind !== "cluster") continue;
    for (const { purchase, path } of purchasesOf(target)) {
      if (purchase.purchaseOption === "owned") continue;
      const row = entryOf(entryOf(rows.machines, target.name) ?? {}, purchase.instanceType);
      if (row === undefined) {
        refuse(
          [...path, "instanceType"],
          `the catalogue has no ${purchase.instanceType} for "${target.name}"`,
        );
        continue;
      }
      if (row.architecture !== purchase.architecture)
        refuse(
          [...path, "architecture"],
          `is ${purchase.architecture}, and the catalogue says ${row.architecture}`,
        );
      if (row.vcpu !== purchase.vcpu)
        refuse([...path, "vcpu"], `is ${purchase.vcpu}, and the catalogue says ${row.vcpu}`);
      const holds = cut(row, purchase);
      for (const resource of resourceNames(purchase.allocatable, holds)) {
        const [stated, expected] = [amountOf(purchase.allocatable, resource), amountOf(holds, resource)];
        if (stated !== expected)
          refuse([...path, "allocatable", resource], `is ${stated}, and the catalogue says ${expected}`);
      }
    }
  }
};
