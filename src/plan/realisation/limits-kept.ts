/** Whether nodes that are counted by kind keep what a target limits. */
import { keepsTypes } from "../constraints/instance-types.js";
import { keepsSpotShare } from "../constraints/spot-share.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { summed } from "../pack/filled-nodes.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import { nodeLimits, withinLimits } from "../pack/pack-target.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import type { NodeCounts } from "./model-of-nodes.js";
import { withEmpty } from "./more-nodes.js";

type Limited = Pick<PackTargetInput, "target" | "kinds">;

function filledOf(counts: NodeCounts): FilledNodes[] {
  return [...counts].flatMap(([kind, nodes]) =>
    nodes > 0 ? [{ kind, nodes, pods: new Map<string, number>() }] : [],
  );
}

/** Maxima of pools, quotas, addresses, stock; the share of spot; the number of instance types. */
export function keepsLimits({ target, kinds }: Limited, counts: NodeCounts): boolean {
  const nodes = filledOf(counts);
  const within = withinLimits(nodeLimits({ target, kinds }), nodes);
  return within && keepsSpotShare(target, nodes) && keepsTypes(target, nodes);
}

/** Whether one more node of a kind keeps them. */
export function roomForMore({ target, kinds }: Limited, counts: NodeCounts): (kind: NodeKind) => boolean {
  const nodes = filledOf(counts);
  const left = nodeLimits({ target, kinds }).map(({ limit, weightOf }) => ({
    left: limit - summed(nodes, weightOf),
    weightOf,
  }));
  return (kind) =>
    left.every(({ left: rest, weightOf }) => weightOf(kind) <= rest) &&
    keepsSpotShare(target, withEmpty(nodes, kind, 1)) &&
    keepsTypes(target, withEmpty(nodes, kind, 1));
}

/** The fewest nodes of each pool. */
export function keepsMinimums({ target }: Limited, counts: NodeCounts): boolean {
  return target.pools.every(
    ({ name, minNodes }) =>
      [...counts].reduce((sum, [kind, nodes]) => sum + (kind.pool === name ? nodes : 0), 0) >= minNodes,
  );
}
