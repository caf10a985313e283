/**
 * The longest round trip that a plan promises: over all workloads, demand points and replicas that serve them, the most
 * that was measured, else what 95 of 100 measured pairs at that distance were below.
 */
import type { Catalogue } from "../../catalogue/index.js";
import type { CheckedFleet, Workload } from "../../model/fleet.js";
import type { LatencyRule } from "../../model/latency.js";
import type { Plan } from "../../model/plan.js";
import { targetsOf } from "../formulate/plan-target.js";
import { Reach, demandRules } from "./reach.js";

export interface Promises {
  /** Every promise that some plan could make, in microseconds, the shortest first. */
  readonly all: readonly number[];
  /** No plan promises less. */
  readonly least: number;
}

/** Empty where no workload serves a demand point. */
export function promisesOf(fleet: CheckedFleet, catalogue: Catalogue): Promises {
  const reach = new Reach(fleet, targetsOf(fleet, catalogue));
  const all = new Set<number>();
  let least = 0;
  const take = (rule: LatencyRule, places: readonly string[]): void => {
    const times = places.flatMap((place) =>
      reach.has(rule, place) ? (reach.nearest(rule, place)?.trip.p95Microseconds ?? []) : [],
    );
    for (const time of times) all.add(time);
    if (times.length > 0) least = Math.max(least, Math.min(...times));
  };
  const rulesOf = (workload: Workload | undefined): LatencyRule[] =>
    workload === undefined ? [] : demandRules(workload);
  for (const one of fleet.workloads)
    if (one.replicas > 0) for (const rule of rulesOf(one)) take(rule, [one.target.name]);
  for (const { candidates } of fleet.divided ?? [])
    for (const rule of rulesOf(candidates[0]))
      take(
        rule,
        candidates.map(({ target }) => target.name),
      );
  return { all: [...all].sort((left, right) => left - right), least };
}

/** 0 where the plan promises none. */
export function longestPromise({ latency = {} }: Plan): number {
  return Object.values(latency)
    .flat()
    .filter(({ demandPoint }) => demandPoint !== undefined)
    .flatMap(({ byTarget }) => Object.values(byTarget))
    .reduce(
      (most, { replicas, p95Microseconds }) => (replicas > 0 ? Math.max(most, p95Microseconds) : most),
      0,
    );
}
