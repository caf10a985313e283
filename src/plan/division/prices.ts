/**
 * Divisions at other prices than those of the list. A node's place is known, so what it weighs is: its price, and its
 * carbon on the grid of that place. All places at these prices are one packing problem as before, each node of any plan
 * pays its price there, and what is proved of the problem is proved of the sum of every division.
 */
import type { Catalogue } from "../../catalogue/index.js";
import type { CheckedFleet, Weights } from "../../model/fleet.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { isNodeObjective, partOfNode } from "../objectives.js";
import type { NodeObjective } from "../objectives.js";
import { standingCost } from "../pack/pack-target.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { weighedKind } from "../weights.js";
import type { DividePlaces, DividedFleet } from "./divide-fleet.js";
import type { Place } from "./places.js";

function repriced(
  places: readonly Place[],
  priced: (kind: NodeKind, target: PlanTarget) => NodeKind,
): readonly Place[] {
  return places.map((place) => ({
    ...place,
    kinds: place.kinds.map((kind) => priced(kind, place.target)),
  }));
}

/** Carbon and nodes are known of each node; types and moves are not, and change no price. */
export function changesPrices({ microPerKgCo2e, microPerNodeHour }: Weights): boolean {
  return microPerKgCo2e + microPerNodeHour > 0;
}

/** Every node at what it weighs. */
export function weighedPlaces(open: DividePlaces, weights: Weights, catalogue: Catalogue): DividePlaces {
  const places = repriced(open.places, (kind, target) => weighedKind(kind, target, { weights, catalogue }));
  return { ...open, places };
}

/**
 * Instance types that any plan has at least: one of a pool in each place where a replica must run, and in as many
 * places as a divided workload must stand in.
 */
export function leastTypesOf({ places, divided }: Pick<DividePlaces, "places" | "divided">): number {
  const fixed = places.filter(({ demands }) =>
    demands.some(({ replicas, penalty }) => replicas > 0 && penalty === undefined),
  ).length;
  return divided.reduce((most, { minPlaces }) => Math.max(most, minPlaces), fixed);
}

type Priceable = Exclude<NodeObjective, "instanceTypes" | "stranded">;

/** The first objective after cost that a division can make small: what each node adds to it is known. */
export function priceableOf({ furtherObjectives = [] }: CheckedFleet): Priceable | undefined {
  return furtherObjectives
    .filter(isNodeObjective)
    .find((name): name is Priceable => name === "nodes" || name === "carbon");
}

/** No user's limit, so nobody is told of it. */
function keepingCost(limit: number, weightOf: NodeLimit["weightOf"]): NodeLimit {
  const words = "the plan keeps its cost";
  return { label: "pool-limit", subject: "", path: "", words, limit, weightOf, wayOut: () => words };
}

/** Every node at its part of the objective, where all together cost no more than the gap allows. */
export function objectivePlaces(
  open: DividePlaces,
  { name, catalogue }: { readonly name: Priceable; readonly catalogue: Catalogue },
  cheapest: Extract<DividedFleet, { readonly status: "divided" }>,
): DividePlaces {
  const listed = new Map<NodeKind, number>();
  const places = repriced(open.places, (kind, target) => {
    const own = { ...kind, microPerHour: partOfNode(name, target, catalogue)(kind) };
    listed.set(own, kind.microPerHour);
    return own;
  });
  const standing = open.places.reduce((sum, { kinds }) => sum + standingCost(kinds), 0);
  const { targetGapMilliPercent } = open.fleet.limits;
  const allowed = Number((BigInt(cheapest.bound) * BigInt(100_000 + targetGapMilliPercent)) / 100_000n);
  const budget = Math.max(standing + cheapest.packedCost, allowed);
  return { ...open, places, within: [keepingCost(budget, (kind) => listed.get(kind) ?? 0)] };
}
