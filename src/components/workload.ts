import * as pulumi from "@pulumi/pulumi";
import type { WorkloadPlan } from "../model/plan.js";
import { requirePlain } from "./plain-args.js";
import { manifestFromTemplate } from "./pod-template.js";
import type { Manifest, PlatformCluster } from "./platforms/platform.js";
import { COMPONENT_TOKENS } from "./tokens.js";

export interface WorkloadArgs {
  /** The plan's id of the workload, "cluster/namespace/name". */
  id: string;
  plan: WorkloadPlan;
  /** Where it runs: a `Cluster` or an `EdgeSite`. */
  cluster: { readonly platformCluster: PlatformCluster };
  /** The manifest that was planned: deployed unchanged but for scheduling fields. */
  manifest?: Record<string, unknown>;
  /** A PodSpec in place of a manifest: a controller of the planned kind is made around it. */
  template?: Record<string, unknown>;
}

/**
 * Replicas of one workload with the affinity and spread that the plan means. The manifest never becomes an
 * arg of the component: environment values stay out of plan and diff.
 */
export class Workload extends pulumi.ComponentResource {
  /** What was created; undefined where there is no manifest, or no way to the cluster's API. */
  readonly resource: pulumi.Resource | undefined;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = requirePlain(args.plan, "Workload", "plan");
    if (args.manifest !== undefined && args.template !== undefined)
      throw new pulumi.RunError(`Workload "${args.id}" has a manifest and a template: give one of them`);
    super(COMPONENT_TOKENS.workload, name, { plan }, opts);
    const manifest: Manifest | undefined =
      args.template === undefined ? args.manifest : manifestFromTemplate(args.id, plan, args.template);
    const placed = { id: args.id, plan, ...(manifest === undefined ? {} : { manifest }) };
    this.resource = args.cluster.platformCluster.createWorkload?.(placed, { name, parent: this });
    if (this.resource === undefined && plan.replicas > 0) void this.sayThatNothingRuns(args.id, manifest);
    this.registerOutputs({ replicas: plan.replicas });
  }

  private sayThatNothingRuns(id: string, manifest: Manifest | undefined): Promise<void> {
    const reason =
      manifest === undefined
        ? "it has neither manifest nor template"
        : "its cluster's wiring has no `kubernetesProvider`";
    return pulumi.log.info(`no pods are created for "${id}": ${reason}`, this);
  }
}
