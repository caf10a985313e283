/**
 * What runs on every node of a platform before the user's pods: requests of its agents as DaemonSets or
 * static pods. A default that the spec's `systemLoad` replaces. Monitoring and logging agents of the user's
 * own often need more than all of these.
 */
import type { Evidence } from "../model/evidence.js";
import type { SystemLoad } from "../model/fleet.js";
import type { AllocatablePlatform } from "./allocatable/allocatable.js";

export interface DefaultSystemLoad {
  readonly load: SystemLoad;
  readonly evidence: Evidence;
}

interface Agent {
  readonly name: string;
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly evidence: Evidence;
}

function measured(source: string, asOf: string): Evidence {
  return { source, asOf, confidence: "measured" };
}

function assumed(source: string): Evidence {
  return { source, asOf: "2026-11-01", confidence: "assumption" };
}

const GKE_DUMP = measured("cryptnono/cryptnono issue 34: pods of a GKE 1.29 node", "2024-07-01");
const GKE_USUAL = assumed("requests usually seen on GKE nodes");
const AKS_DUMP = measured("pods of an AKS node with Azure CNI Overlay", "2026-06-11");

const AGENTS: Readonly<Record<AllocatablePlatform, readonly Agent[]>> = {
  eks: [
    {
      name: "aws-node",
      cpuMilli: 25,
      memoryMiB: 0,
      evidence: {
        source: "aws/amazon-vpc-cni-k8s@b521883, chart default",
        asOf: "2026-08-20",
        confidence: "vendor-code",
      },
    },
    {
      name: "kube-proxy",
      cpuMilli: 100,
      memoryMiB: 0,
      evidence: assumed("EKS add-on kube-proxy, usual request"),
    },
    {
      name: "ebs-csi-node",
      cpuMilli: 30,
      memoryMiB: 120,
      evidence: assumed("EKS add-on aws-ebs-csi-driver, three containers"),
    },
  ],
  aks: [
    { name: "azure-cns", cpuMilli: 40, memoryMiB: 250, evidence: AKS_DUMP },
    { name: "azure-ip-masq-agent", cpuMilli: 100, memoryMiB: 50, evidence: AKS_DUMP },
    { name: "cloud-node-manager", cpuMilli: 50, memoryMiB: 50, evidence: AKS_DUMP },
    { name: "csi-azuredisk-node", cpuMilli: 30, memoryMiB: 60, evidence: AKS_DUMP },
    { name: "csi-azurefile-node", cpuMilli: 30, memoryMiB: 60, evidence: AKS_DUMP },
    {
      name: "kube-proxy",
      cpuMilli: 100,
      memoryMiB: 0,
      evidence: measured("Azure/AKS issue 1558: pods of a node", "2020-04-23"),
    },
  ],
  gke: [
    { name: "fluentbit-gke", cpuMilli: 105, memoryMiB: 230, evidence: GKE_DUMP },
    { name: "gke-metadata-server", cpuMilli: 100, memoryMiB: 100, evidence: GKE_DUMP },
    { name: "ip-masq-agent", cpuMilli: 10, memoryMiB: 16, evidence: GKE_DUMP },
    {
      name: "kube-proxy",
      cpuMilli: 100,
      memoryMiB: 0,
      evidence: {
        source: "cloudpilot-ai/karpenter-provider-gcp@417f047 pkg/utils",
        asOf: "2026-08-03",
        confidence: "secondary",
      },
    },
    { name: "gke-metrics-agent", cpuMilli: 8, memoryMiB: 110, evidence: GKE_USUAL },
    { name: "netd", cpuMilli: 2, memoryMiB: 30, evidence: GKE_USUAL },
    { name: "pdcsi-node", cpuMilli: 10, memoryMiB: 20, evidence: GKE_USUAL },
  ],
  k3s: [
    {
      // 275 MB and 3 % of an x86 core or 10 % of a Raspberry Pi 4's: not a pod, but the same to the plan.
      name: "k3s-agent",
      cpuMilli: 100,
      memoryMiB: 263,
      evidence: {
        source: "docs.k3s.io/reference/resource-profiling",
        asOf: "2026-08-20",
        confidence: "vendor-doc",
      },
    },
  ],
  sim: [
    {
      name: "sim-agent",
      cpuMilli: 100,
      memoryMiB: 263,
      evidence: assumed("the simulated cloud's nodes are K3s-like"),
    },
  ],
  kubernetes: [],
};

/** The agents that `platform` runs on every node; they tolerate every taint. */
export function defaultSystemLoad(platform: AllocatablePlatform): readonly DefaultSystemLoad[] {
  return AGENTS[platform].map(({ name, cpuMilli, memoryMiB, evidence }) => ({
    load: {
      name,
      requests: memoryMiB > 0 ? { cpuMilli, memoryMiB, pods: 1 } : { cpuMilli, pods: 1 },
      requiredNodeTerms: [],
      tolerations: [{ operator: "Exists" }],
    },
    evidence,
  }));
}
