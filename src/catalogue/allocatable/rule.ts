/** What every platform's file gives: the node that it makes of a machine, and what it keeps for itself. */
import type { InstanceType } from "../../model/catalogue.js";
import type { Assumption, Evidence } from "../../model/evidence.js";
import type { AddressMode } from "./address-modes.js";

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

/** How the nodes are made. Each rule reads what its platform has, and nothing else. */
export interface RuleRequest {
  /** Kubernetes minor version ("1.33"); absent means a current one. */
  readonly version?: string;
  /** Pods a node may hold, where the user has set it. */
  readonly podsPerNode?: number;
  /** One of the platform's `ADDRESS_MODES`. @default the first of them */
  readonly addressMode?: AddressMode;
  /** Addresses that a node's interfaces have for pods, where known: TKE's ENI-IP limit, CCE's sub-interfaces. */
  readonly addressLimit?: number;
  /** EKS: who makes the nodes. A managed group is one without an AMI of the user's. @default "managed-group" */
  readonly provisioning?: "managed-group" | "self-managed" | "auto-mode";
  /** CCE. @default "containerd" */
  readonly containerRuntime?: "containerd" | "docker";
  /** OpenShift: "fixed" for control planes, and for workers without auto sizing. @default "auto" */
  readonly nodeSizing?: "auto" | "fixed";
  /** GKE: local SSDs that hold ephemeral storage in place of the boot disk; all of them together. */
  readonly localDisks?: { readonly count: number; readonly gibibytes: number };
  /** GKE: reserves more memory, which is not modelled; it only adds an assumption that says so. */
  readonly imageStreaming?: boolean;
}

export interface MachineRequest extends RuleRequest {
  readonly instanceType: InstanceType;
  /**
   * Memory that the operating system does not see: the share of the nominal memory that hypervisor, firmware
   * and kernel keep, in hundredths of a percent (750 = 7.5 %).
   */
  readonly memoryOverheadBasisPoints: number;
  readonly rootDiskGiB: number;
}

/** `instanceType` is absent for nodes that the user describes by their shape. */
export type ReservationRequest = RuleRequest & { readonly instanceType?: InstanceType };

export interface PlatformRule {
  /**
   * The default of `memoryOverheadBasisPoints`. Those of the Karpenter providers are conservative: real nodes
   * mostly show more memory than this leaves.
   */
  readonly memoryOverhead: { readonly basisPoints: number; readonly evidence: Evidence };
  /** Size of the node's root disk where nothing else is set. */
  readonly rootDisk: { readonly gibibytes: number; readonly evidence: Evidence };
  readonly capacityOf: (request: MachineRequest) => NodeCapacity;
  readonly reservationOf: (capacity: NodeCapacity, request: ReservationRequest) => Reservation;
  /** The rules that were applied, with their sources, and what is not known of them. */
  readonly assumptionsOf: (request: RuleRequest) => readonly Assumption[];
}

/** ext4 metadata: 100 GB show 101445900 KiB, 30 GiB 30428648 KiB (Azure/AKS issues 1396 and 930). */
export const EXT4_BASIS_POINTS = 330;

/** The memory that is left of `memoryMiB`; the overhead is rounded up. */
export function withoutOverhead(memoryMiB: number, basisPoints: number): number {
  return memoryMiB - Math.ceil((memoryMiB * basisPoints) / 10_000);
}

/** A machine with a root disk of ext4 and no other peculiarity. */
export function plainCapacity(request: MachineRequest, pods: number): NodeCapacity {
  const { instanceType, memoryOverheadBasisPoints, rootDiskGiB } = request;
  return {
    cpuMilli: instanceType.cpuMilli,
    memoryMiB: withoutOverhead(instanceType.memoryMiB, memoryOverheadBasisPoints),
    ephemeralMiB: withoutOverhead(rootDiskGiB * 1024, EXT4_BASIS_POINTS),
    pods,
  };
}

/** The kubelet's default of `nodefs.available<10%`. */
export function tenthOfDisk({ ephemeralMiB }: NodeCapacity): number {
  return Math.ceil(ephemeralMiB / 10);
}

/** Overhead and disk of machines that no vendor's code or page gives a figure for. */
export const ASSUMED_MEMORY_OVERHEAD: PlatformRule["memoryOverhead"] = {
  basisPoints: 750,
  evidence: { source: "as on AWS", asOf: "2026-07-11", confidence: "assumption" },
};
