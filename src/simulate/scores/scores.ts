/** The default profile's scores. Image locality (weight 1) is off: which node has an image nobody knows before. */
import { balancedAllocation } from "./balanced-allocation.js";
import { interPodAffinityScore } from "./inter-pod-affinity.js";
import { leastAllocated } from "./least-allocated.js";
import { nodeAffinityScore } from "./node-affinity.js";
import type { Score } from "./score.js";
import { taintTolerationScore } from "./taint-toleration.js";
import { topologySpreadScore } from "./topology-spread.js";

/** What changes with the pods on the node alone: 0 to 100 each, so that the sum is known until one more is bound. */
export const STEADY_SCORES: readonly Score[] = [leastAllocated, balancedAllocation];

/** What other pods and other candidates change. */
export const CHANGING_SCORES: readonly Score[] = [
  taintTolerationScore,
  nodeAffinityScore,
  topologySpreadScore,
  interPodAffinityScore,
];
