/**
 * The purchase that becomes the System node pool: an AKS cluster is created with one, and it runs CoreDNS and
 * the like. learn.microsoft.com/azure/aks/use-system-pools, 2026: Linux, on-demand, no B series, room for 30
 * pods, no taint but CriticalAddonsOnly. The page asks for 4 vCPUs and 2 nodes; AKS itself refuses only
 * less than 2 vCPUs and 4 GB ("SystemPoolSkuTooLow"), so those are a preference.
 */
import type { Taint } from "../../../model/kubernetes.js";
import type { ClusterPlan, Purchase } from "../../../model/plan.js";
import { amountOf } from "../../../units/resources.js";
import { purchasesInOrder } from "../plan-faults.js";

const MINIMUM_PODS = 30;
/** A size of 2 GiB leaves at most 1.3 GiB to pods and one of 4 GiB at least 2.6, whatever the pod limit. */
const MINIMUM_ALLOCATABLE_MIB = 2000;
/** 4 vCPUs leave 3,860 m, 2 leave 1,900. */
const PREFERRED_ALLOCATABLE_MILLI = 3800;
const PREFERRED_NODES = 2;

function repels({ key, effect }: Taint): boolean {
  return effect !== "PreferNoSchedule" && key !== "CriticalAddonsOnly";
}

/** Why AKS takes `purchase` for no System node pool; undefined where it does. */
export function systemRefusal(purchase: Purchase): string | undefined {
  const { purchaseOption, chip, architecture, instanceType, allocatable, taints, count } = purchase;
  if (count === 0) return "has no node in some hours";
  if (purchaseOption !== "on-demand") return `is bought as ${purchaseOption}`;
  if (chip !== architecture) return `has accelerators (${chip})`;
  if (/^Standard_B/.test(instanceType)) return `is of the B series (${instanceType})`;
  if (amountOf(allocatable, "memoryMiB") < MINIMUM_ALLOCATABLE_MIB) return "has less than 4 GiB of memory";
  if (amountOf(allocatable, "pods") < MINIMUM_PODS)
    return `holds ${amountOf(allocatable, "pods")} pods a node, fewer than ${MINIMUM_PODS}`;
  const taint = taints.find(repels);
  return taint === undefined ? undefined : `has the taint ${taint.key}:${taint.effect}`;
}

function isPreferred({ count, allocatable }: Purchase): boolean {
  return count >= PREFERRED_NODES && amountOf(allocatable, "cpuMilli") >= PREFERRED_ALLOCATABLE_MILLI;
}

function candidates(plan: ClusterPlan, systemPool: string | undefined): Purchase[] {
  return purchasesInOrder(plan).filter(({ pool }) => systemPool === undefined || pool === systemPool);
}

/** Undefined where there is none: see `systemFaults`. */
export function systemPurchase(plan: ClusterPlan, systemPool?: string): Purchase | undefined {
  const taken = candidates(plan, systemPool).filter((purchase) => systemRefusal(purchase) === undefined);
  return taken.find(isPreferred) ?? taken[0];
}

export function systemFaults(plan: ClusterPlan, systemPool?: string): string[] {
  if (systemPurchase(plan, systemPool) !== undefined) return [];
  const of = systemPool === undefined ? "no purchase of the plan" : `no purchase of pool "${systemPool}"`;
  return [
    `AKS needs a System node pool for CoreDNS and the like, and ${of} can be it: add a pool without taints that buys on-demand amd64 or arm64 sizes of at least 2 vCPUs and 4 GiB (better 4 vCPUs), with minNodes 2`,
    ...candidates(plan, systemPool).map(
      (purchase) => `  ${purchase.key} ${systemRefusal(purchase) ?? "is taken"}`,
    ),
  ];
}
