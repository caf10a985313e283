/**
 * What the scheduler model knows while it places pods: nodes with what is requested on them, and pod shapes
 * (one a workload) with where their replicas went. Resources are numbered; vectors are typed arrays, because
 * every pod looks at every node.
 */
import type { Labels, Taint } from "../model/kubernetes.js";

/** Numbers of the resources that scores look at; others follow in order of name. */
export const CPU = 0;
export const MEMORY = 1;

/** Nodes of one purchase: alike in everything but what runs on them. */
export interface NodeGroup {
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  /** As the provider names it; the label may say it otherwise. */
  readonly availabilityZone: string;
  /** Index of the zone's label. */
  readonly zone: number;
  readonly capacity: Float64Array;
}

export interface NodeState {
  readonly index: number;
  readonly name: string;
  /** Index of its group. */
  readonly group: number;
  readonly zone: number;
  readonly capacity: Float64Array;
  readonly requested: Float64Array;
  /** CPU and memory with the scheduler's defaults for pods that request none. */
  readonly scored: Float64Array;
}

export interface SoftSpread {
  readonly over: "availabilityZone" | "node";
  readonly maxSkew: number;
}

export interface ZoneSpread {
  readonly maxSkew: number;
  readonly minDomains: number;
  /** Indices of the zones that have nodes which the node affinity meets. */
  readonly domains: readonly number[];
}

export interface PodShape {
  readonly id: string;
  readonly replicas: number;
  readonly priority: number;
  readonly requests: readonly { readonly resource: number; readonly amount: number }[];
  /** CPU and memory, the scheduler's defaults where the pod requests none. */
  readonly scored: Float64Array;
  /** By node group: the reason why its nodes are out whatever runs on them. */
  readonly excluded: readonly (string | undefined)[];
  /** By node group: weight of the preferred node affinity that holds there. */
  readonly preference: readonly number[];
  /** By node group: taints of effect PreferNoSchedule that it does not tolerate. */
  readonly distaste: readonly number[];
  readonly zoneSpread?: ZoneSpread;
  readonly softSpread: readonly SoftSpread[];
  readonly maxPerNode: number;
  /** Replicas by node and by zone, as placed so far. */
  readonly onNode: Int32Array;
  readonly inZone: Int32Array;
}

export interface SchedulerState {
  /** Resource names by number. */
  readonly resources: readonly string[];
  readonly groups: readonly NodeGroup[];
  /** In the order in which the scheduler walks them: zones in turn. */
  readonly nodes: readonly NodeState[];
  readonly zones: number;
  /** Where the next search for feasible nodes starts. */
  start: number;
}

export function at(vector: Float64Array | Int32Array | readonly number[], index: number): number {
  return vector[index] ?? 0;
}

export function bind(shape: PodShape, node: NodeState): void {
  for (const { resource, amount } of shape.requests)
    node.requested[resource] = at(node.requested, resource) + amount;
  for (const resource of [CPU, MEMORY])
    node.scored[resource] = at(node.scored, resource) + at(shape.scored, resource);
  shape.onNode[node.index] = at(shape.onNode, node.index) + 1;
  shape.inZone[node.zone] = at(shape.inZone, node.zone) + 1;
}
