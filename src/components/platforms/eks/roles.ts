/** The two IAM roles of a cluster, each with AWS' own policies and no more. */
import type * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterPlan } from "../../../model/plan.js";
import type { Site } from "../platform.js";
import type { AwsSdk } from "./sdk.js";
import type { EksWiring } from "./wiring.js";

export interface RoleInput {
  readonly sdk: AwsSdk;
  readonly plan: ClusterPlan;
  readonly wiring: EksWiring;
  readonly site: Site;
}

export interface RoleWithPolicies {
  readonly role: iam.Role;
  /** What must be in place while the role is used, and outlive its last use. */
  readonly attachments: readonly pulumi.Resource[];
}

interface RoleSpec {
  /** "cluster" or "node". */
  readonly use: string;
  readonly service: string;
  readonly policies: readonly string[];
}

function trustPolicy(service: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
}

function createRole(
  { sdk, plan, wiring, site }: RoleInput,
  { use, service, policies }: RoleSpec,
): RoleWithPolicies {
  const { name, parent } = site;
  const role = new sdk.iam.Role(
    `${name}-${use}-role`,
    {
      assumeRolePolicy: trustPolicy(service),
      ...(wiring.tags === undefined ? {} : { tags: wiring.tags }),
    },
    { parent },
  );
  const attachments = policies.map(
    (policy) =>
      new sdk.iam.RolePolicyAttachment(
        `${name}-${use}-policy-${policy}`,
        { role: role.name, policyArn: `arn:${plan.partition}:iam::aws:policy/${policy}` },
        { parent },
      ),
  );
  return { role, attachments };
}

export function createClusterRole(input: RoleInput): RoleWithPolicies {
  return createRole(input, {
    use: "cluster",
    service: "eks.amazonaws.com",
    policies: ["AmazonEKSClusterPolicy"],
  });
}

/** Nodes join, give pods addresses, and pull images; nothing else. */
export function createNodeRole(input: RoleInput): RoleWithPolicies {
  return createRole(input, {
    use: "node",
    service: input.plan.partition === "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com",
    policies: ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryPullOnly"],
  });
}
