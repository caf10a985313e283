/**
 * Replicas of a divided workload for its demand points. Each has one replica, and of the others its part of the
 * traffic, rounded down; those that are left over may serve any of them.
 */
import type { DividedWorkload } from "../../model/fleet.js";
import type { LatencyRule } from "../../model/latency.js";
import { demandRules } from "../latency/reach.js";
import type { Reach } from "../latency/reach.js";
import type { Part } from "./parts.js";
import type { Place } from "./places.js";

/** Replicas of each demand point, in their order, and those that may serve any. */
export function sharesOf(
  replicas: number,
  points: readonly Pick<LatencyRule, "traffic">[],
): { readonly own: readonly number[]; readonly left: number } {
  const all = points.reduce((sum, { traffic }) => sum + traffic, 0);
  const more = replicas - points.length;
  const own = points.map(({ traffic }) => 1 + Math.floor((more * traffic) / all));
  return { own, left: replicas - own.reduce((sum, one) => sum + one, 0) };
}

/** In the order of the workload's demand points; the replicas that serve any of them come last. */
export function reachingParts(
  one: DividedWorkload,
  places: readonly Place[],
  open: readonly number[],
  reach: Reach,
): Part[] {
  const [candidate] = one.candidates;
  const rules = candidate === undefined ? [] : demandRules(candidate);
  if (rules.length === 0) return [];
  const shares = sharesOf(one.replicas, rules);
  const own = rules.map((rule, index): Part => {
    const near = reach.within(rule, one);
    return {
      replicas: shares.own[index] ?? 0,
      places: open.filter((place) => near.has(places[place]?.target.name ?? "")),
    };
  });
  const { left } = shares;
  const any = open.filter((place) => own.some((part) => part.places.includes(place)));
  return left > 0 ? [...own, { replicas: left, places: any }] : own;
}
