/** The default profile's filters, in its order (apis/config/v1/default_plugins.go, v1.36.3). */
import type { GroupFilter, NodeFilter } from "./filter.js";
import { interPodAffinity } from "./inter-pod-affinity.js";
import { nodeAffinity } from "./node-affinity.js";
import { nodePorts } from "./node-ports.js";
import { nodeResourcesFit } from "./node-resources-fit.js";
import { taintToleration } from "./taint-toleration.js";
import { topologySpread } from "./topology-spread.js";
import { volumeBinding } from "./volume-binding.js";

/** Asked once for each group: labels and taints do not change. */
export const GROUP_FILTERS: readonly GroupFilter[] = [taintToleration, nodeAffinity, volumeBinding];

export const NODE_FILTERS: readonly NodeFilter[] = [
  nodePorts,
  nodeResourcesFit,
  topologySpread,
  interPodAffinity,
];
