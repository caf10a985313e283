/**
 * AKS, Linux nodes. Source: MicrosoftDocs/azure-aks-docs, articles/aks/node-resource-reservations.md,
 * 2026-06-11. The page's "MB" are MiB in the kubelet's flags (node dumps: cpu=180m, memory=2250Mi, 110 pods).
 */
import type { Evidence } from "../../model/evidence.js";
import { MEMORY_BRACKETS, bracketed } from "./brackets.js";
import type { Bracket } from "./brackets.js";
import { withoutOverhead } from "./rule.js";
import type { MachineRequest, NodeCapacity, PlatformRule, Reservation, RuleRequest } from "./rule.js";

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

/** Azure CNI Overlay, the network that the components build. */
const DEFAULT_PODS = 250;
const MAXIMUM_PODS = 250;
/** ext4 metadata: 100 GB show 101445900 KiB, 30 GiB 30428648 KiB (Azure/AKS issues 1396 and 930). */
const FILESYSTEM_BASIS_POINTS = 330;

/** Whether `version` ("1.28", "1.28.5") is before 1.29. An absent one is not. */
function isBefore129(version: string | undefined): boolean {
  const match = /^(\d+)\.(\d+)/.exec(version ?? "");
  return match !== null && Number(match[1]) === 1 && Number(match[2]) < 29;
}

/** Memory kept for kubelet and system, and the hard eviction threshold, in MiB. */
export function aksMemoryReserved(
  memoryMiB: number,
  pods: number,
  version?: string,
): { readonly kubeReservedMiB: number; readonly evictionMiB: number } {
  if (isBefore129(version)) {
    return { kubeReservedMiB: bracketed(memoryMiB, MEMORY_BRACKETS), evictionMiB: 750 };
  }
  return { kubeReservedMiB: Math.min(20 * pods + 50, Math.floor(memoryMiB / 4)), evictionMiB: 100 };
}

export function aksCpuReserved(cpuMilli: number): number {
  return bracketed(cpuMilli, AKS_CPU_BRACKETS);
}

function capacityOf(request: MachineRequest): NodeCapacity {
  const { instanceType, memoryOverheadBasisPoints, rootDiskGiB, podsPerNode } = request;
  return {
    cpuMilli: instanceType.cpuMilli,
    memoryMiB: withoutOverhead(instanceType.memoryMiB, memoryOverheadBasisPoints),
    ephemeralMiB: withoutOverhead(rootDiskGiB * 1024, FILESYSTEM_BASIS_POINTS),
    pods: Math.min(podsPerNode ?? DEFAULT_PODS, MAXIMUM_PODS),
  };
}

function reservationOf(
  capacity: NodeCapacity,
  request: RuleRequest & { readonly instanceType?: { readonly memoryMiB: number } },
): Reservation {
  // The 25 % are of the size's memory; the larger base keeps more back.
  const memoryMiB = request.instanceType?.memoryMiB ?? capacity.memoryMiB;
  const { kubeReservedMiB, evictionMiB } = aksMemoryReserved(memoryMiB, capacity.pods, request.version);
  return {
    cpuMilli: aksCpuReserved(capacity.cpuMilli),
    memoryMiB: kubeReservedMiB + evictionMiB,
    ephemeralMiB: Math.ceil(capacity.ephemeralMiB / 10),
  };
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
  capacityOf,
  reservationOf,
  assumptions: [
    {
      subject: "aks allocatable",
      statement:
        "from Kubernetes 1.29 on, kube-reserved is the smaller of 20 MiB a pod + 50 MiB and a quarter of the memory; eviction keeps 100 MiB and 10 % of the OS disk; without podsPerNode 250 pods a node are reserved for, the default of Azure CNI Overlay (fewer pods leave more memory)",
      ...RESERVATIONS,
    },
  ],
};
