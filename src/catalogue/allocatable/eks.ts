/**
 * EKS, Amazon Linux 2023 and Bottlerocket nodes of managed node groups.
 * Source: awslabs/amazon-eks-ami, nodeadm/internal/kubelet/config.go and eni_max_pods.go, 2026-07-23.
 */
import type { InstanceType } from "../../model/catalogue.js";
import type { Evidence } from "../../model/evidence.js";
import { CPU_BRACKETS, bracketed } from "./brackets.js";
import { withoutOverhead } from "./rule.js";
import type { MachineRequest, NodeCapacity, PlatformRule, Reservation } from "./rule.js";

const NODEADM: Evidence = {
  source: "awslabs/amazon-eks-ami@81fec2e nodeadm/internal/kubelet",
  asOf: "2026-07-23",
  confidence: "vendor-code",
};

/** Pods of a type whose interfaces are unknown, and of nodes that the user describes. */
const DEFAULT_PODS = 110;
const EVICTION_MIB = 100;
const EPHEMERAL_RESERVED_MIB = 1024;
/** Memory that Karpenter takes off Arm machines before the overhead; every row of its table agrees. */
const ARM_FIRMWARE_MIB = 64;
/** XFS metadata: a disk of 20 GiB shows 20959212 KiB (awslabs/amazon-eks-ami pull request 1126). */
const FILESYSTEM_BASIS_POINTS = 10;

export type AddressMode = "standard" | "prefix" | "custom";

/**
 * Pods by the VPC CNI's addresses: one address of each interface is the interface's own, and two pods use
 * the host's. `prefix` gives /28 prefixes, `custom` takes the pods off the first interface.
 */
export function eksPodsByAddress(interfaces: number, addressesEach: number, mode: AddressMode): number {
  switch (mode) {
    case "standard":
      return interfaces * (addressesEach - 1) + 2;
    case "prefix":
      return interfaces * (addressesEach - 1) * 16 + 2;
    case "custom":
      return (interfaces - 1) * (addressesEach - 1) + 2;
  }
}

function nodeadmPods(type: InstanceType | undefined): number {
  const interfaces = type?.interfaces;
  if (interfaces === undefined) return DEFAULT_PODS;
  return eksPodsByAddress(interfaces.count, interfaces.addressesEach, "standard");
}

/** Managed node groups without an own AMI cap pods (EKS user guide, create-managed-node-group, 2026). */
function managedCap(type: InstanceType): number {
  return type.cpuMilli < 30_000 ? 110 : 250;
}

export function eksKubeReserved(
  cpuMilli: number,
  nodeadmMaxPods: number,
): { cpuMilli: number; memoryMiB: number } {
  return { cpuMilli: bracketed(cpuMilli, CPU_BRACKETS), memoryMiB: 11 * nodeadmMaxPods + 255 };
}

function capacityOf(request: MachineRequest): NodeCapacity {
  const { instanceType, memoryOverheadBasisPoints, rootDiskGiB, podsPerNode } = request;
  const firmware = instanceType.architecture === "arm64" ? ARM_FIRMWARE_MIB : 0;
  const byAddress = Math.min(nodeadmPods(instanceType), managedCap(instanceType));
  return {
    cpuMilli: instanceType.cpuMilli,
    memoryMiB: withoutOverhead(instanceType.memoryMiB - firmware, memoryOverheadBasisPoints),
    ephemeralMiB: withoutOverhead(rootDiskGiB * 1024, FILESYSTEM_BASIS_POINTS),
    // More pods than addresses would leave pods without one, whatever the kubelet is told.
    pods: podsPerNode === undefined ? byAddress : Math.min(podsPerNode, byAddress),
  };
}

export const eksRule: PlatformRule = {
  memoryOverhead: {
    basisPoints: 750,
    evidence: {
      source: "aws/karpenter-provider-aws@1d92708, VM memory overhead",
      asOf: "2026-07-11",
      confidence: "estimate",
    },
  },
  rootDisk: {
    gibibytes: 20,
    evidence: {
      source: "@pulumi/aws 7.48 eks.NodeGroup diskSize, as the EKS API says",
      asOf: "2026-11-22",
      confidence: "vendor-doc",
    },
  },
  capacityOf,
  reservationOf(capacity, { instanceType }): Reservation {
    // nodeadm reserves by its own count of addresses: a lower or higher maxPods does not change it.
    const reserved = eksKubeReserved(capacity.cpuMilli, nodeadmPods(instanceType));
    return {
      cpuMilli: reserved.cpuMilli,
      memoryMiB: reserved.memoryMiB + EVICTION_MIB,
      ephemeralMiB: EPHEMERAL_RESERVED_MIB + Math.ceil(capacity.ephemeralMiB / 10),
    };
  },
  assumptions: [
    {
      subject: "eks allocatable",
      statement:
        "kube-reserved is 11 MiB a pod + 255 MiB and bracketed CPU; eviction keeps 100 MiB and 10 % of the root disk; pods are limited by the VPC CNI's addresses (secondary IP mode) and by 110 (below 30 vCPUs) or 250",
      ...NODEADM,
    },
  ],
};
