/** Node pools, as people write them: what may be bought, and what of it is kept free. */
import type { LicenceNames } from "./account-spec.js";
import type { RackShareSpec } from "./edge-spec.js";
import type { Taint } from "./kubernetes.js";
import type { Name } from "./name.js";
import type { Quantity } from "./requests-spec.js";

export interface PoolSpec {
  readonly name: Name;
  /**
   * ISAs ("amd64", "arm64") or accelerator chips ("nvidia-l4"). Without an accelerator chip only machines
   * without accelerators are bought.
   * @default ["amd64"]
   */
  readonly chips?: readonly string[];
  /** Instance type families, such as "m7g". Default: every family with the chips. */
  readonly families?: readonly string[];
  /** Instance types by name; with `families`, either may match. */
  readonly instanceTypes?: readonly string[];
  /** How every accelerator of the pool's nodes is cut. Default: not at all, pods get whole devices. */
  readonly deviceSlices?: DeviceSlicesSpec;
  /**
   * Pods may take shares of the pool's devices of different sizes, as "nvidia.com/gpu: 1" with
   * "nvidia.com/gpumem-percentage: 30" and "nvidia.com/gpucores: 25"; those that name neither of the latter have whole
   * devices. It needs a scheduler that knows devices, such as HAMi's, and `fidelity: packing`.
   */
  readonly deviceShares?: DeviceSharesSpec;
  readonly purchase?: PurchaseSpec;
  /**
   * @minimum 0
   * @asType integer
   * @default 0
   */
  readonly minNodes?: number;
  /**
   * @minimum 0
   * @asType integer
   */
  readonly maxNodes?: number;
  /**
   * Instance types that the pool has at most: each costs operation.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly maxInstanceTypes?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  /** Nodes that exist already (platform `kubernetes`, or owned machines): nothing is bought. */
  readonly nodes?: readonly NodeShapeSpec[];
  /** What stays free on purpose. Nodes are bought for it. */
  readonly headroom?: HeadroomSpec;
  /** Licences that every node of the pool has, beside those of the cluster. */
  readonly licences?: LicenceNames;
}

/**
 * Slices of one profile on one device.
 * @minimum 1
 * @maximum 15
 * @asType integer
 */
export type SliceCount = number;

export interface DeviceSharesSpec {
  /**
   * Pods that one device holds at most (HAMi's `deviceSplitCount`).
   * @minimum 1
   * @maximum 100
   * @asType integer
   * @default 10
   */
  readonly perDevice?: number;
}

/**
 * Slices of a device, of which a pod asks for whole ones: `profile` or `profiles` for partitions that the
 * hardware keeps apart, or `sharedBy` for turns on the whole device. Exactly one of them.
 */
export interface DeviceSlicesSpec {
  /**
   * MIG profile, vGPU type or partition mode, such as "1g.10gb": each device gives as many slices as it can
   * hold. Pods ask for one as "nvidia.com/mig-1g.10gb: 1"; on gke as "nvidia.com/gpu: 1".
   */
  readonly profile?: string;
  /**
   * MIG profiles of different sizes side by side on every device, with how many of each, such as
   * `{ 1g.10gb: 2, 2g.20gb: 1, 3g.40gb: 1 }`; they must have places beside each other on one device. Another layout
   * needs a pool of its own. gke and aks cut all devices of a pool by one profile and do not take this.
   */
  readonly profiles?: Readonly<Record<string, SliceCount>>;
  /**
   * Pods that take turns on one device, each as one of the device's own resource ("nvidia.com/gpu: 1"). Nothing
   * keeps them within a share of its memory.
   * @minimum 2
   * @maximum 48
   * @asType integer
   */
  readonly sharedBy?: number;
}

/** Each part holds on its own, and all of them together. */
export interface HeadroomSpec {
  /**
   * Per cent of every node's allocatable CPU and memory that no request takes, system load counted apart.
   * @minimum 0
   * @maximum 90
   * @asType integer
   * @default 0
   */
  readonly percent?: number;
  /**
   * Room for this many more replicas of the pool's largest workload: the one with the largest request of CPU,
   * then of memory, among those that its nodes can hold.
   * @minimum 0
   * @maximum 1000
   * @asType integer
   * @default 0
   */
  readonly pods?: number;
  /**
   * Nodes more than planned that exist while an upgrade replaces others. They are not paid for here, and a
   * cluster's `quotas.nodes` must hold them beside all others; `maxNodes` does not count them. Where the plan holds in
   * the scheduler model (`fidelity: scheduler`), any one node of the pool can then be replaced.
   * @minimum 0
   * @maximum 1000
   * @asType integer
   * @default 0
   */
  readonly surgeNodes?: number;
}

export interface PurchaseSpec {
  /**
   * Which price lists may be bought from.
   * @default ["on-demand"]
   * @minItems 1
   */
  readonly options?: readonly ("on-demand" | "spot")[];
  readonly spot?: SpotSpec;
  /** Capacity that is paid for elsewhere, or at a price of its own: used before anything dearer is bought. */
  readonly reserved?: readonly ReservedSpec[];
}

export interface SpotSpec {
  /**
   * Per cent of the virtual CPUs of the pool's nodes that spot nodes may have at most. Without `options` it
   * also adds spot to them.
   * @minimum 0
   * @maximum 100
   * @asType integer
   */
  readonly maxShare: number;
}

/**
 * Nodes of one instance type: reserved instances, committed use, or capacity that a cloud keeps for you in one
 * availability zone (On-Demand Capacity Reservations, capacity reservation groups, reservations of Compute Engine).
 */
export interface ReservedSpec {
  readonly instanceType: string;
  /**
   * Nodes that the reservation covers, in its availability zone or else in all of the cluster's together.
   * @minimum 1
   * @maximum 100000
   * @asType integer
   */
  readonly count: number;
  /** Where the capacity is kept. Default: nowhere in particular, the reservation is a price. */
  readonly availabilityZone?: string;
  /**
   * What the cloud calls it, where nodes must ask for it by name: the id of a capacity reservation or the ARN of a
   * resource group of them (eks), the resource id of a capacity reservation group (aks), the name of a reservation (gke).
   * @minLength 1
   * @maxLength 500
   */
  readonly capacityReservation?: string;
  /**
   * What one of them that is used adds to the cost an hour, in USD. What is paid whether it is used or not is
   * no part of the plan's cost.
   * @minimum 0
   * @default 0
   */
  readonly pricePerHour?: number;
}

/** A fixed node shape and how many of it there are. */
export interface NodeShapeSpec extends RackShareSpec {
  /** Name of the shape, such as "orin-nx". */
  readonly type: Name;
  /**
   * @minimum 1
   * @maximum 100000
   * @asType integer
   */
  readonly count: number;
  readonly architecture: "amd64" | "arm64";
  /** The catalogue's name of its processor, such as "kunpeng-920": rules about domestic chips ask for it. */
  readonly processor?: string;
  /** What the machine has: the platform's reservation is taken off, except on platform `kubernetes`. */
  readonly cpu: Quantity;
  readonly memory: Quantity;
  /** @default "32Gi" */
  readonly ephemeralStorage?: Quantity;
  /** Extended resources by name, such as {"nvidia.com/gpu": 1}. */
  readonly extendedResources?: Readonly<Record<string, Quantity>>;
  /** Absent: spread evenly over the cluster's availability zones is not assumed, the first one is. */
  readonly availabilityZone?: string;
  /**
   * @minimum 1
   * @maximum 1000
   * @asType integer
   * @default 110
   */
  readonly pods?: number;
  /**
   * Block volumes that a node may have attached besides its root disk. Default: the cluster's `volumesPerNode`,
   * or 16.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   */
  readonly attachableVolumes?: number;
  /**
   * What one node costs an hour, in USD.
   * @minimum 0
   * @default 0
   */
  readonly pricePerHour?: number;
}
