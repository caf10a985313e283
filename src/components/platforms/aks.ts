/**
 * AKS: a private cluster, and one node pool a purchase. AKS creates a cluster only together with a System node
 * pool, so one purchase stands inside the cluster resource: `createNodes` of that purchase returns the cluster.
 * What is left to the user: the device plugins of accelerators, a network policy engine.
 */
import * as pulumi from "@pulumi/pulumi";
import type { ClusterPlan, Purchase } from "../../model/plan.js";
import { present } from "../../units/invariant.js";
import { createAksCluster } from "./aks/cluster.js";
import { instanceProfile, nodePoolArgs } from "./aks/node-pool.js";
import { agentPoolNames } from "./aks/pool-names.js";
import { azureSdk } from "./aks/sdk.js";
import { systemFaults, systemPurchase } from "./aks/system-purchase.js";
import type { AksWiring } from "./aks/wiring.js";
import { newClusterSdk, newClusterWorkloads } from "./kubernetes/workload-resources.js";
import { nodeScaleOf } from "./node-scale.js";
import { AKS_RESERVED, labelFaults } from "./node-labels.js";
import { addressModeFaults, ownedNodeFaults, purchasesInOrder, refuseFaults } from "./plan-faults.js";
import type { Platform, PlatformCluster, PlatformInput, Site } from "./platform.js";

export type { AksWiring } from "./aks/wiring.js";

function sliceFaults(plan: ClusterPlan): string[] {
  return purchasesInOrder(plan).flatMap((purchase) => {
    // One kind of slices a pool: the spec's check refuses mixed ones on AKS.
    const profile = purchase.deviceSlices?.slices[0]?.profile;
    if (profile === undefined || instanceProfile(purchase) !== undefined) return [];
    return [
      `AKS cuts devices by MIG profiles alone, and pool "${purchase.pool}" has the profile ${profile}: choose a MIG profile, or share devices with sharedBy`,
    ];
  });
}

function aksFaults(plan: ClusterPlan, { systemPool }: AksWiring): string[] {
  return [
    ...ownedNodeFaults(plan),
    ...addressModeFaults(plan, "overlay"),
    ...systemFaults(plan, systemPool),
    ...labelFaults(plan, AKS_RESERVED),
    ...sliceFaults(plan),
  ];
}

function createCluster(input: PlatformInput<AksWiring>): PlatformCluster {
  const { plan, wiring } = input;
  refuseFaults(plan, aksFaults(plan, wiring));
  const sdk = azureSdk();
  const kubernetesApi = newClusterSdk(input);
  const names = agentPoolNames(plan);
  const nameOf = ({ key }: Purchase): string => present(names.get(key), `node pool name of ${key}`);
  const system = present(systemPurchase(plan, wiring.systemPool), `System node pool of ${plan.name}`);
  const cluster = createAksCluster(sdk, input, { name: nameOf(system), purchase: system });
  const nodes: pulumi.Resource[] = [cluster];
  const workloads = newClusterWorkloads(input, kubernetesApi, nodes);

  const createAgentPool = (purchase: Purchase, site: Site): pulumi.Resource =>
    new sdk.AgentPool(
      `${site.name}-nodes-${purchase.key}`,
      {
        resourceGroupName: wiring.resourceGroupName,
        resourceName: cluster.name,
        agentPoolName: nameOf(purchase),
        mode: "User",
        ...nodePoolArgs(plan, wiring, purchase),
      },
      // The name is fixed, so a pool that must be replaced makes room for its successor.
      {
        parent: site.parent,
        deleteBeforeReplace: true,
        ...(nodeScaleOf(purchase) === undefined ? {} : { ignoreChanges: ["count"] }),
      },
    );

  return {
    resources: { cluster, ...workloads?.resources },
    endpoint: pulumi
      .all([cluster.privateFQDN, cluster.fqdn])
      .apply(([privateName, name]) => `https://${privateName || name}:443`),
    createNodes(purchase, site) {
      if (purchase.key === system.key) return cluster;
      const pool = createAgentPool(purchase, site);
      nodes.push(pool);
      return pool;
    },
    ...(workloads === undefined ? {} : { createWorkload: workloads.createWorkload }),
  };
}

export const aks: Platform<AksWiring> = { createCluster };
