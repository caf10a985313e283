/**
 * K3s, and the simulated cloud, whose nodes are K3s-like. K3s sets `--eviction-hard=imagefs.available<5%,
 * nodefs.available<5%` and reserves nothing: memory has no threshold (k3s-io/k3s pkg/daemons/agent, 2026-08).
 * What the agent itself uses is system load (docs.k3s.io/reference/resource-profiling), see system-load.ts.
 */
import type { Evidence } from "../../model/evidence.js";
import { withoutOverhead } from "./rule.js";
import type { MachineRequest, NodeCapacity, PlatformRule } from "./rule.js";

const K3S: Evidence = {
  source: "k3s-io/k3s pkg/daemons/agent, kubelet arguments",
  asOf: "2026-08-20",
  confidence: "vendor-code",
};

/** The kubelet's own default. */
const DEFAULT_PODS = 110;
/** ext4 metadata, as AKS's nodes show it. */
const FILESYSTEM_BASIS_POINTS = 330;

function capacityOf(request: MachineRequest): NodeCapacity {
  const { instanceType, memoryOverheadBasisPoints, rootDiskGiB, podsPerNode } = request;
  return {
    cpuMilli: instanceType.cpuMilli,
    memoryMiB: withoutOverhead(instanceType.memoryMiB, memoryOverheadBasisPoints),
    ephemeralMiB: withoutOverhead(rootDiskGiB * 1024, FILESYSTEM_BASIS_POINTS),
    pods: podsPerNode ?? DEFAULT_PODS,
  };
}

export const k3sRule: PlatformRule = {
  memoryOverhead: {
    basisPoints: 750,
    evidence: { source: "as on AWS", asOf: "2026-07-11", confidence: "assumption" },
  },
  rootDisk: {
    gibibytes: 32,
    evidence: { source: "chosen, since K3s runs on any disk", asOf: "2026-11-01", confidence: "assumption" },
  },
  capacityOf,
  reservationOf: (capacity) => ({
    cpuMilli: 0,
    memoryMiB: 0,
    ephemeralMiB: Math.ceil(capacity.ephemeralMiB / 20),
  }),
  assumptions: [
    {
      subject: "k3s allocatable",
      statement:
        "K3s reserves nothing and evicts only below 5 % of the disk; its agent counts as system load, so give it kube-reserved of that size",
      ...K3S,
    },
  ],
};
