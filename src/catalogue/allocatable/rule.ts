/** What every platform's file gives: the node that it makes of a machine, and what it keeps for itself. */
import type { InstanceType } from "../../model/catalogue.js";
import type { Assumption, Evidence } from "../../model/evidence.js";

/** A node as the kubelet sees it, before any reservation. */
export interface NodeCapacity {
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly ephemeralMiB: number;
  readonly pods: number;
}

/** What is taken off: kube-reserved, system-reserved and the hard eviction thresholds together. */
export interface Reservation {
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly ephemeralMiB: number;
}

export interface RuleRequest {
  /** Kubernetes minor version ("1.33"); absent means a current one. */
  readonly version?: string;
  /** Pods a node may hold, where the user has set it. */
  readonly podsPerNode?: number;
}

export interface MachineRequest extends RuleRequest {
  readonly instanceType: InstanceType;
  /** Share of the nominal memory that hypervisor and operating system keep, in hundredths of a percent. */
  readonly memoryOverheadBasisPoints: number;
  readonly rootDiskGiB: number;
}

export interface PlatformRule {
  /**
   * Memory that hypervisor, firmware and kernel keep, in hundredths of a percent. The defaults are those of
   * the Karpenter providers and are conservative: real nodes mostly show more memory than this leaves.
   */
  readonly memoryOverhead: { readonly basisPoints: number; readonly evidence: Evidence };
  /** Size of the node's root disk where nothing else is set. */
  readonly rootDisk: { readonly gibibytes: number; readonly evidence: Evidence };
  readonly capacityOf: (request: MachineRequest) => NodeCapacity;
  /** `machine` is absent for nodes that the user describes by their shape. */
  readonly reservationOf: (
    capacity: NodeCapacity,
    request: RuleRequest & { readonly instanceType?: InstanceType },
  ) => Reservation;
  /** Most important rules with their sources, once a plan. */
  readonly assumptions: readonly Assumption[];
}

/** The memory that is left of `memoryMiB`; the overhead is rounded up. */
export function withoutOverhead(memoryMiB: number, basisPoints: number): number {
  return memoryMiB - Math.ceil((memoryMiB * basisPoints) / 10_000);
}
