/** Stages that change one target after another, each within what the others leave of the quotas that they share. */
import type { FilledNodes } from "./filled-nodes.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import type { PackedTarget } from "./planned-target.js";
import { leftBy } from "./share-quotas.js";

export interface Turn<T> {
  readonly result: T;
  /** What the target has from now on. */
  readonly nodes: readonly FilledNodes[];
}

/**
 * `step`: gets each target with what is left for it. `nodesOf`: what each has before its turn; its packing unless said.
 * Results are in the order of `packed`.
 */
export function inTurn<T>(
  packed: readonly PackedTarget[],
  step: (one: PackedTarget, left: PlanTarget, index: number) => Turn<T>,
  nodesOf: (one: PackedTarget) => readonly FilledNodes[] = ({ packing }) => packing.nodes,
): T[] {
  const standing = packed.map((one) => ({ target: one.target, nodes: nodesOf(one) }));
  return packed.map((one, index) => {
    const others = standing.filter(({ target }) => target !== one.target);
    const { result, nodes } = step(one, leftBy(one.target, others), index);
    standing[index] = { target: one.target, nodes };
    return result;
  });
}
