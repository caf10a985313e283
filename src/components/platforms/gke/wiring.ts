import type * as pulumi from "@pulumi/pulumi";
import type { KubernetesApiWiring } from "../kubernetes/wiring.js";

/** How soon GKE upgrades the cluster. */
export const GkeReleaseChannel = {
  Rapid: "RAPID",
  Regular: "REGULAR",
  Stable: "STABLE",
  Extended: "EXTENDED",
} as const;
export type GkeReleaseChannel = (typeof GkeReleaseChannel)[keyof typeof GkeReleaseChannel];

/** What a GKE cluster is connected to. The gcp provider is the parent's. */
export interface GkeWiring extends KubernetesApiWiring {
  /** Project of the cluster; workload identities are of the form "PROJECT.svc.id.goog". */
  project: pulumi.Input<string>;
  /** Name or self link of the VPC network. Absent: the project's default network. */
  network?: pulumi.Input<string>;
  /** Name or self link of the subnetwork, in the region of the cluster. */
  subnetwork?: pulumi.Input<string>;
  /** Secondary range of the subnetwork for pods. Absent: GKE makes one. */
  podRangeName?: pulumi.Input<string>;
  /** Secondary range of the subnetwork for services. Absent: GKE makes one. */
  serviceRangeName?: pulumi.Input<string>;
  /**
   * Networks that may reach the API server over the internet, such as "203.0.113.0/24". Absent or empty: the
   * API server is reached from the VPC only.
   */
  authorizedNetworks?: pulumi.Input<string>[];
  /**
   * Cloud KMS key for Kubernetes secrets, as "projects/P/locations/L/keyRings/R/cryptoKeys/K". Absent: the
   * key that Google manages.
   */
  kmsKeyName?: pulumi.Input<string>;
  /** Cloud KMS key for the nodes' boot disks. Absent: the key that Google manages. */
  bootDiskKmsKeyName?: pulumi.Input<string>;
  /** Service account of the nodes. Absent: one of the cluster's own, which may only log and measure, is created. */
  nodeServiceAccountEmail?: pulumi.Input<string>;
  /** @default "REGULAR" */
  releaseChannel?: GkeReleaseChannel;
  /**
   * Refuses to delete or replace the cluster until it is set to false in an update of its own.
   * @default true
   */
  deletionProtection?: boolean;
  /**
   * Boot disk of each node in GiB. The plan counts ephemeral storage with the default; a smaller disk holds
   * less than planned.
   * @default 100
   */
  diskSizeGiB?: number;
  /** Labels of the cluster and its machines: lower-case letters, digits, hyphens and underscores. */
  resourceLabels?: Record<string, pulumi.Input<string>>;
}
