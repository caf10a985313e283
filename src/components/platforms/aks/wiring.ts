import type * as pulumi from "@pulumi/pulumi";
import type { KubernetesApiWiring } from "../kubernetes/wiring.js";

/** What an AKS cluster is connected to. The azure-native provider is the parent's. */
export interface AksWiring extends KubernetesApiWiring {
  resourceGroupName: pulumi.Input<string>;
  /**
   * Resource id of the nodes' subnet; the cluster's identity needs the role Network Contributor there.
   * Absent: AKS makes a network of its own.
   */
  nodeSubnetId?: pulumi.Input<string>;
  /**
   * Networks that may reach the API server over the internet, such as "203.0.113.0/24". Absent or empty: the
   * API server is reached from the network of the nodes only.
   */
  authorizedIpRanges?: pulumi.Input<string>[];
  /** Microsoft Entra groups that administer the cluster. Azure roles grant access too. */
  adminGroupObjectIds?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Pool of the plan whose nodes are the System node pool, which runs CoreDNS and the like. Name it once the
   * cluster exists: AKS refuses to exchange the System pool that a cluster was created with, so a plan that
   * buys other nodes for it fails in the update.
   * @default the first purchase that AKS takes, those with at least 4 vCPUs and 2 nodes first
   */
  systemPool?: string;
  /**
   * Encrypts temporary disks and caches on the host. The subscription must have registered the feature
   * Microsoft.Compute/EncryptionAtHost.
   * @default true
   */
  encryptionAtHost?: boolean;
  /** Disk encryption set for managed disks. Absent: keys that Microsoft manages. */
  diskEncryptionSetId?: pulumi.Input<string>;
  /**
   * OS disk of each node in GiB. The plan counts ephemeral storage with the default; a smaller disk holds
   * less than planned.
   * @default 128
   */
  osDiskSizeGiB?: number;
  /** Tags of the cluster and its node pools. */
  tags?: Record<string, pulumi.Input<string>>;
}
