/**
 * The launch template of the nodes: encrypted root disk, session tokens for instance metadata. Managed node
 * groups have neither by themselves. One serves all groups, or one a pod limit where the plan sets it.
 */
import type * as ec2 from "@pulumi/aws/ec2";
import type { ClusterPlan, Purchase } from "../../../model/plan.js";
import { present } from "../../../units/invariant.js";
import { amountOf } from "../../../units/resources.js";
import { purchasesInOrder } from "../plan-faults.js";
import type { RoleInput } from "./roles.js";

/** What the allocatable rule of EKS counts with; the plan does not carry it. */
const DEFAULT_DISK_GIB = 20;
/** Root device of Amazon Linux 2023. */
const ROOT_DEVICE = "/dev/xvda";

/** A NodeConfig that EKS merges into its own (awslabs.github.io/amazon-eks-ami/nodeadm). */
function podLimit(maxPods: number): string {
  const userData = [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="NODE"',
    "",
    "--NODE",
    "Content-Type: application/node.eks.aws",
    "",
    "---",
    "apiVersion: node.eks.aws/v1alpha1",
    "kind: NodeConfig",
    "spec:",
    "  kubelet:",
    "    config:",
    `      maxPods: ${maxPods}`,
    "",
    "--NODE--",
    "",
  ];
  return Buffer.from(userData.join("\n"), "utf8").toString("base64");
}

/** Pods a node where the plan limits them; undefined leaves EKS' own rule, which the plan counts with. */
function ownPodLimit(plan: ClusterPlan, { allocatable }: Purchase): number | undefined {
  return plan.podsPerNode === undefined ? undefined : amountOf(allocatable, "pods");
}

function createTemplate({ sdk, wiring, site }: RoleInput, maxPods: number | undefined): ec2.LaunchTemplate {
  return new sdk.ec2.LaunchTemplate(
    `${site.name}-template-${maxPods === undefined ? "default" : `${maxPods}-pods`}`,
    {
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeSize: wiring.diskSizeGiB ?? DEFAULT_DISK_GIB,
            volumeType: "gp3",
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      // One hop: pods outside the host network cannot take the node's role.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      ...(maxPods === undefined ? {} : { userData: podLimit(maxPods) }),
      ...(wiring.tags === undefined ? {} : { tags: wiring.tags }),
    },
    { parent: site.parent },
  );
}

export type TemplateOf = (purchase: Purchase) => ec2.LaunchTemplate;

export function createNodeTemplates(input: RoleInput): TemplateOf {
  const limits = new Set(purchasesInOrder(input.plan).map((purchase) => ownPodLimit(input.plan, purchase)));
  const templates = new Map([...limits].map((limit) => [limit, createTemplate(input, limit)]));
  return (purchase) => {
    const limit = ownPodLimit(input.plan, purchase);
    return present(templates.get(limit), `launch template of ${purchase.key}`);
  };
}
