/**
 * Huawei Cloud CCE. Sources: support.huaweicloud.com/intl cce_10_0178 and
 * huaweicloud-samples/karpenter-provider-huawei pkg/providers/instancetype (with its tests), 2026-08. From 1.29
 * on the reservation goes by a tier of pods that follows the memory, whatever the node's own limit is.
 */
import type { Evidence } from "../../model/evidence.js";
import { CPU_BRACKETS, bracketed } from "./brackets.js";
import type { Bracket } from "./brackets.js";
import { isBeforeMinor } from "./kubernetes-version.js";
import { ASSUMED_MEMORY_OVERHEAD, plainCapacity, tenthOfDisk } from "./rule.js";
import type { NodeCapacity, PlatformRule, Reservation, ReservationRequest, RuleRequest } from "./rule.js";

const PAGE: Evidence = {
  source: "support.huaweicloud.com/intl, CCE user guide cce_10_0178",
  asOf: "2026-11-22",
  confidence: "vendor-doc",
};

const MINIMUM_PODS = 16;
const MAXIMUM_PODS = 256;
const EVICTION_MIB = 100;

/** Pods that a machine of this nominal memory reserves for; also its default limit of pods. */
export function cceTierPods(memoryMiB: number): number {
  const tiers = [
    [8, 20],
    [16, 40],
    [32, 60],
    [64, 80],
  ] as const;
  return tiers.find(([belowGiB]) => memoryMiB < belowGiB * 1024)?.[1] ?? 110;
}

export interface CceMemoryReserved {
  readonly systemReservedMiB: number;
  readonly kubeReservedMiB: number;
  readonly evictionMiB: number;
}

/** From 1.29 on; `memoryMiB` is the flavor's nominal memory. */
export function cceMemoryReserved(
  memoryMiB: number,
  containerRuntime: RuleRequest["containerRuntime"] = "containerd",
): CceMemoryReserved {
  const podMiB = containerRuntime === "docker" ? 20 : 5;
  return {
    systemReservedMiB: 400 + Math.ceil((25 * memoryMiB) / 1024),
    kubeReservedMiB: 500 + podMiB * cceTierPods(memoryMiB),
    evictionMiB: EVICTION_MIB,
  };
}

/** System share before 1.29: nothing of 8 GiB, 10 % up to 16, 6 % up to 128, 2 % beyond. */
const OLD_SYSTEM_BRACKETS: readonly Bracket[] = [
  { size: 8 * 1024, basisPoints: 0 },
  { size: 8 * 1024, basisPoints: 1000 },
  { size: 112 * 1024, basisPoints: 600 },
  { size: Infinity, basisPoints: 200 },
];

/** [pods from which the step holds, MiB at that point, hundredths of a MiB for each pod more]. */
const OLD_POD_STEPS = [
  [128, 1740, 1120],
  [64, 1230, 780],
  [32, 1024, 625],
  [16, 700, 1875],
] as const;

/** Before 1.29: by the pods that the node may hold. */
export function cceOldMemoryReserved(memoryMiB: number, pods: number): CceMemoryReserved {
  const step = OLD_POD_STEPS.find(([from]) => pods > from);
  return {
    systemReservedMiB: bracketed(memoryMiB, OLD_SYSTEM_BRACKETS),
    kubeReservedMiB: step === undefined ? 700 : step[1] + Math.ceil(((pods - step[0]) * step[2]) / 100),
    evictionMiB: EVICTION_MIB,
  };
}

/** In Cloud Native 2.0 every pod takes a sub-interface, of which a flavor has `addressLimit`. */
function podsOf({ podsPerNode, addressMode, addressLimit }: RuleRequest, memoryMiB: number): number {
  const limit = addressMode === "cloud-native" ? (addressLimit ?? Infinity) : Infinity;
  const wanted = podsPerNode ?? cceTierPods(memoryMiB);
  return Math.min(Math.max(wanted, MINIMUM_PODS), MAXIMUM_PODS, limit);
}

function reservationOf(capacity: NodeCapacity, request: ReservationRequest): Reservation {
  const memoryMiB = request.instanceType?.memoryMiB ?? capacity.memoryMiB;
  const reserved = isBeforeMinor(request.version, 29)
    ? cceOldMemoryReserved(memoryMiB, capacity.pods)
    : cceMemoryReserved(memoryMiB, request.containerRuntime);
  return {
    cpuMilli: bracketed(capacity.cpuMilli, CPU_BRACKETS),
    memoryMiB: reserved.systemReservedMiB + reserved.kubeReservedMiB + reserved.evictionMiB,
    ephemeralMiB: tenthOfDisk(capacity),
  };
}

export const cceRule: PlatformRule = {
  memoryOverhead: {
    ...ASSUMED_MEMORY_OVERHEAD,
    evidence: {
      source: "as on AWS; the CCE user guide only says that nodes show slightly less than the flavor",
      asOf: "2026-11-22",
      confidence: "assumption",
    },
  },
  rootDisk: {
    gibibytes: 50,
    evidence: {
      source: "the smallest system disk; the data disk that CCE adds is not counted",
      asOf: "2026-11-22",
      confidence: "assumption",
    },
  },
  capacityOf: (request) => plainCapacity(request, podsOf(request, request.instanceType.memoryMiB)),
  reservationOf,
  assumptionsOf: ({ version }) => [
    {
      subject: "cce allocatable",
      statement: isBeforeMinor(version, 29)
        ? "before Kubernetes 1.29, the system share is 10, 6 and 2 % of memory above 8, 16 and 128 GiB and the kubelet's 700 MiB and more by pods; CPU at 6, 1, 0.5 and 0.25 %; eviction keeps 100 MiB and 10 % of the disk"
        : "from Kubernetes 1.29 on, 400 MiB + 25 MiB a GiB and 500 MiB + 5 MiB (containerd) or 20 MiB (docker) a pod of the memory's tier are reserved; CPU at 6, 1, 0.5 and 0.25 %; eviction keeps 100 MiB and 10 % of the disk",
      ...PAGE,
    },
  ],
};
