/**
 * RKE2: its agent is K3s's, with containerd and etcd as static pods of the servers. Reserves nothing and sets
 * the same eviction thresholds (rancher/rke2 starts k3s-io/k3s pkg/daemons/agent, 2026-08).
 */
import { k3sReservation } from "./k3s.js";
import { ASSUMED_MEMORY_OVERHEAD, plainCapacity } from "./rule.js";
import type { PlatformRule } from "./rule.js";

const DEFAULT_PODS = 110;

export const rke2Rule: PlatformRule = {
  memoryOverhead: ASSUMED_MEMORY_OVERHEAD,
  rootDisk: {
    gibibytes: 64,
    evidence: { source: "chosen, since RKE2 runs on any disk", asOf: "2026-11-22", confidence: "assumption" },
  },
  capacityOf: (request) => plainCapacity(request, request.podsPerNode ?? DEFAULT_PODS),
  reservationOf: k3sReservation,
  assumptionsOf: () => [
    {
      subject: "rke2 allocatable",
      statement:
        "RKE2 reserves nothing and evicts only below 5 % of the disk, as K3s does; its agent counts as system load, so give it kube-reserved of that size",
      source: "k3s-io/k3s pkg/daemons/agent, kubelet arguments",
      asOf: "2026-08-20",
      confidence: "vendor-code",
    },
  ],
};
