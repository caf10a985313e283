import * as pulumi from "@pulumi/pulumi";
import type { ByName, ClusterPlan, Purchase, WorkloadPlan } from "../model/plan.js";
import { NodePool } from "./node-pool.js";
import { createWorkloads, namespacesOf } from "./placed-workloads.js";
import { requirePlain } from "./plain-args.js";
import type { PlatformCluster } from "./platforms/platform.js";
import { createPlatformCluster } from "./platforms/platforms.js";
import type { ClusterWiring } from "./platforms/platforms.js";
import { COMPONENT_TOKENS } from "./tokens.js";
import type { Workload } from "./workload.js";

export interface ClusterArgs extends ClusterWiring {
  /** The cluster's slice of a plan: `plan.clusters["..."]`. */
  plan: ClusterPlan;
  /** The plan's workloads on this cluster, by id; others are left out. */
  workloads?: ByName<WorkloadPlan>;
  /** Manifests by workload id. They never become args of a resource of Stowage. */
  manifests?: ByName<Record<string, unknown>>;
  /** "sim" builds the cluster on the simulated cloud, whatever its platform. */
  target?: "sim";
}

function ownWorkloads({ name }: ClusterPlan, workloads: ByName<WorkloadPlan>): ByName<WorkloadPlan> {
  return Object.fromEntries(
    Object.entries(workloads).filter(([, { target }]) => target.kind === "cluster" && target.name === name),
  );
}

/** A Kubernetes cluster, its node pools and its workloads, as its plan slice says. */
export class Cluster extends pulumi.ComponentResource {
  readonly plan: ClusterPlan;
  readonly platformCluster: PlatformCluster;
  /** The platform's own resources by role ("cluster", ...): the escape hatch. */
  readonly resources: ByName<pulumi.Resource>;
  /** Address of the API server, where the platform has one. */
  readonly endpoint: pulumi.Output<string | undefined>;
  readonly pools: ByName<NodePool>;
  readonly workloads: ByName<Workload>;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = requirePlain(args.plan, "Cluster", "plan");
    const workloads = ownWorkloads(plan, requirePlain(args.workloads ?? {}, "Cluster", "workloads"));
    super(COMPONENT_TOKENS.cluster, name, { plan, workloads }, opts);
    this.plan = plan;
    this.platformCluster = createPlatformCluster({
      plan,
      wiring: args,
      target: args.target,
      site: { name, parent: this },
      namespaces: namespacesOf(workloads),
      workloads,
    });
    this.resources = this.platformCluster.resources;
    this.endpoint = this.platformCluster.endpoint ?? pulumi.output(undefined);
    this.pools = this.createPools(name);
    this.workloads = createWorkloads({ name, parent: this, workloads, manifests: args.manifests ?? {} });
    this.registerOutputs({ endpoint: this.endpoint });
  }

  private createPools(name: string): ByName<NodePool> {
    const { pools, purchases } = this.plan;
    return Object.fromEntries(
      Object.keys(pools)
        .sort()
        .flatMap((pool): [string, NodePool][] => {
          const plan = pools[pool];
          if (plan === undefined) return [];
          const own: ByName<Purchase> = Object.fromEntries(
            Object.entries(purchases).filter(([, purchase]) => purchase.pool === pool),
          );
          const args = { plan, purchases: own, cluster: this };
          return [[pool, new NodePool(`${name}-pool-${pool}`, args, { parent: this })]];
        }),
    );
  }
}
