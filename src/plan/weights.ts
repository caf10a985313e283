/**
 * What is weighed beside cost. Carbon and nodes are known of each node, so they are part of its price to the search,
 * and what is proved at these prices is proved of the sum. Instance types and moves are not: the search meets them
 * with plans of fewer, and the bound counts the one type that a target with replicas cannot do without.
 */
import type { Catalogue } from "../catalogue/index.js";
import type { Weights } from "../model/fleet.js";
import { nodeCarbon } from "./assemble/carbon.js";
import { summed } from "./pack/filled-nodes.js";
import type { FilledNodes } from "./pack/filled-nodes.js";
import type { NodeKind } from "./formulate/node-kind.js";
import { typesOf } from "./objectives.js";
import type { PlanTarget } from "./formulate/plan-target.js";
import type { DemandedTarget, PackedTarget } from "./pack/planned-target.js";
import { fewerTypes } from "./pack/refine-target.js";
import { costOf, gapPpm, stopOf } from "./pack/target-packing.js";
import type { SolvedTarget } from "./pack/target-packing.js";

const MILLIGRAMS_PER_KG = 1_000_000;

/** Weighed carbon of one node, in whole micro-units an hour: half a unit and more is one. */
function carbonPart(milligramsPerHour: number, { microPerKgCo2e }: Weights): number {
  return Math.round((milligramsPerHour * microPerKgCo2e) / MILLIGRAMS_PER_KG);
}

/** A node at its price and what carbon and nodes weigh of it. */
export function weighedKind(
  kind: NodeKind,
  target: PlanTarget,
  { weights, catalogue }: { readonly weights: Weights; readonly catalogue: Catalogue },
): NodeKind {
  const milligrams = nodeCarbon(kind, target, catalogue)?.milligramsPerHour ?? 0;
  const more = weights.microPerNodeHour + carbonPart(milligrams, weights);
  return { ...kind, microPerHour: kind.microPerHour + more };
}

/** A target whose kinds cost what they weigh, and what each of them is at list prices. */
export interface WeighedTarget {
  readonly demanded: DemandedTarget;
  readonly listed: ReadonlyMap<NodeKind, NodeKind>;
}

export function weighedTarget(
  demanded: DemandedTarget,
  weights: Weights,
  catalogue: Catalogue,
): WeighedTarget {
  const { target, kinds } = demanded;
  const listed = new Map(
    kinds.map((kind) => [weighedKind(kind, target, { weights, catalogue }), kind] as const),
  );
  return { demanded: { ...demanded, kinds: [...listed.keys()] }, listed };
}

function renamed(nodes: readonly FilledNodes[], names: ReadonlyMap<NodeKind, NodeKind>): FilledNodes[] {
  return nodes.map((one) => ({ ...one, kind: names.get(one.kind) ?? one.kind }));
}

/** The cheapest packing at what it weighs, which is a packing of the weighed problem too. */
export function asWeighed(packing: SolvedTarget, { listed }: WeighedTarget): SolvedTarget {
  const weighed = new Map([...listed].map(([kind, own]) => [own, kind]));
  const nodes = renamed(packing.nodes, weighed);
  return { ...packing, nodes, cost: packing.cost - costOf(packing.nodes) + costOf(nodes) };
}

export function weighedSum({ nodes, cost }: SolvedTarget, { microPerInstanceTypeHour }: Weights): number {
  return cost + microPerInstanceTypeHour * typesOf(nodes);
}

/** Fewer instance types, where that weighs less than what it costs. */
export function withWeighedTypes(
  one: PackedTarget,
  weights: Weights,
  limits: Parameters<typeof fewerTypes>[0]["input"]["limits"],
): PackedTarget {
  const { microPerInstanceTypeHour: each } = weights;
  const { target, kinds, demands, packing } = one;
  const most = typesOf(packing.nodes) - 1;
  if (each === 0 || most < 1) return one;
  let best = packing;
  for (const saved of [1, most]) {
    const budget = costOf(packing.nodes) + saved * each;
    const fewer = fewerTypes({ input: { target, kinds, demands, limits }, packing, budget });
    const workUnits = best.workUnits + fewer.workUnits - packing.workUnits;
    best = { ...(weighedSum(fewer, weights) < weighedSum(best, weights) ? fewer : best), workUnits };
    if (most === 1) break;
  }
  return { ...one, packing: best };
}

/** The target at list prices again, with the nodes that weigh least and the bound of cost alone. */
export function asListed(
  one: PackedTarget,
  { listed }: WeighedTarget,
  cheapest: PackedTarget,
  targetGapMilliPercent: number,
): PackedTarget {
  const nodes = renamed(one.packing.nodes, listed);
  const machines = costOf(nodes);
  const cost = one.packing.cost - costOf(one.packing.nodes) + machines;
  const { bound, bounding, workUnits } = cheapest.packing;
  const stop = stopOf(gapPpm(cost, bound), targetGapMilliPercent, one.packing.stop === "workBudget");
  const extraMicroPerHour = Math.max(0, machines - costOf(cheapest.packing.nodes));
  return {
    ...one,
    kinds: cheapest.kinds,
    demands: cheapest.demands,
    residency: cheapest.residency,
    packing: {
      ...one.packing,
      nodes,
      cost,
      bound,
      bounding,
      stop,
      workUnits: workUnits + one.packing.workUnits,
    },
    ...(one.realisation === undefined ? {} : { realisation: { ...one.realisation, extraMicroPerHour } }),
  };
}

/** What the nodes of a target weigh beside their price. */
export function weighedParts(
  { target, packing: { nodes } }: PackedTarget,
  weights: Weights,
  catalogue: Catalogue,
): { readonly carbon: number; readonly nodes: number; readonly instanceTypes: number } {
  return {
    carbon: summed(nodes, (kind) =>
      carbonPart(nodeCarbon(kind, target, catalogue)?.milligramsPerHour ?? 0, weights),
    ),
    nodes: weights.microPerNodeHour * summed(nodes, () => 1),
    instanceTypes: weights.microPerInstanceTypeHour * typesOf(nodes),
  };
}

/** Types that any plan of the target has: one, where a replica must run. */
export function leastTypes({ demands }: DemandedTarget): number {
  return demands.demands.some(({ replicas, penalty }) => replicas > 0 && penalty === undefined) ? 1 : 0;
}
