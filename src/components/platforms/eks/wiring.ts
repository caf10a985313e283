import type * as pulumi from "@pulumi/pulumi";
import type { KubernetesApiWiring } from "../kubernetes/wiring.js";

/** What an EKS cluster is connected to. The AWS provider is the parent's. */
export interface EksWiring extends KubernetesApiWiring {
  /** Subnets of the control plane, in at least two availability zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The private subnet of each availability zone that the plan buys nodes in, by the zone's name. */
  subnetIdsByAvailabilityZone: Record<string, pulumi.Input<string>>;
  /** More security groups for the control plane's network interfaces. */
  securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Networks that may reach the API server over the internet, such as "203.0.113.0/24". Absent or empty: the
   * API server is reached from the VPC only.
   */
  publicAccessCidrs?: pulumi.Input<string>[];
  /** KMS key for Kubernetes secrets. Absent: a key of the cluster's own, rotated yearly, is created. */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * Root disk of each node in GiB. The plan counts ephemeral storage with the default; a smaller disk holds
   * less than planned.
   * @default 20
   */
  diskSizeGiB?: number;
  /** Tags of all AWS resources. */
  tags?: Record<string, pulumi.Input<string>>;
}
