/**
 * Alibaba Cloud ACK, by its old rule (alibabacloud.com/help/doc-detail/330995.htm): its sample node of 4 cores
 * and 7925980 KiB keeps 100 m and 2052 MiB, which the brackets and 300 MiB of eviction give. The rule of 1.28
 * and later is on a page whose table has not been read: the old one is applied to it, and said so.
 */
import type { InstanceType } from "../../model/catalogue.js";
import type { Evidence } from "../../model/evidence.js";
import type { AddressMode } from "./address-modes.js";
import { LARGE_NODE_CPU_BRACKETS, MEMORY_BRACKETS, bracketed } from "./brackets.js";
import { isBeforeMinor } from "./kubernetes-version.js";
import { ASSUMED_MEMORY_OVERHEAD, plainCapacity, tenthOfDisk } from "./rule.js";
import type { PlatformRule, RuleRequest } from "./rule.js";

const OLD_PAGE: Evidence = {
  source: "alibabacloud.com/help/doc-detail/330995.htm",
  asOf: "2025-03-11",
  confidence: "vendor-doc",
};

const DEFAULT_PODS = 110;
const EVICTION_MIB = 300;
/** Pods on the host's network that Terway adds to its count. */
const HOST_NETWORK_PODS = 3;

/** AliyunContainerService/karpenter-provider-alibabacloud cloudprovider.go, 2026-08. The first interface is the node's. */
export function ackPodsByAddress(interfaces: number, addressesEach: number, mode?: AddressMode): number {
  const podInterfaces = Math.max(0, interfaces - 1);
  const each = mode === "terway-exclusive-eni" ? 1 : addressesEach;
  return podInterfaces * each + HOST_NETWORK_PODS;
}

export function ackCpuReserved(cpuMilli: number): number {
  return 100 + bracketed(cpuMilli, LARGE_NODE_CPU_BRACKETS);
}

/** With the 300 MiB of hard eviction. */
export function ackMemoryReserved(memoryMiB: number): number {
  return bracketed(memoryMiB, MEMORY_BRACKETS) + EVICTION_MIB;
}

function podsOf({ addressMode, podsPerNode = Infinity }: RuleRequest, type: InstanceType): number {
  const interfaces = type.interfaces;
  const known = addressMode !== "flannel" && interfaces !== undefined;
  const byAddress = known
    ? ackPodsByAddress(interfaces.count, interfaces.addressesEach, addressMode)
    : Infinity;
  const pods = Math.min(podsPerNode, byAddress);
  return pods === Infinity ? DEFAULT_PODS : pods;
}

export const ackRule: PlatformRule = {
  memoryOverhead: ASSUMED_MEMORY_OVERHEAD,
  rootDisk: {
    gibibytes: 120,
    evidence: {
      source: "alibabacloud.com/help/doc-detail/330995.htm: the sample node shows 123722704 KiB",
      asOf: "2025-03-11",
      confidence: "estimate",
    },
  },
  capacityOf: (request) => plainCapacity(request, podsOf(request, request.instanceType)),
  reservationOf: (capacity) => ({
    cpuMilli: ackCpuReserved(capacity.cpuMilli),
    memoryMiB: ackMemoryReserved(capacity.memoryMiB),
    ephemeralMiB: tenthOfDisk(capacity),
  }),
  assumptionsOf: ({ version }) => [
    isBeforeMinor(version, 28)
      ? {
          subject: "ack allocatable",
          statement:
            "100 m of CPU and 2.5, 1.25 and 0.5 % of the cores above 4, 64 and 128 are reserved, and 25, 20, 10, 6 and 2 % of memory; eviction keeps 300 MiB and 10 % of the disk",
          ...OLD_PAGE,
        }
      : {
          subject: "ack allocatable",
          statement:
            "ACK's rule for Kubernetes 1.28 and later is not known here: the older one is applied, which mostly keeps more back; measure a node (kubectl get nodes -o json) and import it",
          source: "alibabacloud.com/help/ack, resource-reservation-policy: its table has not been read",
          asOf: "2026-09-04",
          confidence: "assumption",
        },
  ],
};
