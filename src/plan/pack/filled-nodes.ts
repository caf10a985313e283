/** Nodes of a packing, before and after their items are given back to workloads. */
import type { PackingEntry } from "../../solve/problem.js";
import type { NodeKind } from "../formulate/node-kind.js";

/** `nodes` nodes of one kind, each with `pods[workload id]` replicas. */
export interface FilledNodes {
  readonly kind: NodeKind;
  readonly nodes: number;
  readonly pods: ReadonlyMap<string, number>;
}

/** What all nodes weigh together, each as its kind does. */
export function summed(nodes: readonly FilledNodes[], weightOf: (kind: NodeKind) => number): number {
  return nodes.reduce((sum, { kind, nodes: count }) => sum + count * weightOf(kind), 0);
}

/** `nodes` nodes of one kind, each with the same items of each class. */
export interface PatternNodes {
  readonly kind: NodeKind;
  readonly nodes: number;
  readonly pattern: PackingEntry["pattern"];
}
