/**
 * What runs today (stowage.dev/running/v1), as `stowage import` reads it from a cluster: the nodes as a plan
 * names them, each with the pods on it. Plans are compared with it. It shapes one only where it is given as what
 * the plan is to keep to (`PreviousFleet`).
 */
import type { PurchaseOption } from "./catalogue.js";
import type { ByName } from "./plan.js";

export const RUNNING_API_VERSION = "stowage.dev/running/v1";

export interface RunningFleet {
  readonly apiVersion: "stowage.dev/running/v1";
  readonly clusters: ByName<RunningCluster>;
}

export interface RunningCluster {
  /** Sorted by pool, instance type, availability zone and purchase option. */
  readonly nodes: readonly RunningNodes[];
}

/** `count` nodes of one kind with the same pods on each. */
export interface RunningNodes {
  readonly pool: string;
  readonly instanceType: string;
  /** As plans name it. */
  readonly availabilityZone: string;
  readonly purchaseOption: PurchaseOption;
  readonly count: number;
  /** "namespace/name" of a workload of the spec -> its pods on each of these nodes. */
  readonly pods: ByName<number>;
}

/** What a plan is asked to stay near: an earlier plan, or what runs. */
export interface PreviousFleet {
  /** sha256 of the canonical JSON of that plan or file. */
  readonly digest: string;
  /**
   * Name of a cluster or edge site -> its nodes. Of a plan: one row for each layout of each purchase, in the order
   * of purchase keys, then of layouts.
   */
  readonly targets: ByName<readonly RunningNodes[]>;
}
