/** What is packed of one target. */
import type { PackingLimits } from "../../solve/problem.js";
import type { Demands } from "./demands.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "./node-kind.js";
import type { PlanTarget } from "./plan-target.js";

export interface PackTargetInput {
  readonly target: PlanTarget;
  readonly kinds: readonly NodeKind[];
  readonly demands: Demands;
  readonly limits: PackingLimits;
  /** Nodes that a search of more than this target put there; they hold its demands, or nearly. */
  readonly start?: readonly FilledNodes[];
  /** Present where only nodes are asked for: the bound is then that of the demands as they are split, and no claim. */
  readonly nodesAlone?: true;
}
