/**
 * K3s, and the simulated cloud, whose nodes are K3s-like. K3s sets `--eviction-hard=imagefs.available<5%,
 * nodefs.available<5%` and reserves nothing: memory has no threshold (k3s-io/k3s pkg/daemons/agent, 2026-08).
 * What the agent itself uses is system load (docs.k3s.io/reference/resource-profiling), see system-load.ts.
 */
import type { Evidence } from "../../model/evidence.js";
import { ASSUMED_MEMORY_OVERHEAD, plainCapacity } from "./rule.js";
import type { NodeCapacity, PlatformRule, Reservation } from "./rule.js";

const K3S: Evidence = {
  source: "k3s-io/k3s pkg/daemons/agent, kubelet arguments",
  asOf: "2026-08-20",
  confidence: "vendor-code",
};

/** The kubelet's own default. */
const DEFAULT_PODS = 110;

/** RKE2 starts its kubelet through the same code. */
export function k3sReservation({ ephemeralMiB }: NodeCapacity): Reservation {
  return { cpuMilli: 0, memoryMiB: 0, ephemeralMiB: Math.ceil(ephemeralMiB / 20) };
}

export const k3sRule: PlatformRule = {
  memoryOverhead: ASSUMED_MEMORY_OVERHEAD,
  rootDisk: {
    gibibytes: 32,
    evidence: { source: "chosen, since K3s runs on any disk", asOf: "2026-11-01", confidence: "assumption" },
  },
  capacityOf: (request) => plainCapacity(request, request.podsPerNode ?? DEFAULT_PODS),
  reservationOf: k3sReservation,
  assumptionsOf: () => [
    {
      subject: "k3s allocatable",
      statement:
        "K3s reserves nothing and evicts only below 5 % of the disk; its agent counts as system load, so give it kube-reserved of that size",
      ...K3S,
    },
  ],
};
