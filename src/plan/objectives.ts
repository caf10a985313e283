/** What may be made small after cost, counted of the nodes of one target; moves are counted in `moves/`. */
import type { Catalogue } from "../catalogue/index.js";
import type { FurtherObjective } from "../model/fleet-spec.js";
import { carbonOf, nodeCarbon } from "./assemble/carbon.js";
import { summed } from "./pack/filled-nodes.js";
import type { FilledNodes } from "./pack/filled-nodes.js";
import type { NodeKind } from "./formulate/node-kind.js";
import type { PlanTarget } from "./formulate/plan-target.js";
import { strandedOf } from "./assemble/stranded.js";

/** Distinct instance types of each pool, summed over pools. */
export function typesOf(nodes: readonly FilledNodes[]): number {
  return new Set(nodes.map(({ kind }) => `${kind.pool} ${kind.instanceType}`)).size;
}

/** What the nodes alone say. */
export type NodeObjective = Exclude<FurtherObjective, "moves">;

export function isNodeObjective(name: FurtherObjective): name is NodeObjective {
  return name !== "moves";
}

/** In the unit of the plan: nodes, types, grams an hour, thousandths of a node. */
export function objectiveOf(
  name: NodeObjective,
  target: PlanTarget,
  nodes: readonly FilledNodes[],
  catalogue: Catalogue,
): number {
  switch (name) {
    case "nodes":
      return summed(nodes, () => 1);
    case "instanceTypes":
      return typesOf(nodes);
    case "stranded":
      return strandedOf([{ target, nodes }], target.futureRequests ?? []).strandedMilliNodes;
    case "carbon":
      return carbonOf(target, nodes, catalogue).gramsPerHour;
  }
}

/** What one node adds, in whole units that the solver can add up: nodes, or milligrams an hour. */
export function partOfNode(
  name: Exclude<NodeObjective, "instanceTypes" | "stranded">,
  target: PlanTarget,
  catalogue: Catalogue,
): (kind: NodeKind) => number {
  return name === "nodes" ? () => 1 : (kind) => nodeCarbon(kind, target, catalogue)?.milligramsPerHour ?? 0;
}
