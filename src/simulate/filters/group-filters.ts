/** Filters of the default profile that are asked once for each group: labels and taints do not change. */
import type { GroupFilter } from "./group-filter.js";
import { nodeAffinity } from "./node-affinity.js";
import { nodeUnschedulable } from "./node-unschedulable.js";
import { taintToleration } from "./taint-toleration.js";
import { volumeBinding } from "./volume-binding.js";

export const GROUP_FILTERS: readonly GroupFilter[] = [
  nodeUnschedulable,
  taintToleration,
  nodeAffinity,
  volumeBinding,
];
