import { at } from "../scheduler-state.js";
import { PASSES } from "./filter.js";
import type { NodeFilter } from "./filter.js";

const FULL = ["node(s) didn't match pod anti-affinity rules"];

/**
 * Plugin InterPodAffinity, a workload's cap of replicas a node. A hard spread over host names is such a cap
 * too, as the planner reads it; Kubernetes would allow more once every node has its part.
 */
export const interPodAffinity: NodeFilter = (shape, node) =>
  at(shape.onNode, node.index) >= shape.maxPerNode ? FULL : PASSES;
