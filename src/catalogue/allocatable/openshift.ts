/**
 * OpenShift, with the auto sizing that its workers use by default since 2026.
 * Source: openshift/machine-config-operator templates/common/_base/files/kubelet-auto-sizing.yaml, master of
 * 2026-08-20. All is system-reserved; kube-reserved is not used. The script counts `free -g`, whole GiB rounded
 * down, and rounds what it reserves to whole GiB.
 */
import type { Evidence } from "../../model/evidence.js";
import { ASSUMED_MEMORY_OVERHEAD, plainCapacity, tenthOfDisk } from "./rule.js";
import type { PlatformRule, Reservation } from "./rule.js";

const SCRIPT: Evidence = {
  source: "openshift/machine-config-operator kubelet-auto-sizing.yaml",
  asOf: "2026-08-20",
  confidence: "vendor-code",
};

const DEFAULT_PODS = 250;
const EVICTION_MIB = 100;
const EPHEMERAL_RESERVED_MIB = 1024;
const FIXED_CPU_MILLI = 500;
const FIXED_MEMORY_GIB = 1;

/**
 * 1 GiB, 6 % of what is above 8 GiB; from 129 GiB on 7.72 GiB and 2 % of what is above 120 (not, as the script's
 * comment has it, above 128). Rounded half up.
 */
export function openshiftMemoryReservedGiB(freeGiB: number): number {
  const above = Math.max(0, freeGiB - 8);
  const hundredths = above <= 120 ? 100 + 6 * above : 772 + 2 * (above - 112);
  return Math.floor((hundredths + 50) / 100);
}

/** 60 m and 12 m for each further core, to two decimals of a core; at least 500 m. */
export function openshiftCpuReserved(cpuMilli: number): number {
  const cores = Math.floor(cpuMilli / 1000);
  const exact = 60 + 12 * Math.max(0, cores - 1);
  return Math.max(FIXED_CPU_MILLI, Math.round(exact / 10) * 10);
}

export const openshiftRule: PlatformRule = {
  memoryOverhead: ASSUMED_MEMORY_OVERHEAD,
  rootDisk: {
    gibibytes: 120,
    evidence: { source: "openshift/installer, AWS workers", asOf: "2026-11-22", confidence: "assumption" },
  },
  capacityOf: (request) => plainCapacity(request, request.podsPerNode ?? DEFAULT_PODS),
  reservationOf(capacity, { nodeSizing }): Reservation {
    const fixed = nodeSizing === "fixed";
    const memoryGiB = fixed
      ? FIXED_MEMORY_GIB
      : openshiftMemoryReservedGiB(Math.floor(capacity.memoryMiB / 1024));
    return {
      cpuMilli: fixed ? FIXED_CPU_MILLI : openshiftCpuReserved(capacity.cpuMilli),
      memoryMiB: memoryGiB * 1024 + EVICTION_MIB,
      ephemeralMiB: EPHEMERAL_RESERVED_MIB + tenthOfDisk(capacity),
    };
  },
  assumptionsOf: ({ nodeSizing }) => [
    {
      subject: "openshift allocatable",
      statement:
        nodeSizing === "fixed"
          ? "system-reserved is 500 m, 1 GiB of memory and 1 GiB of disk, without auto sizing; eviction keeps 100 MiB and 10 % of the disk"
          : "workers size system-reserved themselves, as they do by default since 2026: 1 GiB and 6 % of the memory above 8 GiB, 2 % above 120, 12 m a core and at least 500 m; releases before reserve a fixed 500 m and 1 GiB unless told otherwise (nodeSizing: fixed)",
      ...SCRIPT,
    },
  ],
};
