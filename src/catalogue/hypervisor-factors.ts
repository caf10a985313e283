/**
 * What a hypervisor leaves of the machine below it, for CPU, memory, disk and network each apart. A single
 * "overall overhead" is never used: the one public table that has both gives totals (6.8, 8.5 and 9.2 % for
 * Hyper-V, KVM and Xen) below the smallest loss of any of their columns (7, 9 and 11 %). Its columns one by one
 * are not known here, so each factor is the least that the table loses anywhere: the real one may be lower.
 * Where nothing is known there is no factor, and the user's own measurement is asked for.
 */
import type { Evidence } from "../model/evidence.js";

export interface HypervisorFactors {
  /** Share that is left, in thousandths: 930 is a loss of 7 %. */
  readonly cpuPerMille: number;
  readonly memoryPerMille: number;
  readonly diskPerMille: number;
  readonly networkPerMille: number;
  readonly statement: string;
  readonly evidence: Evidence;
}

const REPORT: Evidence = {
  source: "a market report on virtualization and containers, without a date: the least loss of its columns",
  asOf: "2026-11-22",
  confidence: "estimate",
};

function leastLoss(perMille: number): HypervisorFactors {
  return {
    cpuPerMille: perMille,
    memoryPerMille: perMille,
    diskPerMille: perMille,
    networkPerMille: perMille,
    statement: `at most ${perMille / 10} % of CPU, memory, disk and network are left; measure your own for a promise`,
    evidence: REPORT,
  };
}

const FACTORS: Readonly<Record<string, HypervisorFactors>> = {
  "bare-metal": {
    cpuPerMille: 1000,
    memoryPerMille: 1000,
    diskPerMille: 1000,
    networkPerMille: 1000,
    statement: "no hypervisor, no loss to one",
    evidence: { source: "by definition", asOf: "2026-11-22", confidence: "assumption" },
  },
  "hyper-v": leastLoss(930),
  kvm: leastLoss(910),
  xen: leastLoss(890),
};

/** Undefined: no figure is known (vSphere, Proxmox by version, nested virtualization). */
export function hypervisorFactors(hypervisor: string): HypervisorFactors | undefined {
  return Object.hasOwn(FACTORS, hypervisor) ? FACTORS[hypervisor] : undefined;
}

export function knownHypervisors(): readonly string[] {
  return Object.keys(FACTORS).sort();
}
