/** What a cluster costs an hour besides its nodes. */
import type { Evidence } from "../model/evidence.js";
import type { AllocatablePlatform } from "./allocatable/address-modes.js";

export interface ClusterFee {
  readonly microPerHour: number;
  readonly currency: "USD";
  /** What the fee is for, and what it leaves out. */
  readonly statement: string;
  readonly evidence: Evidence;
}

const TENTH_OF_A_DOLLAR = 100_000;

function own(statement: string): ClusterFee {
  return {
    microPerHour: 0,
    currency: "USD",
    statement,
    evidence: { source: "no provider charges for it", asOf: "2026-11-01", confidence: "assumption" },
  };
}

export function clusterFee(platform: AllocatablePlatform): ClusterFee {
  switch (platform) {
    case "eks":
      return {
        microPerHour: TENTH_OF_A_DOLLAR,
        currency: "USD",
        statement: "EKS cluster in standard support; a version in extended support costs 0.60 USD an hour",
        evidence: {
          source: "aws.amazon.com/eks/pricing, quoted in 2026-03",
          asOf: "2026-03-01",
          confidence: "secondary",
        },
      };
    case "aks":
      return {
        microPerHour: TENTH_OF_A_DOLLAR,
        currency: "USD",
        statement:
          "AKS Standard tier; Free costs nothing and has no service level, Premium costs 0.60 USD an hour",
        evidence: {
          source: "techcommunity.microsoft.com, AKS introduces Uptime SLA (since 2023 the Standard tier)",
          asOf: "2020-05-13",
          confidence: "vendor-doc",
        },
      };
    case "gke":
      return {
        microPerHour: TENTH_OF_A_DOLLAR,
        currency: "USD",
        statement:
          "GKE cluster management fee; the monthly credit for one zonal cluster an account is not counted",
        evidence: {
          source: "cloud.google.com/kubernetes-engine/pricing, in force since 2020-06-06",
          asOf: "2020-06-06",
          confidence: "vendor-doc",
        },
      };
    case "tke":
    case "cce":
    case "ack":
      return own(`the control plane's fee on ${platform} is not known here and not counted`);
    case "openshift":
      return own("OpenShift's subscription is not counted; its control plane is nodes of the cluster");
    case "k3s":
      return own("K3s has no fee; its servers are nodes of the site");
    case "rke2":
    case "microk8s":
    case "kubeedge":
      return own(`${platform} has no fee; its control plane runs on machines of the site`);
    case "sim":
      return own("the simulated cloud charges no cluster fee");
    case "kubernetes":
      return own("the control plane of an existing cluster is paid already");
  }
}
