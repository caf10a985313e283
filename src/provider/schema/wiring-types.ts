/**
 * How clusters are connected, as other languages see it. Keys and required keys are those of the TypeScript
 * interfaces: the compiler refuses a difference.
 */
import type {
  AksWiring,
  ClusterWiring,
  EksWiring,
  FleetClusterWiring,
  GkeWiring,
  KubernetesWiring,
} from "../../components/index.js";
import { GkeReleaseChannel } from "../../components/index.js";
import { ANY, textEnum } from "./package-spec.js";
import type { ObjectSpec, PropertySpec, RequiredName, SpecOf, TypeSpec, TypeSpecs } from "./package-spec.js";

const TEXT = { type: "string" } as const;
const TEXTS = { type: "array", items: TEXT } as const;
const TEXT_BY_NAME = { type: "object", additionalProperties: TEXT } as const;

function of(type: TypeSpec, description: string): PropertySpec {
  return { ...type, description };
}

/** Plain: it decides which resources there are, so a preview must know it. */
function plain(type: TypeSpec, description: string): PropertySpec {
  return { ...type, description, plain: true };
}

function object<T>(
  description: string,
  properties: SpecOf<T>,
  required: readonly RequiredName<T>[],
): ObjectSpec {
  return { description, type: "object", properties, required };
}

const OPEN_NETWORKS =
  'Networks that may reach the API server over the internet, such as "203.0.113.0/24". Absent or empty: none.';

const NAMESPACES: SpecOf<KubernetesWiring> = {
  existingNamespaces: plain(
    { type: "array", items: { ...TEXT, plain: true } },
    'Namespaces that exist already, besides "default" and "kube-...": neither created nor given a policy.',
  ),
  allowTrafficByDefault: plain(
    { type: "boolean" },
    "Leaves created namespaces without the network policy that denies all traffic but DNS (default false).",
  ),
  leaveOut: plain(
    { type: "array", items: { ...TEXT, plain: true } },
    'Kinds that others create: "ResourceQuota", "LimitRange", "PodDisruptionBudget", "HorizontalPodAutoscaler", "PriorityClass", "ValidatingAdmissionPolicy".',
  ),
  podSecurity: plain(
    TEXT,
    'Pod Security level of created namespaces: "privileged", "baseline" (default) or "restricted".',
  ),
  defaultCpu: plain(TEXT, 'What a container without a CPU request gets (default "100m").'),
  defaultMemory: plain(TEXT, 'What a container without a memory request gets (default "128Mi").'),
};

const NEW_CLUSTER_API = {
  ...NAMESPACES,
  // A reference to another package's schema would make every user load that package.
  kubernetesProvider: of(
    { $ref: ANY },
    "A `pulumi:providers:kubernetes` resource for the new cluster. Absent: no namespaces and no pods are created.",
  ),
};

const EKS = object<EksWiring>(
  "Networks and keys of an EKS cluster.",
  {
    ...NEW_CLUSTER_API,
    subnetIds: of(TEXTS, "Subnets of the control plane, in at least two availability zones."),
    subnetIdsByAvailabilityZone: of(
      TEXT_BY_NAME,
      "The private subnet of each availability zone that the plan buys nodes in, by the zone's name.",
    ),
    securityGroupIds: of(TEXTS, "More security groups for the control plane's network interfaces."),
    publicAccessCidrs: of(TEXTS, OPEN_NETWORKS),
    kmsKeyArn: of(TEXT, "KMS key for Kubernetes secrets. Absent: a key of the cluster's own is created."),
    diskSizeGiB: plain({ type: "integer" }, "Root disk of each node in GiB (default 20)."),
    tags: of(TEXT_BY_NAME, "Tags of all AWS resources."),
  },
  ["subnetIds", "subnetIdsByAvailabilityZone"],
);

const AKS = object<AksWiring>(
  "Networks and keys of an AKS cluster.",
  {
    ...NEW_CLUSTER_API,
    resourceGroupName: of(TEXT, "Resource group of the cluster."),
    nodeSubnetId: of(TEXT, "Resource id of the nodes' subnet. Absent: AKS makes a network of its own."),
    authorizedIpRanges: of(TEXTS, OPEN_NETWORKS),
    adminGroupObjectIds: of(TEXTS, "Microsoft Entra groups that administer the cluster."),
    systemPool: plain(TEXT, "Pool of the plan whose nodes are the System node pool."),
    encryptionAtHost: plain(
      { type: "boolean" },
      "Encrypts temporary disks and caches on the host (default true).",
    ),
    diskEncryptionSetId: of(
      TEXT,
      "Disk encryption set for managed disks. Absent: keys that Microsoft manages.",
    ),
    osDiskSizeGiB: plain({ type: "integer" }, "OS disk of each node in GiB (default 128)."),
    tags: of(TEXT_BY_NAME, "Tags of the cluster and its node pools."),
  },
  ["resourceGroupName"],
);

const GKE = object<GkeWiring>(
  "Networks and keys of a GKE cluster.",
  {
    ...NEW_CLUSTER_API,
    project: of(TEXT, "Project of the cluster."),
    network: of(TEXT, "Name or self link of the VPC network. Absent: the project's default network."),
    subnetwork: of(TEXT, "Name or self link of the subnetwork, in the region of the cluster."),
    podRangeName: of(TEXT, "Secondary range of the subnetwork for pods. Absent: GKE makes one."),
    serviceRangeName: of(TEXT, "Secondary range of the subnetwork for services. Absent: GKE makes one."),
    authorizedNetworks: of(TEXTS, OPEN_NETWORKS),
    kmsKeyName: of(TEXT, "Cloud KMS key for Kubernetes secrets. Absent: the key that Google manages."),
    bootDiskKmsKeyName: of(TEXT, "Cloud KMS key for boot disks. Absent: the key that Google manages."),
    nodeServiceAccountEmail: of(TEXT, "Service account of the nodes. Absent: one of the cluster's own."),
    releaseChannel: plain(
      { $ref: "#/types/stowage:index:GkeReleaseChannel" },
      "How soon GKE upgrades the cluster (default REGULAR).",
    ),
    deletionProtection: plain(
      { type: "boolean" },
      "Refuses to delete or replace the cluster until it is set to false (default true).",
    ),
    diskSizeGiB: plain({ type: "integer" }, "Boot disk of each node in GiB (default 100)."),
    resourceLabels: of(TEXT_BY_NAME, "Labels of the cluster and its machines."),
  },
  ["project"],
);

/** By the platform of the cluster: only its own is read. */
export const CLUSTER_WIRING: SpecOf<ClusterWiring> = {
  eks: of({ $ref: "#/types/stowage:index:EksWiring" }, "For a cluster that is planned on EKS."),
  aks: of({ $ref: "#/types/stowage:index:AksWiring" }, "For a cluster that is planned on AKS."),
  gke: of({ $ref: "#/types/stowage:index:GkeWiring" }, "For a cluster that is planned on GKE."),
  kubernetes: of({ $ref: "#/types/stowage:index:KubernetesWiring" }, "For a cluster that exists already."),
};

export const WIRING_SCHEMA_TYPES: TypeSpecs = {
  "stowage:index:EksWiring": EKS,
  "stowage:index:AksWiring": AKS,
  "stowage:index:GkeWiring": GKE,
  "stowage:index:KubernetesWiring": object<KubernetesWiring>("Namespaces of a cluster.", NAMESPACES, []),
  "stowage:index:FleetClusterWiring": object<FleetClusterWiring>(
    "How one cluster of a fleet is connected.",
    {
      ...CLUSTER_WIRING,
      provider: of(
        { $ref: ANY },
        "The cloud's provider resource for this cluster's region. Absent: the fleet's, or the default one.",
      ),
    },
    [],
  ),
  "stowage:index:GkeReleaseChannel": textEnum("How soon GKE upgrades a cluster.", GkeReleaseChannel),
  "stowage:index:Target": textEnum("What is built in place of the planned platform.", { Sim: "sim" }),
};
