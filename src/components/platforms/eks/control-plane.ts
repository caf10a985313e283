/** The control plane: private, audited, its secrets encrypted with a key that the user holds. */
import type * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";
import type { RoleInput, RoleWithPolicies } from "./roles.js";

const DELETION_WINDOW_DAYS = 30;

function secretsKey({ sdk, plan, wiring, site }: RoleInput): pulumi.Input<string> {
  if (wiring.kmsKeyArn !== undefined) return wiring.kmsKeyArn;
  const key = new sdk.kms.Key(
    `${site.name}-secrets-key`,
    {
      description: `Kubernetes secrets of EKS cluster ${plan.name}`,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      ...(wiring.tags === undefined ? {} : { tags: wiring.tags }),
    },
    { parent: site.parent },
  );
  return key.arn;
}

export function createControlPlane(input: RoleInput, { role, attachments }: RoleWithPolicies): eks.Cluster {
  const { sdk, plan, wiring, site } = input;
  const { subnetIds, securityGroupIds, publicAccessCidrs = [], tags } = wiring;
  // An empty list of networks would mean the whole internet to EKS.
  const isPublic = publicAccessCidrs.length > 0;
  return new sdk.eks.Cluster(
    `${site.name}-cluster`,
    {
      roleArn: role.arn,
      ...(plan.version === undefined ? {} : { version: plan.version }),
      vpcConfig: {
        subnetIds,
        ...(securityGroupIds === undefined ? {} : { securityGroupIds }),
        endpointPrivateAccess: true,
        endpointPublicAccess: isPublic,
        ...(isPublic ? { publicAccessCidrs } : {}),
      },
      // Access entries alone; whoever creates the cluster is its first administrator.
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
      encryptionConfig: { provider: { keyArn: secretsKey(input) }, resources: ["secrets"] },
      enabledClusterLogTypes: ["audit", "authenticator"],
      ...(tags === undefined ? {} : { tags }),
    },
    { parent: site.parent, dependsOn: [...attachments] },
  );
}
