/** The simulated cloud: every platform's clusters, nodes and replicas without an account. */
import type * as pulumi from "@pulumi/pulumi";
import type { Purchase } from "../../model/plan.js";
import { SimCluster, SimNodePool } from "../sim/resources.js";
import { createSimWorkload } from "../sim/workload.js";
import type { Platform, PlatformCluster, PlatformInput, Site } from "./platform.js";

/** The simulated cloud needs no wiring. */
export type SimWiring = Readonly<Record<string, never>>;

function createNodes(cluster: SimCluster, purchase: Purchase, site: Site): SimNodePool {
  const { pool, instanceType, availabilityZone, purchaseOption, count, vcpu, labels, taints, allocatable } =
    purchase;
  return new SimNodePool(
    `${site.name}-nodes-${purchase.key}`,
    {
      clusterId: cluster.id,
      pool,
      instanceType,
      availabilityZone,
      purchaseOption,
      count,
      vcpu,
      labels,
      taints,
      allocatable,
    },
    { parent: site.parent },
  );
}

function createCluster({ plan, site }: PlatformInput<SimWiring>): PlatformCluster {
  const { name, platform, provider, region, availabilityZones } = plan;
  const cluster = new SimCluster(
    `${site.name}-cluster`,
    { name, platform, provider, region, availabilityZones },
    { parent: site.parent },
  );
  const nodes: pulumi.Resource[] = [];
  return {
    resources: { cluster },
    createNodes(purchase, where) {
      const pool = createNodes(cluster, purchase, where);
      nodes.push(pool);
      return pool;
    },
    createWorkload: (workload, where) => createSimWorkload(workload, where, cluster.id, nodes),
  };
}

export const sim: Platform<SimWiring> = { createCluster };
