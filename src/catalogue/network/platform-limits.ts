/** How large managed clusters may be by the platforms' own published defaults; most are raised on request. */
import type { Evidence } from "../../model/evidence.js";
import type { AllocatablePlatform } from "../allocatable/address-modes.js";

export interface PlatformLimits {
  /** Nodes of a cluster; absent: none is published. */
  readonly nodes?: number;
  /** Node groups or node pools of a cluster; absent: none is published. */
  readonly nodeGroups?: number;
  /** Nodes of one of them, in one availability zone where they are zonal. */
  readonly nodesPerGroup: number;
  readonly evidence: Evidence;
}

/** Undefined where nobody publishes any. */
export function platformLimits(platform: AllocatablePlatform): PlatformLimits | undefined {
  switch (platform) {
    case "eks":
      return {
        nodeGroups: 30,
        nodesPerGroup: 450,
        evidence: {
          source:
            "docs.aws.amazon.com/eks/latest/userguide/service-quotas.html, as quoted by cdk-eks-blueprints and others",
          asOf: "2026-11-27",
          confidence: "secondary",
        },
      };
    case "aks":
      return {
        nodes: 5000,
        nodeGroups: 100,
        nodesPerGroup: 1000,
        evidence: {
          source: "learn.microsoft.com/azure/aks/quotas-skus-regions, as quoted",
          asOf: "2026-11-27",
          confidence: "secondary",
        },
      };
    case "gke":
      return {
        nodes: 5000,
        nodesPerGroup: 1000,
        evidence: {
          source:
            "cloud.google.com/kubernetes-engine/quotas, as quoted; up to 15,000 nodes and more on request",
          asOf: "2026-11-27",
          confidence: "secondary",
        },
      };
    default:
      return undefined;
  }
}
