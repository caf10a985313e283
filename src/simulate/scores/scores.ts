/**
 * The default profile's scores. Not modelled, because the plan does not know them: image locality (weight 1)
 * and preferred affinity between pods (weight 2).
 */
import { balancedAllocation } from "./balanced-allocation.js";
import { leastAllocated } from "./least-allocated.js";
import { nodeAffinityScore } from "./node-affinity.js";
import type { Score } from "./score.js";
import { taintTolerationScore } from "./taint-toleration.js";
import { topologySpreadScore } from "./topology-spread.js";

export const SCORES: readonly Score[] = [
  taintTolerationScore,
  nodeAffinityScore,
  leastAllocated,
  topologySpreadScore,
  balancedAllocation,
];
