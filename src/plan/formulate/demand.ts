/** Replicas of one workload, or its share in one availability zone, and the nodes that may hold them. */
import type { Workload } from "../../model/fleet.js";
import type { EligibilityMask } from "./eligibility.js";

export interface Demand {
  readonly workload: Workload;
  readonly replicas: number;
  readonly mask: EligibilityMask;
  readonly maxPerNode?: number;
  /** Present where replicas may be left out: what each counts, in micro-units an hour. */
  readonly penalty?: number;
  /** Present where it is left out in the order of priorities, at no penalty: its own. */
  readonly priority?: number;
  /** Most replicas of all demands of its priority that may be left out together; absent: any number. */
  readonly mostLeftOut?: number;
  /** Present where all demands of one gang must be in one availability zone: which gang. */
  readonly gang?: string;
  /** Id of the workload whose rules about shared nodes hold for it, where that is not its own. */
  readonly apartAs?: string;
  /** Workload id -> replicas that one item stands for, where that is not one of its own workload. */
  readonly holds?: ReadonlyMap<string, number>;
}

/** Replicas that one item stands for: one, or those of a gang that stand and fall together. */
export function itemsOf({ holds }: Demand): number {
  return holds === undefined ? 1 : [...holds.values()].reduce((sum, each) => sum + each, 0);
}
