/**
 * GKE Standard, Container-Optimized OS nodes. Source: cloud.google.com/kubernetes-engine/docs/concepts/
 * plan-node-sizes and cloudpilot-ai/karpenter-provider-gcp pkg/utils/utils.go, 2026-08. The static kube-proxy
 * pod is system load, not a reservation.
 */
import type { InstanceType } from "../../model/catalogue.js";
import type { Assumption, Evidence } from "../../model/evidence.js";
import { CPU_BRACKETS, MEMORY_BRACKETS, bracketed } from "./brackets.js";
import { isBeforeMinor } from "./kubernetes-version.js";
import { EXT4_BASIS_POINTS, tenthOfDisk, withoutOverhead } from "./rule.js";
import type { MachineRequest, NodeCapacity, PlatformRule, Reservation, RuleRequest } from "./rule.js";

const PLAN_NODE_SIZES: Evidence = {
  source: "cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes",
  asOf: "2026-08-01",
  confidence: "vendor-doc",
};

const DEFAULT_PODS = 110;
const MAXIMUM_PODS = 256;
const EVICTION_MIB = 100;
/** e2-micro, e2-small and e2-medium keep this, whatever the brackets say. */
const SHARED_CORE_RESERVED_MILLI = 1060;
/** System partitions of the boot disk: 100 GB show 98831908 KiB, so 6 GiB are taken off. */
const SYSTEM_PARTITIONS_MIB = 6 * 1024;

export function gkeCpuReserved(cpuMilli: number, sharedCore: boolean): number {
  return sharedCore ? SHARED_CORE_RESERVED_MILLI : bracketed(cpuMilli, CPU_BRACKETS);
}

/** Without the 100 MiB of hard eviction. */
export function gkeMemoryReserved(memoryMiB: number): number {
  return memoryMiB <= 1024 ? 255 : bracketed(memoryMiB, MEMORY_BRACKETS);
}

/** Boot disk of `gibibytes`: 10 % for eviction, and min(50 %, 35 % + 6 GiB, 100 GiB) for the system, whole GiB. */
export function gkeBootDiskReserved(gibibytes: number): {
  readonly evictionGiB: number;
  readonly systemGiB: number;
} {
  return {
    evictionGiB: Math.floor(gibibytes / 10),
    systemGiB: Math.floor(Math.min(gibibytes / 2, (gibibytes * 35) / 100 + 6, 100)),
  };
}

/** Local SSDs as ephemeral storage: 50, 75 and 100 GiB for 1, 2 and more disks. */
export function gkeLocalDiskReserved(
  gibibytes: number,
  disks: number,
): { readonly evictionGiB: number; readonly systemGiB: number } {
  return { evictionGiB: Math.floor(gibibytes / 10), systemGiB: disks === 1 ? 50 : disks === 2 ? 75 : 100 };
}

function capacityOf(request: MachineRequest): NodeCapacity {
  const { instanceType, memoryOverheadBasisPoints, rootDiskGiB, podsPerNode, localDisks } = request;
  return {
    cpuMilli: instanceType.cpuMilli,
    memoryMiB: withoutOverhead(instanceType.memoryMiB, memoryOverheadBasisPoints),
    ephemeralMiB:
      localDisks === undefined
        ? Math.max(0, rootDiskGiB * 1024 - SYSTEM_PARTITIONS_MIB)
        : withoutOverhead(localDisks.gibibytes * 1024, EXT4_BASIS_POINTS),
    pods: Math.min(podsPerNode ?? DEFAULT_PODS, MAXIMUM_PODS),
  };
}

function isSharedCore(type: InstanceType | undefined): boolean {
  return type?.provider === "gcp" && type.burstable === true;
}

function systemDiskMiB({ ephemeralMiB }: NodeCapacity, localDisks: RuleRequest["localDisks"]): number {
  if (localDisks !== undefined) {
    return gkeLocalDiskReserved(localDisks.gibibytes, localDisks.count).systemGiB * 1024;
  }
  const diskGiB = Math.ceil((ephemeralMiB + SYSTEM_PARTITIONS_MIB) / 1024);
  return gkeBootDiskReserved(diskGiB).systemGiB * 1024;
}

function unknowns({ version, imageStreaming }: RuleRequest): Assumption[] {
  const streaming: Assumption = {
    subject: "gke image streaming",
    statement: "image streaming reserves more memory than is counted here: leave some free, or turn it off",
    ...PLAN_NODE_SIZES,
    confidence: "assumption",
  };
  const newer: Assumption = {
    subject: "gke memory reservation from 1.37 on",
    statement:
      "the rule up to 1.36 is applied; from 1.37 on GKE reserves at most that, and less for few pods a node, by a base that is not known here",
    ...PLAN_NODE_SIZES,
    confidence: "secondary",
  };
  // An absent version says nothing of 1.37: only those who ask for it are told.
  const asksForNewer = version !== undefined && !isBeforeMinor(version, 37);
  return [...(imageStreaming === true ? [streaming] : []), ...(asksForNewer ? [newer] : [])];
}

export const gkeRule: PlatformRule = {
  memoryOverhead: {
    basisPoints: 700,
    evidence: {
      source: "cloudpilot-ai/karpenter-provider-gcp@417f047, VM memory overhead",
      asOf: "2026-08-03",
      confidence: "estimate",
    },
  },
  rootDisk: {
    gibibytes: 100,
    evidence: {
      source: "@pulumi/gcp 9.37 container.NodePool nodeConfig diskSizeGb",
      asOf: "2026-11-22",
      confidence: "vendor-doc",
    },
  },
  capacityOf,
  reservationOf(capacity, { instanceType, localDisks }): Reservation {
    return {
      cpuMilli: gkeCpuReserved(capacity.cpuMilli, isSharedCore(instanceType)),
      memoryMiB: gkeMemoryReserved(capacity.memoryMiB) + EVICTION_MIB,
      ephemeralMiB: tenthOfDisk(capacity) + systemDiskMiB(capacity, localDisks),
    };
  },
  assumptionsOf: (request) => [
    {
      subject: "gke allocatable",
      statement: `memory is reserved at 25, 20, 10, 6 and 2 % of 4, 4, 8, 112 GiB and the rest, CPU at 6, 1, 0.5 and 0.25 %, 1060 m on shared-core E2; eviction keeps 100 MiB and 10 % of the ${request.localDisks === undefined ? "boot disk" : "local SSDs"}; 110 pods a node unless podsPerNode says otherwise; image streaming's reservation is not counted`,
      ...PLAN_NODE_SIZES,
    },
    ...unknowns(request),
  ],
};
