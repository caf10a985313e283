/** Instance types that a platform does not take as nodes, although the provider sells them. */
import type { InstanceType } from "../model/catalogue.js";
import type { AllocatablePlatform } from "./allocatable/address-modes.js";

const AKS_MINIMUM_MILLI = 2000;
const AKS_MINIMUM_MIB = 2048;
/** cloud.google.com/kubernetes-engine: N1 shared-core types cannot run current nodes. */
const GKE_REFUSED = new Set(["f1-micro", "g1-small"]);
/** GKE runs on metal only of these series' types; others are refused at creation (2026). */
const GKE_METAL = /^(?:c3-standard-192|c3-highmem-192|c4a-highmem-96)-metal$/;
/**
 * Types that only high-performance-computing clusters or dedicated hosts sell, and A1, whose Graviton is older
 * than what AL2023 runs on (docs.aws.amazon.com/eks, "Choose an optimal instance type", 2026).
 */
const EKS_REFUSED = /^(?:mac\d|hpc\d|a1\.)/;
/** aws.amazon.com/ec2/previous-generation: still on the price list, and with little or no stock. */
const PREVIOUS_GENERATION: ReadonlySet<string> = new Set([
  "t1",
  "m1",
  "m2",
  "m3",
  "c1",
  "c3",
  "cc2",
  "cr1",
  "r3",
  "i2",
  "hs1",
  "g2",
]);

/** Whether the provider sells the type only to those who have it already, in effect. */
export function isPreviousGeneration({ provider, family }: InstanceType): boolean {
  return provider === "aws" && PREVIOUS_GENERATION.has(family);
}

/** Why `platform` does not take `type`, or undefined where it does. */
export function unsupportedReason(platform: AllocatablePlatform, type: InstanceType): string | undefined {
  switch (platform) {
    case "aks":
      if (type.cpuMilli < AKS_MINIMUM_MILLI) return `AKS takes no VM size with fewer than 2 vCPUs`;
      if (type.memoryMiB < AKS_MINIMUM_MIB) return `AKS takes no VM size with less than 2 GiB of memory`;
      return undefined;
    case "gke":
      if (GKE_REFUSED.has(type.name)) return `GKE takes no ${type.name} nodes`;
      if (type.name.endsWith("-metal") && !GKE_METAL.test(type.name))
        return `GKE takes no ${type.name} nodes`;
      if (type.accelerator?.resource === "google.com/tpu") return "TPU slices are not planned yet";
      return undefined;
    case "eks":
      return EKS_REFUSED.test(type.name)
        ? `EKS managed node groups take no ${type.family} instances`
        : undefined;
    case "k3s":
    case "sim":
    case "kubernetes":
      return undefined;
  }
}
