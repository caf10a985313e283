/** The workloads of a cluster or an edge site as components, in the order of their ids. */
import type * as pulumi from "@pulumi/pulumi";
import type { ByName, WorkloadPlan } from "../model/plan.js";
import type { Manifest, PlatformCluster } from "./platforms/platform.js";
import { Workload } from "./workload.js";

export interface PlacedWorkloads {
  readonly name: string;
  readonly parent: pulumi.Resource & { readonly platformCluster: PlatformCluster };
  readonly workloads: ByName<WorkloadPlan>;
  /** By workload id. */
  readonly manifests: ByName<Manifest>;
}

/** `shop-workload-NAMESPACE-NAME`, by workload id. */
export function createWorkloads({ name, parent, workloads, manifests }: PlacedWorkloads): ByName<Workload> {
  return Object.fromEntries(
    Object.keys(workloads)
      .sort()
      .flatMap((id): [string, Workload][] => {
        const plan = workloads[id];
        if (plan === undefined) return [];
        const manifest = Object.hasOwn(manifests, id) ? manifests[id] : undefined;
        const args = {
          id,
          plan,
          cluster: parent,
          ...(manifest === undefined ? {} : { manifest: { ...manifest } }),
        };
        return [[id, new Workload(`${name}-workload-${plan.namespace}-${plan.name}`, args, { parent })]];
      }),
  );
}

/** Namespaces of the workloads, sorted. */
export function namespacesOf(workloads: ByName<WorkloadPlan>): readonly string[] {
  return [...new Set(Object.values(workloads).map(({ namespace }) => namespace))].sort();
}
