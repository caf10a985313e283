/** GKE Standard: a private regional cluster, and one node pool a purchase. The network is the user's. */
import * as pulumi from "@pulumi/pulumi";
import { createGkeCluster } from "./gke/cluster.js";
import { gkeFaults } from "./gke/faults.js";
import { createNodeAccount } from "./gke/node-account.js";
import { createNodePool } from "./gke/node-pool.js";
import { gcpSdk } from "./gke/sdk.js";
import type { GkeWiring } from "./gke/wiring.js";
import { newClusterSdk, newClusterWorkloads } from "./kubernetes/workload-resources.js";
import { refuseFaults } from "./plan-faults.js";
import type { Platform, PlatformCluster, PlatformInput } from "./platform.js";

export { GkeReleaseChannel } from "./gke/wiring.js";
export type { GkeWiring } from "./gke/wiring.js";

function createCluster(input: PlatformInput<GkeWiring>): PlatformCluster {
  const { plan, wiring } = input;
  refuseFaults(plan, gkeFaults(plan));
  const sdk = gcpSdk();
  const kubernetesApi = newClusterSdk(input);
  const account = createNodeAccount(sdk, input);
  const cluster = createGkeCluster(sdk, input, account);
  const nodes: pulumi.Resource[] = [];
  const workloads = newClusterWorkloads(input, kubernetesApi, nodes);
  return {
    resources: { cluster, ...account.resources, ...workloads?.resources },
    endpoint: pulumi.interpolate`https://${cluster.endpoint}`,
    createNodes(purchase, site) {
      const pool = createNodePool({ sdk, plan, wiring, cluster, account }, purchase, site);
      nodes.push(pool);
      return pool;
    },
    ...(workloads === undefined ? {} : { createWorkload: workloads.createWorkload }),
  };
}

export const gke: Platform<GkeWiring> = { createCluster };
