/** One managed node group a purchase: one instance type in one availability zone at one price. */
import type * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import type { Taint, TaintEffect } from "../../../model/kubernetes.js";
import type { Purchase } from "../../../model/plan.js";
import { present } from "../../../units/invariant.js";
import { nodeScaleOf } from "../node-scale.js";
import { sentLabels } from "../node-labels.js";
import type { Site } from "../platform.js";
import { namePrefix } from "../provider-names.js";
import { amiTypeOf } from "./ami-type.js";
import type { TemplateOf } from "./node-template.js";
import type { RoleInput, RoleWithPolicies } from "./roles.js";

/** EKS allows 63 characters and adds 26 of its own. */
const PREFIX_LENGTH = 37;

const EFFECTS: Readonly<Record<TaintEffect, string>> = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
};

function eksTaint({ key, value, effect }: Taint): { key: string; value?: string; effect: string } {
  return { key, ...(value === undefined ? {} : { value }), effect: EFFECTS[effect] };
}

export interface NodeGroupInput extends RoleInput {
  readonly cluster: eks.Cluster;
  readonly nodeRole: RoleWithPolicies;
  readonly templateOf: TemplateOf;
}

/**
 * The size is the plan's count; where demand has a peak, the range up to the peak's. EKS tags the groups so that
 * a cluster autoscaler finds them (docs.aws.amazon.com/eks, autoscaling, 2026); the autoscaler is the user's.
 * EKS refuses a smallest size above the size that a group has: a plan that raises it may need the group to be
 * brought to that size first.
 */
export function createNodeGroup(input: NodeGroupInput, purchase: Purchase, site: Site): eks.NodeGroup {
  const { sdk, cluster, nodeRole, templateOf, wiring } = input;
  const { key, count, taints, availabilityZone } = purchase;
  const template = templateOf(purchase);
  const scale = nodeScaleOf(purchase);
  return new sdk.eks.NodeGroup(
    `${site.name}-nodes-${key}`,
    {
      clusterName: cluster.name,
      nodeGroupNamePrefix: namePrefix(key, PREFIX_LENGTH),
      nodeRoleArn: nodeRole.role.arn,
      subnetIds: [
        present(wiring.subnetIdsByAvailabilityZone[availabilityZone], `subnet of ${availabilityZone}`),
      ],
      instanceTypes: [purchase.instanceType],
      capacityType: purchase.purchaseOption === "spot" ? "SPOT" : "ON_DEMAND",
      amiType: present(amiTypeOf(purchase), `AMI type of ${key}`),
      launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
      scalingConfig: { minSize: scale?.min ?? count, desiredSize: count, maxSize: scale?.max ?? count },
      updateConfig: { maxUnavailable: 1 },
      labels: sentLabels(purchase),
      taints: taints.map(eksTaint),
      ...(wiring.tags === undefined ? {} : { tags: wiring.tags }),
    },
    {
      parent: site.parent,
      dependsOn: [...nodeRole.attachments],
      ...(scale === undefined ? {} : { ignoreChanges: ["scalingConfig.desiredSize"] }),
    },
  );
}
