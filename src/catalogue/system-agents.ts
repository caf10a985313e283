/**
 * The agents that each platform runs on every node: what `system-load.ts` counts before the user's pods. To
 * correct a figure, edit its row here, with its source and date; a spec's `systemLoad` replaces the whole list.
 */
import type { Evidence } from "../model/evidence.js";
import type { AllocatablePlatform } from "./allocatable/address-modes.js";

export interface Agent {
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

const OPENSHIFT_USUAL = assumed("requests usually seen on OpenShift 4 workers with OVN-Kubernetes");

/** Where no node was measured: an allowance for network, storage and logging agents together. */
function agentsOf(platform: string): Agent {
  return {
    name: `${platform}-node-agents`,
    cpuMilli: 400,
    memoryMiB: 512,
    evidence: assumed("an allowance: no node was measured; give systemLoad what kubectl describe node shows"),
  };
}

export const SYSTEM_AGENTS: Readonly<Record<AllocatablePlatform, readonly Agent[]>> = {
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
  tke: [agentsOf("tke")],
  cce: [agentsOf("cce")],
  ack: [agentsOf("ack")],
  openshift: [
    { name: "ovnkube-node", cpuMilli: 80, memoryMiB: 1630, evidence: OPENSHIFT_USUAL },
    { name: "machine-config-daemon", cpuMilli: 40, memoryMiB: 100, evidence: OPENSHIFT_USUAL },
    { name: "dns-default", cpuMilli: 60, memoryMiB: 110, evidence: OPENSHIFT_USUAL },
    { name: "node-resolver", cpuMilli: 5, memoryMiB: 21, evidence: OPENSHIFT_USUAL },
    { name: "multus", cpuMilli: 10, memoryMiB: 65, evidence: OPENSHIFT_USUAL },
    { name: "network-metrics-daemon", cpuMilli: 20, memoryMiB: 120, evidence: OPENSHIFT_USUAL },
    { name: "node-exporter", cpuMilli: 9, memoryMiB: 47, evidence: OPENSHIFT_USUAL },
    { name: "csi-driver-node", cpuMilli: 30, memoryMiB: 150, evidence: OPENSHIFT_USUAL },
    { name: "tuned", cpuMilli: 10, memoryMiB: 50, evidence: OPENSHIFT_USUAL },
    { name: "node-ca", cpuMilli: 10, memoryMiB: 10, evidence: OPENSHIFT_USUAL },
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
  rke2: [
    {
      name: "rke2-agent",
      cpuMilli: 100,
      memoryMiB: 263,
      evidence: assumed("as the agent of K3s, which RKE2 builds on"),
    },
    {
      name: "kube-proxy",
      cpuMilli: 250,
      memoryMiB: 128,
      evidence: {
        source: "docs.rke2.io/advanced, control plane component resource requests",
        asOf: "2026-08-20",
        confidence: "secondary",
      },
    },
    {
      name: "rke2-canal",
      cpuMilli: 250,
      memoryMiB: 0,
      evidence: assumed("rke2-canal chart, the usual request of calico-node"),
    },
  ],
  microk8s: [
    {
      // 540 MB, the figure that Canonical gives for an idle node; not a pod, but the same to the plan.
      name: "microk8s-services",
      cpuMilli: 100,
      memoryMiB: 515,
      evidence: assumed("microk8s.io: 540 MB in use when idle; CPU as K3s's agent"),
    },
  ],
  kubeedge: [
    {
      name: "edgecore",
      cpuMilli: 50,
      memoryMiB: 67,
      evidence: assumed("kubeedge.io: about 70 MB in use; CPU chosen"),
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
