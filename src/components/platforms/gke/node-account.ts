/** The nodes' own service account: the project's default one may edit everything in the project. */
import * as pulumi from "@pulumi/pulumi";
import type { PlatformInput } from "../platform.js";
import { nameWithDigest } from "../provider-names.js";
import type { GcpSdk } from "./sdk.js";
import type { GkeWiring } from "./wiring.js";

/** 6 to 30 lower-case letters, digits and hyphens, unique in the project. */
const ACCOUNT_ID_LENGTH = 30;
/** Logs, metrics and image pulls from the project: what a node needs. */
const NODE_ROLE = "roles/container.defaultNodeServiceAccount";

export interface NodeAccount {
  readonly email: pulumi.Input<string>;
  /** What must be in place while nodes use the account. */
  readonly resources: Readonly<Record<string, pulumi.Resource>>;
}

/** Two stacks may build the same plan in one project. */
export function uniqueInProject(name: string): string {
  return [pulumi.getProject(), pulumi.getStack(), name].join("/");
}

export function createNodeAccount(
  sdk: GcpSdk,
  { plan, wiring, site }: PlatformInput<GkeWiring>,
): NodeAccount {
  const { project, nodeServiceAccountEmail } = wiring;
  if (nodeServiceAccountEmail !== undefined) return { email: nodeServiceAccountEmail, resources: {} };
  const { name, parent } = site;
  const account = new sdk.serviceaccount.Account(
    `${name}-node-account`,
    {
      project,
      accountId: nameWithDigest(name, uniqueInProject(name), ACCOUNT_ID_LENGTH),
      displayName: `Nodes of GKE cluster ${plan.name}`,
    },
    { parent },
  );
  const role = new sdk.projects.IAMMember(
    `${name}-node-role`,
    { project, role: NODE_ROLE, member: pulumi.interpolate`serviceAccount:${account.email}` },
    { parent },
  );
  return { email: account.email, resources: { nodeAccount: account, nodeRole: role } };
}
