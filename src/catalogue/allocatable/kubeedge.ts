/**
 * KubeEdge's edgecore: reserves nothing; the kubelet's default thresholds, memory 100 MiB, nodefs 10 %, imagefs
 * 15 % (kubeedge/kubeedge default_kubelet_configuration.go, 2026-08). Only nodefs lowers what pods may request.
 */
import { ASSUMED_MEMORY_OVERHEAD, plainCapacity, tenthOfDisk } from "./rule.js";
import type { PlatformRule } from "./rule.js";

const DEFAULT_PODS = 110;
const EVICTION_MIB = 100;

export const kubeedgeRule: PlatformRule = {
  memoryOverhead: ASSUMED_MEMORY_OVERHEAD,
  rootDisk: {
    gibibytes: 32,
    evidence: {
      source: "chosen, since edgecore runs on any disk",
      asOf: "2026-11-22",
      confidence: "assumption",
    },
  },
  capacityOf: (request) => plainCapacity(request, request.podsPerNode ?? DEFAULT_PODS),
  reservationOf: (capacity) => ({
    cpuMilli: 0,
    memoryMiB: EVICTION_MIB,
    ephemeralMiB: tenthOfDisk(capacity),
  }),
  assumptionsOf: () => [
    {
      subject: "kubeedge allocatable",
      statement:
        "edgecore reserves nothing; eviction keeps 100 MiB of memory and 10 % of the disk; edgecore itself counts as system load",
      source: "kubeedge/kubeedge default_kubelet_configuration.go",
      asOf: "2026-08-20",
      confidence: "vendor-code",
    },
  ],
};
