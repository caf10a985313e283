/** What a purchase is to AKS, inline in the cluster (System) or as a resource of its own (User). */
import type { Taint } from "../../../model/kubernetes.js";
import type { ClusterPlan, Purchase } from "../../../model/plan.js";
import { amountOf } from "../../../units/resources.js";
import { nodeScaleOf } from "../node-scale.js";
import { sentLabels } from "../node-labels.js";
import type { AksWiring } from "./wiring.js";

/** What the allocatable rule of AKS counts with; the plan does not carry it. */
const DEFAULT_DISK_GIB = 128;

/** "key=value:Effect"; a taint without a value has an empty one. */
function taintText({ key, value = "", effect }: Taint): string {
  return `${key}=${value}:${effect}`;
}

/**
 * Spot nodes get the taint kubernetes.azure.com/scalesetpriority=spot:NoSchedule from AKS, see
 * `platform-taints.ts`. A maximum price of -1 evicts for capacity only, never for price.
 */
function spot({ purchaseOption }: Purchase): object {
  return purchaseOption === "spot"
    ? { scaleSetPriority: "Spot", scaleSetEvictionPolicy: "Delete", spotMaxPrice: -1 }
    : {};
}

/** Regions without availability zones have "0" or their own name in the plan, and take none. */
function zones({ availabilityZone }: Purchase): object {
  return /^[1-9]$/.test(availabilityZone) ? { availabilityZones: [availabilityZone] } : {};
}

/** Ubuntu carries the drivers of every accelerated size, Azure Linux of some. */
function osSku({ chip, architecture }: Purchase): string {
  return chip === architecture ? "AzureLinux" : "Ubuntu";
}

/** AKS cuts devices by the seventh parts of a profile (learn.microsoft.com/azure/aks/gpu-multi-instance, 2026). */
export function instanceProfile({ deviceSlices }: Purchase): string | undefined {
  const parts = /^([12347])g\./.exec(deviceSlices?.slices[0]?.profile ?? "")?.[1];
  return parts === undefined ? undefined : `MIG${parts}g`;
}

/** AKS' own autoscaler moves between the base and the peak, where the plan has one. */
function scaling(purchase: Purchase): object {
  const scale = nodeScaleOf(purchase);
  return scale === undefined
    ? { enableAutoScaling: false }
    : { enableAutoScaling: true, minCount: scale.min, maxCount: scale.max };
}

/** Fields that inline and separate pools have in common. */
export function nodePoolArgs(plan: ClusterPlan, wiring: AksWiring, purchase: Purchase) {
  const gpuInstanceProfile = instanceProfile(purchase);
  const { capacityReservation: capacityReservationGroupID } = purchase;
  return {
    type: "VirtualMachineScaleSets",
    vmSize: purchase.instanceType,
    count: purchase.count,
    ...scaling(purchase),
    ...zones(purchase),
    ...spot(purchase),
    ...(gpuInstanceProfile === undefined ? {} : { gpuInstanceProfile }),
    ...(capacityReservationGroupID === undefined ? {} : { capacityReservationGroupID }),
    osType: "Linux",
    osSKU: osSku(purchase),
    osDiskSizeGB: wiring.osDiskSizeGiB ?? DEFAULT_DISK_GIB,
    osDiskType: "Managed",
    enableEncryptionAtHost: wiring.encryptionAtHost ?? true,
    enableNodePublicIP: false,
    maxPods: amountOf(purchase.allocatable, "pods"),
    nodeLabels: sentLabels(purchase),
    nodeTaints: purchase.taints.map(taintText),
    ...(plan.version === undefined ? {} : { orchestratorVersion: plan.version }),
    ...(wiring.nodeSubnetId === undefined ? {} : { vnetSubnetID: wiring.nodeSubnetId }),
    ...(wiring.tags === undefined ? {} : { tags: wiring.tags }),
  };
}
