/** A workload on the simulated cloud: its counts and requests, without containers. */
import type * as pulumi from "@pulumi/pulumi";
import type { PlacedWorkload, Site } from "../platforms/platform.js";
import { SimWorkload } from "./resources.js";

export function createSimWorkload(
  { plan }: PlacedWorkload,
  site: Site,
  targetId: pulumi.Output<string>,
  nodes: readonly pulumi.Resource[],
): SimWorkload {
  return new SimWorkload(
    `${site.name}-replicas`,
    {
      targetId,
      namespace: plan.namespace,
      name: plan.name,
      kind: plan.kind,
      replicas: plan.replicas,
      byPool: plan.placement.byPool,
      byAvailabilityZone: plan.placement.byAvailabilityZone,
      requests: plan.requests,
    },
    { parent: site.parent, dependsOn: [...nodes] },
  );
}
