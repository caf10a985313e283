import * as pulumi from "@pulumi/pulumi";
import type { ByName, EdgeSitePlan, WorkloadPlan } from "../model/plan.js";
import { createWorkloads } from "./placed-workloads.js";
import { requirePlain } from "./plain-args.js";
import type { PlatformCluster } from "./platforms/platform.js";
import { SimEdgeSite } from "./sim/resources.js";
import { createSimWorkload } from "./sim/workload.js";
import { COMPONENT_TOKENS } from "./tokens.js";
import type { Workload } from "./workload.js";

export interface EdgeSiteArgs {
  /** The site's slice of a plan: `plan.edgeSites["..."]`. */
  plan: EdgeSitePlan;
  /** The plan's workloads on this site, by id; others are left out. */
  workloads?: ByName<WorkloadPlan>;
  /** "sim" builds the site on the simulated cloud. Without it nothing is created: its machines exist already. */
  target?: "sim";
}

function ownWorkloads({ name }: EdgeSitePlan, workloads: ByName<WorkloadPlan>): ByName<WorkloadPlan> {
  return Object.fromEntries(
    Object.entries(workloads).filter(([, { target }]) => target.kind === "edgeSite" && target.name === name),
  );
}

function simSite(plan: EdgeSitePlan, name: string, parent: pulumi.Resource): PlatformCluster {
  const counts = new Map<string, number>();
  for (const { instanceType, count } of Object.values(plan.purchases))
    counts.set(instanceType, (counts.get(instanceType) ?? 0) + count);
  const nodes = [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((left, right) => (left.type < right.type ? -1 : 1));
  const site = new SimEdgeSite(`${name}-site`, { name: plan.name, country: plan.country, nodes }, { parent });
  return {
    resources: { site },
    createWorkload: (workload, where) => createSimWorkload(workload, where, site.id, []),
  };
}

/** A place with fixed nodes and the workloads that are planned on it. */
export class EdgeSite extends pulumi.ComponentResource {
  readonly plan: EdgeSitePlan;
  readonly platformCluster: PlatformCluster;
  readonly resources: ByName<pulumi.Resource>;
  readonly workloads: ByName<Workload>;

  constructor(name: string, args: EdgeSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = requirePlain(args.plan, "EdgeSite", "plan");
    const workloads = ownWorkloads(plan, requirePlain(args.workloads ?? {}, "EdgeSite", "workloads"));
    super(COMPONENT_TOKENS.edgeSite, name, { plan, workloads }, opts);
    this.plan = plan;
    this.platformCluster = args.target === "sim" ? simSite(plan, name, this) : { resources: {} };
    this.resources = this.platformCluster.resources;
    this.workloads =
      args.target === "sim" ? createWorkloads({ name, parent: this, workloads, manifests: {} }) : {};
    if (args.target !== "sim" && Object.keys(workloads).length > 0)
      void pulumi.log.warn(
        `no pods are created on edge site "${plan.name}": deploying to sites is not supported yet; its plan is in the state`,
        this,
      );
    this.registerOutputs({});
  }
}
