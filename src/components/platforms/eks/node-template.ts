/**
 * The launch template of the nodes: encrypted root disk, session tokens for instance metadata. Managed node
 * groups have neither by themselves. One serves all groups, or one a pod limit where the plan sets it, and one for
 * each capacity reservation that nodes ask for.
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

/** What the templates of two purchases may differ in. */
interface NodeSettings {
  readonly maxPods: number | undefined;
  readonly reservation: string | undefined;
}

/** A reservation has one id, a group of them an ARN (docs.aws.amazon.com/eks, capacity blocks and reservations). */
function reservationOf({ reservation }: NodeSettings): object {
  if (reservation === undefined) return {};
  const target = reservation.startsWith("arn:")
    ? { capacityReservationResourceGroupArn: reservation }
    : { capacityReservationId: reservation };
  return { capacityReservationSpecification: { capacityReservationTarget: target } };
}

function templateName({ maxPods, reservation }: NodeSettings): string {
  const limit = maxPods === undefined ? "default" : `${maxPods}-pods`;
  return reservation === undefined ? limit : `${limit}-${reservation.replace(/[^A-Za-z0-9]+/g, "-")}`;
}

function createTemplate({ sdk, wiring, site }: RoleInput, settings: NodeSettings): ec2.LaunchTemplate {
  const { maxPods } = settings;
  return new sdk.ec2.LaunchTemplate(
    `${site.name}-template-${templateName(settings)}`,
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
      ...reservationOf(settings),
      ...(maxPods === undefined ? {} : { userData: podLimit(maxPods) }),
      ...(wiring.tags === undefined ? {} : { tags: wiring.tags }),
    },
    { parent: site.parent },
  );
}

export type TemplateOf = (purchase: Purchase) => ec2.LaunchTemplate;

export function createNodeTemplates(input: RoleInput): TemplateOf {
  const settingsOf = (purchase: Purchase): NodeSettings => ({
    maxPods: ownPodLimit(input.plan, purchase),
    reservation: purchase.capacityReservation,
  });
  const distinct = new Map(
    purchasesInOrder(input.plan).map((purchase) => {
      const settings = settingsOf(purchase);
      return [templateName(settings), settings] as const;
    }),
  );
  const templates = new Map([...distinct].map(([name, settings]) => [name, createTemplate(input, settings)]));
  return (purchase) =>
    present(templates.get(templateName(settingsOf(purchase))), `launch template of ${purchase.key}`);
}
