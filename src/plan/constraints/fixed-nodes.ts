/** Nodes that exist: as many as there are of each kind, paid for whether used or not. */
import { targetPath, targetWords } from "../formulate/plan-target.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { NodeLimit } from "./node-limit.js";

export function stockLimits(target: PlanTarget, kinds: readonly NodeKind[]): NodeLimit[] {
  return kinds.flatMap((kind) => {
    const { stock } = kind;
    if (stock === undefined) return [];
    return [
      {
        label: "fixed-nodes",
        subject: target.kind === "cluster" ? `${target.name}/${kind.pool}` : target.name,
        path:
          target.kind === "cluster"
            ? `${targetPath(target)}/pools/${kind.pool}/nodes`
            : `${targetPath(target)}/nodes`,
        words: `${targetWords(target)} has ${stock} ${kind.instanceType} node(s) in ${kind.availabilityZone}`,
        limit: stock,
        weightOf: (other: NodeKind) => (other === kind ? 1 : 0),
        wayOut: (needed: number) =>
          `add ${needed - stock} ${kind.instanceType} node(s) to ${targetWords(target)}`,
      },
    ];
  });
}
