/**
 * EKS: a private cluster with encrypted secrets and node disks, and one managed node group a purchase.
 * What is left to the user: the network, the device plugins of accelerators, add-ons beyond EKS' own.
 */
import type * as pulumi from "@pulumi/pulumi";
import { createControlPlane } from "./eks/control-plane.js";
import { eksFaults } from "./eks/faults.js";
import { createNodeGroup } from "./eks/node-group.js";
import { createNodeTemplates } from "./eks/node-template.js";
import { createClusterRole, createNodeRole } from "./eks/roles.js";
import { awsSdk } from "./eks/sdk.js";
import type { EksWiring } from "./eks/wiring.js";
import { newClusterSdk, newClusterWorkloads } from "./kubernetes/workload-resources.js";
import { refuseFaults } from "./plan-faults.js";
import type { Platform, PlatformCluster, PlatformInput } from "./platform.js";

export type { EksWiring } from "./eks/wiring.js";

function createCluster(input: PlatformInput<EksWiring>): PlatformCluster {
  const { plan, wiring } = input;
  refuseFaults(plan, eksFaults(plan, wiring));
  const aws = { ...input, sdk: awsSdk() };
  const kubernetesApi = newClusterSdk(input);
  const clusterRole = createClusterRole(aws);
  const nodeRole = createNodeRole(aws);
  const cluster = createControlPlane(aws, clusterRole);
  const templateOf = createNodeTemplates(aws);
  const nodes: pulumi.Resource[] = [];
  const workloads = newClusterWorkloads(input, kubernetesApi, nodes);
  return {
    resources: { cluster, clusterRole: clusterRole.role, nodeRole: nodeRole.role, ...workloads?.resources },
    endpoint: cluster.endpoint,
    createNodes(purchase, site) {
      const group = createNodeGroup({ ...aws, cluster, nodeRole, templateOf }, purchase, site);
      nodes.push(group);
      return group;
    },
    ...(workloads === undefined ? {} : { createWorkload: workloads.createWorkload }),
  };
}

export const eks: Platform<EksWiring> = { createCluster };
