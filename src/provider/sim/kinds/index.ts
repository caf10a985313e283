/** Every kind of resource of the simulated cloud. */
export { clusterKind } from "./cluster.js";
export { edgeSiteKind } from "./edge-site.js";
export { nodePoolKind } from "./node-pool.js";
export { workloadKind } from "./workload.js";
export type { SimKind } from "./kind.js";
