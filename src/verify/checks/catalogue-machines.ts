/** Bought nodes hold what the catalogue's machine holds on their platform. */
import { amountOf, resourceNames } from "../../units/resources.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check } from "../review.js";

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
      for (const resource of resourceNames(purchase.allocatable, row.allocatable)) {
        const [stated, expected] = [
          amountOf(purchase.allocatable, resource),
          amountOf(row.allocatable, resource),
        ];
        if (stated !== expected)
          refuse([...path, "allocatable", resource], `is ${stated}, and the catalogue says ${expected}`);
      }
    }
  }
};
