/** A filter answers why a node cannot take a pod, in the scheduler's own words (k8s.io/kubernetes v1.36.3). */
import type { NodeTable } from "../node-table.js";
import type { CompiledPods } from "../pod-table.js";

/** Why the node is out; an empty list lets it pass. */
export type NodeJudge = (node: number) => readonly string[];

/** Judges nodes by what runs on them, for one pod that comes now; undefined where it has nothing to ask. */
export type NodeFilter = (pod: CompiledPods, nodes: NodeTable) => NodeJudge | undefined;

export const PASSES: readonly string[] = [];
