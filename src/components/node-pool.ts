import * as pulumi from "@pulumi/pulumi";
import type { ByName, PoolPlan, Purchase } from "../model/plan.js";
import { requirePlain } from "./plain-args.js";
import type { PlatformCluster } from "./platforms/platform.js";
import { COMPONENT_TOKENS } from "./tokens.js";

export interface NodePoolArgs {
  /** Labels, taints and limits of the pool. */
  plan: PoolPlan;
  /** The plan's purchases of this pool, by purchase key. */
  purchases: ByName<Purchase>;
  /** The cluster whose nodes these are: a `Cluster`. */
  cluster: { readonly platformCluster: PlatformCluster };
}

/** A node pool: one resource of the platform for each purchase. Multi-chip pools have several. */
export class NodePool extends pulumi.ComponentResource {
  /** The platform's resources by purchase key; empty where the nodes exist already. */
  readonly nodes: ByName<pulumi.Resource>;

  constructor(name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = requirePlain(args.plan, "NodePool", "plan");
    const purchases = requirePlain(args.purchases, "NodePool", "purchases");
    super(COMPONENT_TOKENS.nodePool, name, { plan, purchases }, opts);
    const { createNodes } = args.cluster.platformCluster;
    this.nodes =
      createNodes === undefined
        ? {}
        : Object.fromEntries(
            Object.keys(purchases)
              .sort()
              .flatMap((key) => {
                const purchase = purchases[key];
                return purchase === undefined ? [] : [[key, createNodes(purchase, { name, parent: this })]];
              }),
          );
    this.registerOutputs({ nodes: plan.nodes });
  }
}
