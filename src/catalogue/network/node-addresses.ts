/** How many addresses a node takes of the network, by platform and address mode: each with its source. */
import type { InstanceType } from "../../model/catalogue.js";
import type { Evidence } from "../../model/evidence.js";
import { ADDRESS_MODES, isAddressModeOf } from "../allocatable/address-modes.js";
import type { AddressMode, AllocatablePlatform } from "../allocatable/address-modes.js";

/** A node as its network sees it. */
export interface NetworkNode {
  /** Pods that it may hold. */
  readonly pods: number;
  readonly interfaces?: InstanceType["interfaces"];
}

export interface AddressRule {
  /** Whether pods have ranges of their own; otherwise they take addresses of the nodes' ranges. */
  readonly podRanges: boolean;
  /** Addresses of every range that no node can have. */
  readonly kept: { readonly nodes: number; readonly pods: number };
  /** Whether peers can reach these addresses, so that they may not overlap with theirs. Those of nodes always are. */
  readonly routed: { readonly pods: boolean; readonly services: boolean };
  readonly addressesOf: (node: NetworkNode) => { readonly nodes: number; readonly pods: number };
  readonly statement: string;
  readonly evidence: Evidence;
}

/** Pods that use the host's address: aws-node and kube-proxy, as the platform's own rule of pods counts them. */
const EKS_HOST_PODS = 2;
const PREFIX = 16;
/** AWS and Azure keep the first four addresses of a subnet and the last one. */
const KEPT_OF_SUBNET = 5;
/** Google keeps the first two and the last two of a primary range. */
const KEPT_BY_GOOGLE = 4;
const NODE_BLOCK = 256;

const VPC_CNI: Evidence = {
  source: "aws/amazon-vpc-cni-k8s@0f77b52 docs/eni-and-ip-target.md, defaults",
  asOf: "2026-11-27",
  confidence: "vendor-doc",
};

const AKS_PLANNING: Evidence = {
  source: "MicrosoftDocs/azure-aks-docs articles/aks/concepts-network-ip-address-planning.md",
  asOf: "2026-06-11",
  confidence: "vendor-doc",
};

const GKE_RANGES: Evidence = {
  source: "cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr",
  asOf: "2026-08-01",
  confidence: "vendor-doc",
};

const NODE_MASK: Evidence = {
  source: "kube-controller-manager --node-cidr-mask-size-ipv4, default 24",
  asOf: "2026-11-27",
  confidence: "vendor-doc",
};

/** With one whole interface, or one prefix, in reserve, as the defaults of the VPC CNI keep it. */
function vpcCni(mode: AddressMode): AddressRule {
  const custom = mode === "custom-networking" || mode === "custom-networking-prefix";
  const prefix = mode === "prefix-delegation" || mode === "custom-networking-prefix";
  const ofPods = ({ pods, interfaces }: NetworkNode): number => {
    const own = Math.max(0, pods - EKS_HOST_PODS);
    // What is known of no interface: one address for the node and one for each pod.
    if (interfaces === undefined) return custom ? own : 1 + own;
    const most = Math.max(0, custom ? interfaces.count - 1 : interfaces.count);
    const each = Math.max(1, interfaces.addressesEach - 1);
    if (!prefix) {
      const attached = Math.min(most, Math.ceil(own / each) + 1);
      return attached * interfaces.addressesEach;
    }
    const prefixes = Math.min(most * each, Math.ceil(own / PREFIX) + 1);
    return Math.ceil(prefixes / each) + prefixes * PREFIX;
  };
  return {
    podRanges: custom,
    kept: { nodes: KEPT_OF_SUBNET, pods: KEPT_OF_SUBNET },
    routed: { pods: true, services: false },
    addressesOf: (node) => (custom ? { nodes: 1, pods: ofPods(node) } : { nodes: ofPods(node), pods: 0 }),
    statement: prefix
      ? "a node full of pods takes an address for each interface and a /28 for every 16 pods, and one /28 in reserve (WARM_PREFIX_TARGET 1); that subnets are not fragmented is assumed"
      : "a node full of pods takes all addresses of the interfaces that its pods need, and of one more in reserve (WARM_ENI_TARGET 1)",
    evidence: VPC_CNI,
  };
}

function inBlocks(statement: string, evidence: Evidence, kept: number): AddressRule {
  return {
    podRanges: true,
    kept: { nodes: kept, pods: 0 },
    routed: { pods: false, services: false },
    addressesOf: () => ({ nodes: 1, pods: NODE_BLOCK }),
    statement,
    evidence,
  };
}

function aks(mode: AddressMode): AddressRule {
  const flat = {
    kept: { nodes: KEPT_OF_SUBNET, pods: KEPT_OF_SUBNET },
    routed: { pods: true, services: false },
    evidence: AKS_PLANNING,
  };
  switch (mode) {
    case "node-subnet":
      return {
        ...flat,
        podRanges: false,
        addressesOf: ({ pods }) => ({ nodes: 1 + pods, pods: 0 }),
        statement: "a node takes its own address and one for each pod that it may hold, from its start on",
      };
    case "pod-subnet":
      return {
        ...flat,
        podRanges: true,
        // Half a batch is kept free, so that a full node has begun one more.
        addressesOf: ({ pods }) => ({ nodes: 1, pods: Math.ceil((pods + PREFIX / 2) / PREFIX) * PREFIX }),
        statement: "pods get addresses in batches of 16 a node, and a new batch where fewer than 8 are free",
      };
    default:
      return inBlocks(`each node has a /24 of the range of pods (${mode})`, AKS_PLANNING, KEPT_OF_SUBNET);
  }
}

/** The smallest power of two that is at least twice the pods of a node, so that addresses are not reused at once. */
export function gkePodBlock(pods: number): number {
  let block = 16;
  while (block < 2 * pods) block *= 2;
  return block;
}

const GKE: AddressRule = {
  podRanges: true,
  kept: { nodes: KEPT_BY_GOOGLE, pods: 0 },
  routed: { pods: true, services: true },
  addressesOf: ({ pods }) => ({ nodes: 1, pods: gkePodBlock(pods) }),
  statement:
    "each node has a block of the range of pods with at least twice as many addresses as it may hold pods",
  evidence: GKE_RANGES,
};

/** Undefined where nobody has said how the platform gives addresses. */
export function addressRule(platform: AllocatablePlatform, addressMode?: string): AddressRule | undefined {
  const mode =
    addressMode !== undefined && isAddressModeOf(platform, addressMode)
      ? addressMode
      : ADDRESS_MODES[platform][0];
  switch (platform) {
    case "eks":
      return mode === undefined ? undefined : vpcCni(mode);
    case "aks":
      return mode === undefined ? undefined : aks(mode);
    case "gke":
      return GKE;
    case "kubernetes":
    case "sim":
      return inBlocks("each node has a /24 of the range of pods", NODE_MASK, 2);
    default:
      return undefined;
  }
}
