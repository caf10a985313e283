/**
 * What the simulated cloud holds: its file (`stowage.dev/sim/v1`) as a value. People may write the file
 * before the first `up`, to set stock, quotas and faults; everything else is the provider's.
 */
import type {
  SimClusterInputs,
  SimEdgeSiteInputs,
  SimNodePoolInputs,
  SimWorkloadInputs,
} from "../../model/sim.js";

export const SIM_API_VERSION = "stowage.dev/sim/v1";

export interface SimCloudState {
  readonly apiVersion: typeof SIM_API_VERSION;
  readonly clusters: Readonly<Record<string, SimClusterInputs>>;
  readonly nodePools: Readonly<Record<string, SimNodePoolInputs>>;
  readonly edgeSites: Readonly<Record<string, SimEdgeSiteInputs>>;
  readonly workloads: Readonly<Record<string, SimWorkloadInputs>>;
  /**
   * Machines that the cloud has, sold ones included: "aws/eu-central-1/m7g.large" for a region,
   * "aws/eu-central-1/eu-central-1a/m7g.large" for an availability zone. What is not listed never runs out.
   */
  readonly stock?: Readonly<Record<string, number>>;
  /** Limits of the account in a region, by "aws/eu-central-1". */
  readonly quotas?: Readonly<Record<string, SimQuota>>;
  readonly faults?: readonly SimFault[];
}

export interface SimQuota {
  readonly vcpu?: number;
  readonly nodes?: number;
}

export type SimOperation = "create" | "update" | "delete";

/** An operation that fails on purpose. */
export interface SimFault {
  readonly operation: SimOperation;
  /** Id of the resource; a trailing "*" matches any rest. */
  readonly id: string;
  /** How many times it fails; absent: always. Counted down in the file. */
  readonly times?: number;
  /** What the cloud says. */
  readonly message: string;
}

export const EMPTY_CLOUD: SimCloudState = {
  apiVersion: SIM_API_VERSION,
  clusters: {},
  nodePools: {},
  edgeSites: {},
  workloads: {},
};

/** What each map of the file holds. */
export interface SimInputs {
  readonly clusters: SimClusterInputs;
  readonly nodePools: SimNodePoolInputs;
  readonly edgeSites: SimEdgeSiteInputs;
  readonly workloads: SimWorkloadInputs;
}

export type SimCollection = keyof SimInputs;

/** The entry under a key, never what every object inherits. */
export function entryOf<T>(entries: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(entries, id) ? entries[id] : undefined;
}
