/** What GKE cannot build of a plan. */
import type { ClusterPlan } from "../../../model/plan.js";
import { GKE_RESERVED, labelFaults } from "../node-labels.js";
import { ownedNodeFaults, purchasesInOrder } from "../plan-faults.js";
import { hasKnownAccelerator } from "./accelerators.js";

function acceleratorFaults(plan: ClusterPlan): string[] {
  return purchasesInOrder(plan)
    .filter((purchase) => !hasKnownAccelerator(purchase))
    .map(
      ({ instanceType, chip, pool }) =>
        `node pools with ${chip} (${instanceType} of pool "${pool}") are not supported yet: choose another chip`,
    );
}

export function gkeFaults(plan: ClusterPlan): string[] {
  return [...ownedNodeFaults(plan), ...acceleratorFaults(plan), ...labelFaults(plan, GKE_RESERVED)];
}
