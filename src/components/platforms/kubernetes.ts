/**
 * A cluster that exists: nothing is bought, namespaces and pods go through its API. Pods are bound to their
 * pools by label, so its nodes must carry `stowage.dev/pool` with the name of their pool.
 */
import { kubernetesSdk } from "./kubernetes/sdk.js";
import type { KubernetesWiring } from "./kubernetes/wiring.js";
import { workloadResources } from "./kubernetes/workload-resources.js";
import type { Platform } from "./platform.js";

export type { KubernetesApiWiring, KubernetesWiring } from "./kubernetes/wiring.js";

export const kubernetes: Platform<KubernetesWiring> = {
  createCluster: (input) =>
    workloadResources({ ...input, sdk: kubernetesSdk(input.plan.platform), nodes: [] }),
};
