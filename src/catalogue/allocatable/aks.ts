/**
 * AKS, Linux nodes. Source: MicrosoftDocs/azure-aks-docs, articles/aks/node-resource-reservations.md,
 * 2026-06-11. The page's "MB" are MiB in the kubelet's flags (node dumps: cpu=180m, memory=2250Mi, 110 pods).
 */
import type { Evidence } from "../../model/evidence.js";
import type { AddressMode } from "./address-modes.js";
import { MEMORY_BRACKETS, bracketed } from "./brackets.js";
import type { Bracket } from "./brackets.js";
import { isBeforeMinor } from "./kubernetes-version.js";
import { plainCapacity, tenthOfDisk } from "./rule.js";
import type { NodeCapacity, PlatformRule, Reservation, ReservationRequest, RuleRequest } from "./rule.js";

const RESERVATIONS: Evidence = {
  source: "learn.microsoft.com/azure/aks/node-resource-reservations",
  asOf: "2026-06-11",
  confidence: "vendor-doc",
};

/** 60, 100, 140, 180, 260, 420, 740 m for 1, 2, 4, 8, 16, 32, 64 cores. */
const AKS_CPU_BRACKETS: readonly Bracket[] = [
  { size: 1000, basisPoints: 600 },
  { size: 1000, basisPoints: 400 },
  { size: 2000, basisPoints: 200 },
  { size: Infinity, basisPoints: 100 },
];

const MAXIMUM_PODS = 250;

/**
 * Pods of a node where the pool sets none (concepts-network-ip-address-planning, 2026-06). Overlay is the
 * network that the components build. A pool may set 10 to 250, and must hold at least 30 pods in all.
 */
export function aksDefaultPods(mode?: AddressMode): number {
  switch (mode) {
    case "pod-subnet":
    case "kubenet":
      return 110;
    case "node-subnet":
      return 30;
    default:
      return 250;
  }
}

/** Memory kept for kubelet and system, and the hard eviction threshold, in MiB. */
export function aksMemoryReserved(
  memoryMiB: number,
  pods: number,
  version?: string,
): { readonly kubeReservedMiB: number; readonly evictionMiB: number } {
  if (isBeforeMinor(version, 29)) {
    return { kubeReservedMiB: bracketed(memoryMiB, MEMORY_BRACKETS), evictionMiB: 750 };
  }
  return { kubeReservedMiB: Math.min(20 * pods + 50, Math.floor(memoryMiB / 4)), evictionMiB: 100 };
}

export function aksCpuReserved(cpuMilli: number): number {
  return bracketed(cpuMilli, AKS_CPU_BRACKETS);
}

function podsOf({ podsPerNode, addressMode }: RuleRequest): number {
  return Math.min(podsPerNode ?? aksDefaultPods(addressMode), MAXIMUM_PODS);
}

function reservationOf(capacity: NodeCapacity, request: ReservationRequest): Reservation {
  // The 25 % are of the size's memory; the larger base keeps more back.
  const memoryMiB = request.instanceType?.memoryMiB ?? capacity.memoryMiB;
  const { kubeReservedMiB, evictionMiB } = aksMemoryReserved(memoryMiB, capacity.pods, request.version);
  return {
    cpuMilli: aksCpuReserved(capacity.cpuMilli),
    memoryMiB: kubeReservedMiB + evictionMiB,
    ephemeralMiB: tenthOfDisk(capacity),
  };
}

function memoryStatement(version: string | undefined): string {
  return isBeforeMinor(version, 29)
    ? "before Kubernetes 1.29, kube-reserved is 25, 20, 10, 6 and 2 % of 4, 4, 8, 112 GiB and the rest, and eviction keeps 750 MiB"
    : "from Kubernetes 1.29 on, kube-reserved is the smaller of 20 MiB a pod + 50 MiB and a quarter of the memory, and eviction keeps 100 MiB";
}

export const aksRule: PlatformRule = {
  memoryOverhead: {
    basisPoints: 750,
    evidence: {
      source: "Azure/karpenter-provider-azure@352646f, VM memory overhead",
      asOf: "2026-06-18",
      confidence: "estimate",
    },
  },
  rootDisk: {
    gibibytes: 128,
    evidence: {
      source: "learn.microsoft.com/azure/aks/concepts-storage: the smallest default OS disk, of 1-7 vCPUs",
      asOf: "2025-03-01",
      confidence: "vendor-doc",
    },
  },
  capacityOf: (request) => plainCapacity(request, podsOf(request)),
  reservationOf,
  assumptionsOf: (request) => [
    {
      subject: "aks allocatable",
      statement: `${memoryStatement(request.version)}, and 10 % of the OS disk; without podsPerNode ${aksDefaultPods(request.addressMode)} pods a node are reserved for, the default of the network ${request.addressMode ?? "overlay"} (fewer pods leave more memory)`,
      ...RESERVATIONS,
    },
  ],
};
