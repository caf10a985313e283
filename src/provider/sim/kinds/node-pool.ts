import { SIM_TYPES, type SimNodePoolInputs } from "../../../model/sim.js";
import type { PropertyFailure } from "../../property-check.js";
import { requireCapacity } from "../capacity.js";
import { entryOf, type SimCloudState } from "../cloud-state.js";
import { SimRefusal } from "../refusal.js";
import { unusableName, type SimKind } from "./kind.js";

function check(inputs: SimNodePoolInputs): PropertyFailure[] {
  return [
    ...unusableName("pool", inputs.pool),
    ...unusableName("instanceType", inputs.instanceType),
    ...unusableName("availabilityZone", inputs.availabilityZone),
  ];
}

function requireRoom(state: SimCloudState, id: string, inputs: SimNodePoolInputs): void {
  const cluster = entryOf(state.clusters, inputs.clusterId);
  if (cluster === undefined)
    throw new SimRefusal(
      "ClusterNotFound",
      `node pool "${inputs.pool}" names the cluster ${JSON.stringify(inputs.clusterId)}, which does not exist.`,
    );
  if (!cluster.availabilityZones.includes(inputs.availabilityZone))
    throw new SimRefusal(
      "InvalidAvailabilityZone",
      `node pool "${inputs.pool}" asks for ${inputs.availabilityZone}; cluster "${cluster.name}" has ` +
        `${cluster.availabilityZones.join(", ")}.`,
    );
  requireCapacity(state, id, inputs, cluster);
}

export const nodePoolKind: SimKind<"nodePools"> = {
  token: SIM_TYPES.nodePool,
  collection: "nodePools",
  idOf: ({ clusterId, pool, instanceType, availabilityZone, purchaseOption }) =>
    `${clusterId}/pool/${pool}/${instanceType}/${availabilityZone}/${purchaseOption}`,
  check,
  requireRoom,
  // Nodes can be taken away while pods want them, as from a real cluster: the pods wait.
  requireUnused: () => undefined,
};
