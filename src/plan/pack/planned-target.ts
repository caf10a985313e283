/** A target on its way through the pipeline: each stage adds what it found. */
import type { TargetRealisation } from "../../model/plan.js";
import type { Demands } from "../formulate/demands.js";
import type { ResidencyInput } from "../constraints/residency.js";
import type { FilledNodes } from "./filled-nodes.js";
import type { PackedHours } from "../hours/hour-states.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import type { Steering } from "../realisation/steering.js";
import type { SolvedTarget } from "./target-packing.js";

export interface OfferedTarget {
  readonly target: PlanTarget;
  readonly kinds: readonly NodeKind[];
}

export interface DemandedTarget extends OfferedTarget {
  readonly demands: Demands;
  readonly residency: ResidencyInput;
  /**
   * The same with what must outlive risk groups in as few zones as that takes; absent where that is no other split, or
   * was chosen already.
   */
  readonly inFewZones?: Demands;
}

export interface PackedTarget extends DemandedTarget {
  readonly packing: SolvedTarget;
  /** Nodes of the cheapest packing found, where other objectives came after it. */
  readonly cheapest?: readonly FilledNodes[];
  /** Workload id -> how its pods are led to their nodes; absent where they go anywhere. */
  readonly steering?: ReadonlyMap<string, Steering>;
  /** What the scheduler model makes of the nodes, where the fleet asks for it, and the work that it took. */
  readonly realisation?: TargetRealisation;
  readonly replayWorkUnits?: number;
  /** Every node at peak; absent where no demand has one, or one is by the hour. */
  readonly peak?: readonly FilledNodes[];
  /** Every node hour by hour; absent where no demand is by the hour. */
  readonly hours?: readonly PackedHours[];
}
