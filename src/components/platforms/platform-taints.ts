/**
 * Taints that a platform puts on nodes by itself, beside those of the pool. The plan does not know them, so
 * workloads that it places there get the toleration (`schedule-manifest.ts`).
 */
import type { Taint } from "../../model/kubernetes.js";
import type { PlatformName } from "../../model/fleet-spec.js";
import type { Purchase } from "../../model/plan.js";
import { amountOf } from "../../units/resources.js";

/** cloud.google.com/kubernetes-engine/docs/how-to/prepare-arm-workloads-for-deployment, 2026. */
const GKE_ARM: Taint = { key: "kubernetes.io/arch", value: "arm64", effect: "NoSchedule" };
/** cloud.google.com/kubernetes-engine/docs/concepts/gpus: where a cluster has nodes without GPUs too. */
const GKE_GPU: Taint = { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" };
/** learn.microsoft.com/azure/aks/spot-node-pool. */
const AKS_SPOT: Taint = { key: "kubernetes.azure.com/scalesetpriority", value: "spot", effect: "NoSchedule" };

function gkeTaints({ architecture, allocatable }: Purchase): Taint[] {
  return [
    ...(architecture === "arm64" ? [GKE_ARM] : []),
    ...(amountOf(allocatable, "nvidia.com/gpu") > 0 ? [GKE_GPU] : []),
  ];
}

export function platformTaints(platform: PlatformName, purchase: Purchase): readonly Taint[] {
  switch (platform) {
    case "gke":
      return gkeTaints(purchase);
    case "aks":
      return purchase.purchaseOption === "spot" ? [AKS_SPOT] : [];
    case "eks":
    case "kubernetes":
    case "sim":
      return [];
  }
}
