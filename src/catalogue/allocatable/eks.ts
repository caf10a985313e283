/**
 * EKS, Amazon Linux 2023 and Bottlerocket nodes.
 * Source: awslabs/amazon-eks-ami, nodeadm/internal/kubelet/config.go and eni_max_pods.go, 2026-07-23.
 */
import type { InstanceType } from "../../model/catalogue.js";
import type { Evidence } from "../../model/evidence.js";
import type { AddressMode } from "./address-modes.js";
import { CPU_BRACKETS, bracketed } from "./brackets.js";
import { withoutOverhead } from "./rule.js";
import type { MachineRequest, NodeCapacity, PlatformRule, Reservation, RuleRequest } from "./rule.js";

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
/** Addresses of a /28 prefix, which takes the place of one secondary address. */
const PREFIX_ADDRESSES = 16;

/**
 * Pods by the VPC CNI's addresses: one address of each interface is the interface's own, and two pods use the
 * host's. Custom networking takes the pods off the first interface. Never below 0.
 */
export function eksPodsByAddress(interfaces: number, addressesEach: number, mode?: AddressMode): number {
  const custom = mode === "custom-networking" || mode === "custom-networking-prefix";
  const prefix = mode === "prefix-delegation" || mode === "custom-networking-prefix";
  const podInterfaces = Math.max(0, custom ? interfaces - 1 : interfaces);
  const eachPods = Math.max(0, addressesEach - 1) * (prefix ? PREFIX_ADDRESSES : 1);
  return podInterfaces * eachPods + 2;
}

function podsByAddress(type: InstanceType | undefined, mode?: AddressMode): number {
  const interfaces = type?.interfaces;
  if (interfaces === undefined) return DEFAULT_PODS;
  return eksPodsByAddress(interfaces.count, interfaces.addressesEach, mode);
}

/**
 * Managed node groups without an own AMI cap pods at 110 below 30 vCPUs and at 250 from there on (EKS user
 * guide, create-managed-node-group, 2026); Auto Mode caps them at 110.
 */
function podsCap(type: InstanceType, provisioning: RuleRequest["provisioning"]): number {
  switch (provisioning ?? "managed-group") {
    case "managed-group":
      return type.cpuMilli < 30_000 ? 110 : 250;
    case "auto-mode":
      return 110;
    case "self-managed":
      return Infinity;
  }
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
  const memoryMiB = Math.max(0, instanceType.memoryMiB - firmware);
  // More pods than addresses would leave pods without one, whatever the kubelet is told.
  const byAddress = podsByAddress(instanceType, request.addressMode);
  const pods = Math.min(byAddress, podsCap(instanceType, request.provisioning), podsPerNode ?? Infinity);
  return {
    cpuMilli: instanceType.cpuMilli,
    memoryMiB: withoutOverhead(memoryMiB, memoryOverheadBasisPoints),
    ephemeralMiB: withoutOverhead(rootDiskGiB * 1024, FILESYSTEM_BASIS_POINTS),
    pods,
  };
}

function podsStatement({ addressMode, provisioning }: RuleRequest): string {
  const cap =
    provisioning === "auto-mode"
      ? " and by 110"
      : provisioning === "self-managed"
        ? ""
        : " and by 110 (below 30 vCPUs) or 250";
  return `pods are limited by the VPC CNI's addresses (${addressMode ?? "secondary-ip"})${cap}`;
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
    // nodeadm reserves by its own count of secondary addresses: neither a maxPods that is set in the kubelet's
    // configuration nor prefix delegation changes it.
    const reserved = eksKubeReserved(capacity.cpuMilli, podsByAddress(instanceType));
    return {
      cpuMilli: reserved.cpuMilli,
      memoryMiB: reserved.memoryMiB + EVICTION_MIB,
      ephemeralMiB: EPHEMERAL_RESERVED_MIB + Math.ceil(capacity.ephemeralMiB / 10),
    };
  },
  assumptionsOf: (request) => [
    {
      subject: "eks allocatable",
      statement: `kube-reserved is 11 MiB a pod of the secondary addresses + 255 MiB and bracketed CPU; eviction keeps 100 MiB and 10 % of the root disk; ${podsStatement(request)}`,
      ...NODEADM,
    },
    ...(request.provisioning === "auto-mode"
      ? [
          {
            subject: "eks auto mode",
            statement: "nodes of Auto Mode reserve as those of managed node groups do",
            source: "no document gives Auto Mode's reservation",
            asOf: "2026-11-22",
            confidence: "assumption" as const,
          },
        ]
      : []),
  ],
};
