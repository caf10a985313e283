/** What EKS cannot build of a plan, or what the wiring lacks for it. */
import type { ClusterPlan } from "../../../model/plan.js";
import { EKS_RESERVED, labelFaults } from "../node-labels.js";
import { addressModeFaults, ownedNodeFaults, purchasesInOrder } from "../plan-faults.js";
import { amiTypeOf } from "./ami-type.js";
import type { EksWiring } from "./wiring.js";

function subnetFaults(plan: ClusterPlan, { subnetIdsByAvailabilityZone }: EksWiring): string[] {
  const present = Object.keys(subnetIdsByAvailabilityZone).sort();
  const needed = new Set(purchasesInOrder(plan).map(({ availabilityZone }) => availabilityZone));
  const absent = [...needed].filter((zone) => !present.includes(zone)).sort();
  if (absent.length === 0) return [];
  return [
    `the plan buys nodes in ${absent.join(", ")}, and subnetIdsByAvailabilityZone has ${present.length === 0 ? "no subnet" : `subnets in ${present.join(", ")} only`}: add a private subnet for ${absent.join(", ")}`,
  ];
}

function imageFaults(plan: ClusterPlan): string[] {
  return purchasesInOrder(plan)
    .filter((purchase) => amiTypeOf(purchase) === undefined)
    .map(
      ({ instanceType, chip, architecture, pool }) =>
        `EKS has no node image with the driver of ${chip} on ${architecture} (${instanceType} of pool "${pool}"): choose another chip`,
    );
}

export function eksFaults(plan: ClusterPlan, wiring: EksWiring): string[] {
  return [
    ...ownedNodeFaults(plan),
    ...addressModeFaults(plan, "secondary-ip"),
    ...subnetFaults(plan, wiring),
    ...imageFaults(plan),
    ...labelFaults(plan, EKS_RESERVED),
  ];
}
