/** Moves of a whole fleet between what was and a filling of all of its targets. */
import type { ByName } from "../../model/by-name.js";
import type { Link } from "../../model/latency.js";
import type { PricedMoves } from "../../model/move.js";
import type { PreviousFleet, RunningNodes } from "../../model/running.js";
import type { PackedTarget } from "../pack/planned-target.js";
import { purchasesOf } from "../assemble/purchases.js";
import { fleetMoves } from "./move-ends.js";
import type { PlaceMoves } from "./move-ends.js";
import { movePricing, pricedMoves, priceOf } from "./move-prices.js";
import type { MovePricing } from "./move-prices.js";
import { movesBetween, plannedLayouts } from "./staying-nodes.js";
import type { Moves } from "./staying-nodes.js";

export interface TargetMoves extends PlaceMoves {
  readonly moves: Moves;
}

export interface FleetMoves {
  readonly movePods: number;
  /** Of those, from one place to another. */
  readonly betweenPlaces: number;
  readonly priced: ByName<PricedMoves>;
  readonly priceMicro: number;
}

export function targetMoves(
  { target, kinds, packing: { nodes } }: Pick<PackedTarget, "target" | "kinds" | "packing">,
  before: readonly RunningNodes[],
): TargetMoves {
  const { name } = target;
  const layouts = plannedLayouts(purchasesOf({ target, nodes }, kinds), name);
  const moves = movesBetween(before, layouts);
  return { name, before, layouts, stays: moves.stays, moves };
}

/** Of these places alone: what leaves one of them and comes to none of them ends. */
export function movesAmong(places: readonly PlaceMoves[], pricing: MovePricing): FleetMoves {
  const all = fleetMoves(places, pricing.clouds);
  let [movePods, betweenPlaces] = [0, 0];
  for (const ways of all.values())
    for (const { from, to, pods } of ways) {
      movePods += pods;
      if (from.place !== to.place) betweenPlaces += pods;
    }
  const priced = pricing.moving.size === 0 ? {} : pricedMoves(all, pricing);
  return { movePods, betweenPlaces, priced, priceMicro: priceOf(priced) };
}

/** Places of what was that have no target any more: all that stood there leaves. */
export function placesGone(
  { targets }: PreviousFleet,
  kept: readonly Pick<PlaceMoves, "name">[],
): readonly PlaceMoves[] {
  const names = new Set(kept.map(({ name }) => name));
  return Object.entries(targets)
    .filter(([name]) => !names.has(name))
    .map(([name, before]) => ({ name, before, layouts: [], stays: [] }));
}

/** Replicas of what was that the fleet has too, wherever: "namespace/name" is the same workload everywhere. */
export function podsStayingOn(places: readonly PlaceMoves[]): number {
  const [before, after] = [new Map<string, number>(), new Map<string, number>()];
  const add = (sums: Map<string, number>, count: number, pods: ByName<number>): void => {
    for (const [key, each] of Object.entries(pods)) sums.set(key, (sums.get(key) ?? 0) + count * each);
  };
  for (const place of places) {
    for (const { count, pods } of place.before) add(before, count, pods);
    for (const { count, pods } of place.layouts) add(after, count, pods);
  }
  let sum = 0;
  for (const [key, pods] of before) sum += Math.min(pods, after.get(key) ?? 0);
  return sum;
}

export interface MovesOfFleet extends FleetMoves {
  readonly pods: number;
  readonly targets: readonly TargetMoves[];
}

export function movesOfFleet(
  packed: readonly PackedTarget[],
  previous: PreviousFleet,
  links: readonly Link[] | undefined,
): MovesOfFleet {
  const targets = packed.map((one) => targetMoves(one, previous.targets[one.target.name] ?? []));
  const places = [...targets, ...placesGone(previous, targets)];
  const pricing = movePricing(
    packed.map(({ target }) => target),
    links,
  );
  return { ...movesAmong(places, pricing), pods: podsStayingOn(places), targets };
}
