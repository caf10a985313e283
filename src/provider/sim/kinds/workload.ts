import { SIM_TYPES, type SimWorkloadInputs } from "../../../model/sim.js";
import type { PropertyFailure } from "../../property-check.js";
import { entryOf, type SimCloudState } from "../cloud-state.js";
import { SimRefusal } from "../refusal.js";
import { listOf, unusableName, type SimKind } from "./kind.js";

function sumOf(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 0);
}

function wrongSum(property: "byPool" | "byAvailabilityZone", inputs: SimWorkloadInputs): PropertyFailure[] {
  const sum = sumOf(inputs[property]);
  return sum === inputs.replicas
    ? []
    : [{ property, reason: `adds up to ${sum} replicas, \`replicas\` is ${inputs.replicas}` }];
}

function check(inputs: SimWorkloadInputs): PropertyFailure[] {
  return [
    ...unusableName("namespace", inputs.namespace),
    ...unusableName("name", inputs.name),
    ...wrongSum("byPool", inputs),
    ...wrongSum("byAvailabilityZone", inputs),
  ];
}

function used(parts: Readonly<Record<string, number>>): string[] {
  return Object.keys(parts).filter((key) => (entryOf(parts, key) ?? 0) > 0);
}

function requireAll(wanted: readonly string[], there: ReadonlySet<string>, what: string, id: string): void {
  const missing = wanted.filter((name) => !there.has(name));
  if (missing.length === 0) return;
  const has = there.size === 0 ? "there are none" : `there are ${listOf([...there].sort())}`;
  throw new SimRefusal("Unschedulable", `${id} needs nodes in ${what} ${listOf(missing)}; ${has}.`);
}

function requireRoom(state: SimCloudState, id: string, inputs: SimWorkloadInputs): void {
  const { targetId } = inputs;
  if (entryOf(state.clusters, targetId) !== undefined) {
    const pools = Object.values(state.nodePools).filter(
      (pool) => pool.clusterId === targetId && pool.count > 0,
    );
    requireAll(used(inputs.byPool), new Set(pools.map((pool) => pool.pool)), "pool", id);
    const zones = new Set(pools.map((pool) => pool.availabilityZone));
    requireAll(used(inputs.byAvailabilityZone), zones, "availability zone", id);
    return;
  }
  const site = entryOf(state.edgeSites, targetId);
  if (site === undefined)
    throw new SimRefusal(
      "TargetNotFound",
      `workload "${inputs.name}" names the target ${JSON.stringify(targetId)}, which does not exist.`,
    );
  if (inputs.replicas > 0 && site.nodes.every((node) => node.count === 0))
    throw new SimRefusal("Unschedulable", `${id} needs nodes; ${targetId} has none.`);
}

export const workloadKind: SimKind<"workloads"> = {
  token: SIM_TYPES.workload,
  collection: "workloads",
  idOf: ({ targetId, namespace, name }) => `${targetId}/workload/${namespace}/${name}`,
  check,
  requireRoom,
  requireUnused: () => undefined,
};
