/**
 * MicroK8s: reserves nothing; `--eviction-hard=memory.available<100Mi,nodefs.available<1Gi,
 * imagefs.available<1Gi` (canonical/microk8s microk8s-resources/default-args/kubelet, 2026-08).
 */
import { ASSUMED_MEMORY_OVERHEAD, plainCapacity } from "./rule.js";
import type { PlatformRule } from "./rule.js";

const DEFAULT_PODS = 110;
const EVICTION_MIB = 100;
const DISK_EVICTION_MIB = 1024;

export const microk8sRule: PlatformRule = {
  memoryOverhead: ASSUMED_MEMORY_OVERHEAD,
  rootDisk: {
    gibibytes: 32,
    evidence: {
      source: "chosen, since MicroK8s runs on any disk",
      asOf: "2026-11-22",
      confidence: "assumption",
    },
  },
  capacityOf: (request) => plainCapacity(request, request.podsPerNode ?? DEFAULT_PODS),
  reservationOf: () => ({ cpuMilli: 0, memoryMiB: EVICTION_MIB, ephemeralMiB: DISK_EVICTION_MIB }),
  assumptionsOf: () => [
    {
      subject: "microk8s allocatable",
      statement:
        "MicroK8s reserves nothing; eviction keeps 100 MiB of memory and 1 GiB of the disk; its services count as system load",
      source: "canonical/microk8s microk8s-resources/default-args/kubelet",
      asOf: "2026-08-20",
      confidence: "vendor-code",
    },
  ],
};
