/** Every node suits the workloads that it holds: node selectors, taints, image platforms, bound volumes. */
import type { Workload } from "../../model/fleet.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { Purchase } from "../../model/plan.js";
import { meetsTerms, untolerated } from "../../model/selectors.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check } from "../review.js";

/** Why nodes of this kind may not hold the workload, whatever else they hold. */
export function unsuitable(
  workload: Workload,
  purchase: Pick<Purchase, "labels" | "taints" | "architecture" | "availabilityZone">,
): string[] {
  const faults: string[] = [];
  if (!meetsTerms(purchase.labels, workload.requiredNodeTerms))
    faults.push("the nodes' labels do not meet its node selector");
  const taint = untolerated(purchase.taints, workload.tolerations);
  if (taint !== undefined) faults.push(`it does not tolerate the nodes' taint ${taint.key}:${taint.effect}`);
  if (!workload.imagePlatforms.some((platform) => platform === `linux/${purchase.architecture}`))
    faults.push(
      `its image is built for ${workload.imagePlatforms.join(", ")}, the nodes are ${purchase.architecture}`,
    );
  const label = entryOf(purchase.labels, NODE_LABELS.availabilityZone);
  for (const { name, availabilityZone } of workload.volumes) {
    if (availabilityZone === undefined || availabilityZone === label) continue;
    if (availabilityZone !== purchase.availabilityZone)
      faults.push(`volume "${name}" is in ${availabilityZone}, the nodes in ${purchase.availabilityZone}`);
  }
  return faults;
}

export const checkFleetEligibility: Check = ({ targets, fleetWorkloads }, refuse) => {
  for (const target of targets) {
    for (const { purchase, path } of purchasesOf(target)) {
      const held = new Set(purchase.layouts.flatMap(({ pods }) => Object.keys(pods)));
      for (const id of held) {
        const workload = fleetWorkloads.get(id);
        for (const fault of workload === undefined ? [] : unsuitable(workload, purchase))
          refuse(path, `cannot hold "${id}": ${fault}`);
      }
    }
  }
};
