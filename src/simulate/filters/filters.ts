/** The default profile's filters that ask what runs on a node, in its order (apis/config/v1/default_plugins.go, v1.36.3). */
import type { NodeFilter } from "./filter.js";
import { interPodAffinity } from "./inter-pod-affinity.js";
import { nodePorts } from "./node-ports.js";
import { nodeResourcesFit } from "./node-resources-fit.js";
import { topologySpread } from "./topology-spread.js";

/** What only grows while pods are bound: a node that is out once stays out. */
export const FILLING_FILTERS: readonly NodeFilter[] = [nodePorts, nodeResourcesFit];

/** What may pass a node again when other pods are bound. */
export const CHANGING_FILTERS: readonly NodeFilter[] = [topologySpread, interPodAffinity];
