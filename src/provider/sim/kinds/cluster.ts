import { SIM_TYPES, type SimClusterInputs } from "../../../model/sim.js";
import type { PropertyFailure } from "../../property-check.js";
import type { SimCloudState } from "../cloud-state.js";
import { SimRefusal } from "../refusal.js";
import { duplicatesIn, listOf, unusableName, type SimKind } from "./kind.js";

function check(inputs: SimClusterInputs): PropertyFailure[] {
  const zones = inputs.availabilityZones;
  return [
    ...unusableName("name", inputs.name),
    ...unusableName("region", inputs.region),
    ...(zones.length === 0 ? [{ property: "availabilityZones", reason: "must name at least one" }] : []),
    ...zones.flatMap((zone, index) => unusableName(`availabilityZones[${index}]`, zone)),
    ...duplicatesIn("availabilityZones", zones),
  ];
}

/** A zone in which nodes stand cannot be taken from the cluster. */
function requireRoom(state: SimCloudState, id: string, inputs: SimClusterInputs): void {
  const left = Object.entries(state.nodePools)
    .filter(([, pool]) => pool.clusterId === id && pool.count > 0)
    .filter(([, pool]) => !inputs.availabilityZones.includes(pool.availabilityZone))
    .map(([poolId]) => poolId);
  if (left.length > 0)
    throw new SimRefusal(
      "DependencyViolation",
      `cluster "${inputs.name}" would lose an availability zone in which nodes stand: ${listOf(left)}. ` +
        "Move those pools first.",
    );
}

function requireUnused(state: SimCloudState, id: string): void {
  const pools = Object.keys(state.nodePools).filter((key) => state.nodePools[key]?.clusterId === id);
  const workloads = Object.keys(state.workloads).filter((key) => state.workloads[key]?.targetId === id);
  if (pools.length + workloads.length === 0) return;
  throw new SimRefusal(
    "ResourceInUse",
    `${id} still holds ${listOf([...pools, ...workloads])}. Delete what stands on it first.`,
  );
}

export const clusterKind: SimKind<"clusters"> = {
  token: SIM_TYPES.cluster,
  collection: "clusters",
  idOf: ({ name }) => `cluster/${name}`,
  check,
  requireRoom,
  requireUnused,
};
