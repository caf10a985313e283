/** The nodes of a target as the scheduler finds them: empty but for system load. */
import { NODE_LABELS } from "../model/kubernetes.js";
import type { Purchase, TargetPlan } from "../model/plan.js";
import { compareText } from "../units/compare.js";
import { amountOf, resourceNames } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";
import { isHostPort } from "./filters/node-ports.js";
import { CPU, MEMORY, at } from "./scheduler-state.js";
import type { NodeGroup, NodeState, SchedulerState } from "./scheduler-state.js";

/** CPU and memory first, so that they have the numbers that scores use. */
function numberedResources(vectors: readonly ResourceVector[]): string[] {
  const others = resourceNames(...vectors).filter((name) => name !== "cpuMilli" && name !== "memoryMiB");
  return ["cpuMilli", "memoryMiB", ...others];
}

function vectorOf(resources: readonly string[], amounts: (resource: string) => number): Float64Array {
  return Float64Array.from(resources.map(amounts));
}

function groupOf(purchase: Purchase, zone: number, resources: readonly string[]): NodeGroup {
  const { labels, taints, allocatable, availabilityZone } = purchase;
  const capacity = vectorOf(resources, (name) => (isHostPort(name) ? 1 : amountOf(allocatable, name)));
  return { labels, taints, availabilityZone, zone, capacity };
}

type UnplacedNode = Omit<NodeState, "index">;

function nodesOf(
  { key, count, systemLoad }: Purchase,
  group: number,
  { capacity, zone }: NodeGroup,
  resources: readonly string[],
): UnplacedNode[] {
  return Array.from({ length: count }, (_none, number) => {
    const requested = vectorOf(resources, (name) => amountOf(systemLoad, name));
    const scored = Float64Array.from([at(requested, CPU), at(requested, MEMORY)]);
    return { name: `${key}-${number}`, group, zone, capacity, requested, scored };
  });
}

/** Zones in turn, as the scheduler's snapshot lists nodes (internal/cache/node_tree.go, v1.36.3). */
function zonesInTurn(nodes: readonly UnplacedNode[], zones: number): NodeState[] {
  const byZone = Array.from({ length: zones }, (_none, zone) => nodes.filter((node) => node.zone === zone));
  const longest = byZone.reduce((most, list) => Math.max(most, list.length), 0);
  const order = Array.from({ length: longest }, (_none, turn) => byZone.flatMap((list) => list[turn] ?? []));
  return order.flat().map((node, index) => ({ ...node, index }));
}

export function schedulerState(slice: TargetPlan, requests: readonly ResourceVector[]): SchedulerState {
  const purchases = Object.values(slice.purchases).sort((left, right) => compareText(left.key, right.key));
  const vectors = purchases.flatMap(({ allocatable, systemLoad }) => [allocatable, systemLoad]);
  const resources = numberedResources([...vectors, ...requests]);
  const zoneOf = ({ labels }: Purchase): string => labels[NODE_LABELS.availabilityZone] ?? "";
  const zones = [...new Set(purchases.map(zoneOf))].sort();
  const groups = purchases.map((one) => groupOf(one, zones.indexOf(zoneOf(one)), resources));
  const nodes = purchases.flatMap((purchase, index) => {
    const group = groups[index];
    return group === undefined ? [] : nodesOf(purchase, index, group, resources);
  });
  return { resources, groups, nodes: zonesInTurn(nodes, zones.length), zones: zones.length, start: 0 };
}
