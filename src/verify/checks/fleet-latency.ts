/**
 * Rules of latency are the fleet's, all of them, and the times are what was measured or what the distance gives. Each
 * demand point has one replica of a divided workload, and of the others its part of the traffic, rounded down.
 */
import type { CheckedFleet, Workload } from "../../model/fleet.js";
import type { LatencyPlan, LatencyRule, RoundTripPlan } from "../../model/latency.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check, Review } from "../review.js";
import { modelledTrips } from "../round-trips.js";
import type { Coordinates } from "../round-trips.js";

/** The most measured inside one region. */
const INSIDE_REGION_MICROSECONDS = 5300;

interface Spot {
  /** Its own name, then its region's. */
  readonly names: readonly string[];
  readonly coordinates?: Coordinates;
  /** Of clusters and sites: what they share with those beside them. */
  readonly place?: string;
}

function spotOfPlace(name: string, { fleet, rows }: Review): Spot | undefined {
  const site = fleet?.edgeSites.find((one) => one.name === name);
  if (site !== undefined) return { names: [name], coordinates: site.location, place: `site ${name}` };
  const cluster = fleet?.clusters.find((one) => one.name === name);
  if (cluster === undefined) return undefined;
  const { provider, region } = cluster;
  const row = rows?.regions.find((one) => one.provider === provider && one.name === region);
  return {
    names: [name, region],
    place: `${provider} ${region}`,
    ...(row === undefined ? {} : { coordinates: row }),
  };
}

function spotOfPoint(name: string, { demandPoints = [] }: CheckedFleet): Spot | undefined {
  const point = demandPoints.find((one) => one.name === name);
  if (point === undefined) return undefined;
  return { names: point.region === undefined ? [name] : [name, point.region], coordinates: point };
}

function measuredBetween(from: Spot, to: Spot, { roundTrips = [] }: CheckedFleet): number | undefined {
  for (const one of from.names)
    for (const other of to.names) {
      const trip = roundTrips.find(
        ({ between: [left, right] }) =>
          (left === one && right === other) || (left === other && right === one),
      );
      if (trip !== undefined) return trip.p95Microseconds;
    }
  return undefined;
}

type Expected = Pick<RoundTripPlan, "basis" | "leastMicroseconds" | "p95Microseconds">;

/** Empty: the coordinates of one of them are not known here. */
function expectedTrips(from: Spot, to: Spot, fleet: CheckedFleet): Expected[] {
  const measured = measuredBetween(from, to, fleet);
  if (measured !== undefined)
    return [{ basis: "measured", leastMicroseconds: measured, p95Microseconds: measured }];
  if (from.place !== undefined && from.place === to.place)
    return [{ basis: "samePlace", leastMicroseconds: 0, p95Microseconds: INSIDE_REGION_MICROSECONDS }];
  if (from.coordinates === undefined || to.coordinates === undefined) return [];
  return modelledTrips(from.coordinates, to.coordinates).map((trip) => ({ basis: "distance", ...trip }));
}

function checkTimes(
  rule: LatencyRule,
  planned: LatencyPlan,
  { review, fleet, at, refuse }: { review: Review; fleet: CheckedFleet; at: Path; refuse: Refuse },
): void {
  for (const [place, trip] of Object.entries(planned.byTarget)) {
    const from = spotOfPlace(place, review);
    const to =
      rule.demandPoint === undefined
        ? spotOfPlace(trip.to ?? "", review)
        : spotOfPoint(rule.demandPoint, fleet);
    const { maxPromisedMicroseconds: most } = fleet.limits;
    if (most !== undefined && rule.demandPoint !== undefined && trip.p95Microseconds > most)
      refuse(
        [...at, "byTarget", place, "p95Microseconds"],
        `is ${trip.p95Microseconds} microseconds, and the fleet lets ${most} be promised`,
      );
    if (from === undefined || to === undefined) {
      refuse([...at, "byTarget", place], "leads from or to no place of the fleet");
      continue;
    }
    const expected = expectedTrips(from, to, fleet);
    if (expected.length === 0) continue;
    for (const field of ["basis", "leastMicroseconds", "p95Microseconds"] as const)
      if (!expected.some((one) => one[field] === trip[field]))
        refuse(
          [...at, "byTarget", place, field],
          `is ${trip[field]}, and the fleet gives ${expected[0]?.[field] ?? ""}`,
        );
  }
}

function checkTraffic(
  rules: readonly LatencyRule[],
  planned: readonly LatencyPlan[],
  replicas: number,
  at: Path,
  refuse: Refuse,
): void {
  const points = rules.filter(({ demandPoint }) => demandPoint !== undefined);
  const traffic = points.reduce((sum, one) => sum + one.traffic, 0);
  for (const { demandPoint, traffic: part } of points) {
    const index = planned.findIndex((one) => one.demandPoint === demandPoint);
    const served = Object.values(planned[index]?.byTarget ?? {}).reduce((sum, one) => sum + one.replicas, 0);
    const least = 1 + Math.floor(((replicas - points.length) * part) / traffic);
    if (served < least)
      refuse(
        [...at, index, "byTarget"],
        `has ${served} replica(s) serve "${demandPoint ?? ""}", and its traffic asks for ${least}`,
      );
  }
}

function sameRule(planned: LatencyPlan, rule: LatencyRule): boolean {
  return (["demandPoint", "workload", "withinMicroseconds", "judgedBy"] as const).every(
    (field) => planned[field] === rule[field],
  );
}

interface Ruled {
  readonly key: string;
  readonly rules: readonly LatencyRule[];
  /** Of a divided workload. */
  readonly replicas?: number;
}

/** Workloads that the plan runs. */
function ruledOf({ workloads, divided = [] }: CheckedFleet, { plan }: Review): Ruled[] {
  const runs = ({ id }: Workload): boolean => (entryOf(plan.workloads, id)?.replicas ?? 0) > 0;
  return [
    ...workloads.filter(runs).map(({ id, latency = [] }): Ruled => ({ key: id, rules: latency })),
    ...divided.map(({ key, replicas, candidates: [first] }): Ruled => ({
      key,
      rules: first?.latency ?? [],
      replicas,
    })),
  ].filter(({ rules }) => rules.length > 0);
}

export const checkFleetLatency: Check = (review, refuse) => {
  const { plan, fleet } = review;
  if (fleet === undefined) return;
  const ruled = ruledOf(fleet, review);
  const keys = new Set(ruled.map(({ key }) => key));
  for (const key of Object.keys(plan.latency ?? {}))
    if (!keys.has(key)) refuse(["latency", key], "is in the plan, and the fleet has no such rules");
  for (const { key, rules, replicas } of ruled) {
    const at = ["latency", key];
    const planned = entryOf(plan.latency ?? {}, key);
    if (planned === undefined) {
      refuse(at, "is missing, and the fleet says whom the workload must be near");
      continue;
    }
    const pairs = rules.flatMap((rule, index) => {
      const own = planned[index];
      return own !== undefined && sameRule(own, rule) ? [{ rule, own, index }] : [];
    });
    if (pairs.length < rules.length || planned.length > rules.length) {
      refuse(at, "has other rules than the fleet");
      continue;
    }
    for (const { rule, own, index } of pairs)
      checkTimes(rule, own, { review, fleet, at: [...at, index], refuse });
    if (replicas !== undefined) checkTraffic(rules, planned, replicas, at, refuse);
  }
};
