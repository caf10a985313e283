/**
 * TKE. Sources: tencentcloud.com/document/product/457/48777 for the rule up to 1.29, and
 * TencentCloud/karpenter-provider-tke@002bdb7 pkg/providers/instancetype for the one after it, which the page
 * does not show. The code already counts 1.29 as new; the older rule, which keeps more back, is taken for it.
 */
import type { Evidence } from "../../model/evidence.js";
import { CPU_BRACKETS, LARGE_NODE_CPU_BRACKETS, MEMORY_BRACKETS, bracketed } from "./brackets.js";
import { isBeforeMinor } from "./kubernetes-version.js";
import { ASSUMED_MEMORY_OVERHEAD, plainCapacity, tenthOfDisk, withoutOverhead } from "./rule.js";
import type { MachineRequest, NodeCapacity, PlatformRule, RuleRequest } from "./rule.js";

const PAGE: Evidence = {
  source: "tencentcloud.com/document/product/457/48777",
  asOf: "2026-11-22",
  confidence: "vendor-doc",
};
const CODE: Evidence = {
  source: "TencentCloud/karpenter-provider-tke@002bdb7 pkg/providers/instancetype/types.go",
  asOf: "2026-08-21",
  confidence: "vendor-code",
};

const DEFAULT_PODS = 110;
/** Nodes of VPC-CNI run at least this many pods, some of them on the host's network. */
const VPC_CNI_LEAST_PODS = 61;
/** Addresses that a node of GlobalRouter keeps of its range. */
const GLOBAL_ROUTER_KEPT = 3;
const EVICTION_MIB = 100;

/** Memory that kdump takes before the kubelet sees any, in MiB; `memoryMiB` is the machine's nominal one. */
export function tkeKdumpMiB(memoryMiB: number): number {
  if (memoryMiB < 1800) return 0;
  // The provider's code never reaches its own last step (a bound that overflowed); it is meant, so it counts.
  return memoryMiB < 64 * 1024 ? 256 : memoryMiB < 128 * 1024 ? 512 : 768;
}

export function tkeCpuReserved(cpuMilli: number, version?: string): number {
  if (isBeforeMinor(version, 30)) return 100 + bracketed(cpuMilli, LARGE_NODE_CPU_BRACKETS);
  // The first core costs 60 m however small it is.
  return bracketed(Math.max(cpuMilli, 1000), CPU_BRACKETS);
}

/** Without the 100 MiB of hard eviction. */
export function tkeMemoryReserved(memoryMiB: number, pods: number, version?: string): number {
  const legacy = bracketed(memoryMiB, MEMORY_BRACKETS);
  return isBeforeMinor(version, 30) ? legacy : Math.min(20 * pods + 256, legacy);
}

/** Elastic addresses (`tke.cloud.tencent.com/eip`) that a node of VPC-CNI offers: one more for 6 vCPUs each. */
export function tkeElasticAddresses(vcpu: number): number {
  return Math.min(9, Math.floor(vcpu / 6) + 1);
}

/** `podsPerNode` of GlobalRouter is the cluster's MaxNodePodNum; a node keeps three of its addresses. */
export function tkePods({ addressMode, podsPerNode, addressLimit }: RuleRequest): number {
  if (addressMode === "global-router") {
    return podsPerNode === undefined ? DEFAULT_PODS : Math.max(0, podsPerNode - GLOBAL_ROUTER_KEPT);
  }
  const byAddress = addressLimit === undefined ? DEFAULT_PODS : Math.max(VPC_CNI_LEAST_PODS, addressLimit);
  return podsPerNode ?? byAddress;
}

function capacityOf(request: MachineRequest): NodeCapacity {
  const { instanceType, memoryOverheadBasisPoints } = request;
  const seen = Math.max(0, instanceType.memoryMiB - tkeKdumpMiB(instanceType.memoryMiB));
  return {
    ...plainCapacity(request, tkePods(request)),
    memoryMiB: withoutOverhead(seen, memoryOverheadBasisPoints),
  };
}

export const tkeRule: PlatformRule = {
  memoryOverhead: ASSUMED_MEMORY_OVERHEAD,
  rootDisk: {
    gibibytes: 50,
    evidence: { source: "the smallest system disk of CVM", asOf: "2026-11-22", confidence: "assumption" },
  },
  capacityOf,
  reservationOf: (capacity, { instanceType, version }) => ({
    cpuMilli: tkeCpuReserved(capacity.cpuMilli, version),
    memoryMiB:
      // The brackets are of the nominal memory, which keeps more back.
      tkeMemoryReserved(instanceType?.memoryMiB ?? capacity.memoryMiB, capacity.pods, version) + EVICTION_MIB,
    ephemeralMiB: tenthOfDisk(capacity),
  }),
  assumptionsOf: ({ version }) => [
    isBeforeMinor(version, 30)
      ? {
          subject: "tke allocatable",
          statement:
            "up to Kubernetes 1.29, 100 m of CPU and 2.5, 1.25 and 0.5 % of the cores above 4, 64 and 128 are reserved, and 25, 20, 10, 6 and 2 % of memory; eviction keeps 100 MiB and 10 % of the disk; kdump takes 256 to 768 MiB first",
          ...PAGE,
        }
      : {
          subject: "tke allocatable",
          statement:
            "after Kubernetes 1.29, CPU is reserved at 6, 1, 0.5 and 0.25 % and memory at the smaller of 20 MiB a pod + 256 MiB and the older brackets (the public page still shows the older rule); eviction keeps 100 MiB and 10 % of the disk; kdump takes 256 to 768 MiB first",
          ...CODE,
        },
  ],
};
