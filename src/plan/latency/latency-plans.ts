/** What a plan says of how near its workloads are to whom. */
import type { Catalogue } from "../../catalogue/index.js";
import { ROUND_TRIP_EVIDENCE } from "../../catalogue/index.js";
import type { Assumption } from "../../model/evidence.js";
import type { CheckedFleet, DividedWorkload, Workload } from "../../model/fleet.js";
import type { LatencyPlan, LatencyRule, RoundTripPlan } from "../../model/latency.js";
import type { ByName, Plan } from "../../model/plan.js";
import { distinctAssumptions } from "../assemble/assumptions.js";
import { placeCounts } from "../division/place-counts.js";
import { sharesOf } from "../division/reaching.js";
import { targetsOf } from "../formulate/plan-target.js";
import { Reach, asksForLatency, demandRules } from "./reach.js";
import { judged } from "./round-trips.js";

interface Placed {
  readonly latency: readonly LatencyRule[];
  /** Place -> replicas there. */
  readonly byTarget: ByName<number>;
  /** Demand point -> place -> replicas that serve it; absent: all of a place serve each of them. */
  readonly serving?: ByName<ByName<number>>;
}

function roundTripOf(
  rule: LatencyRule,
  place: string,
  replicas: number,
  reach: Reach,
  plan: Plan,
): [string, RoundTripPlan][] {
  const others = Object.values(plan.workloads)
    .filter((other) => `${other.namespace}/${other.name}` === rule.workload && other.replicas > 0)
    .map(({ target }) => target.name)
    .sort();
  const nearest = reach.nearest(rule, place, others);
  if (nearest === undefined) return [];
  const { to, trip } = nearest;
  return [[place, { replicas, ...(to === undefined ? {} : { to }), ...trip }]];
}

function rulePlan(rule: LatencyRule, placed: Placed, reach: Reach, plan: Plan): LatencyPlan {
  const { demandPoint, workload, withinMicroseconds, judgedBy } = rule;
  const counts = (demandPoint === undefined ? undefined : placed.serving?.[demandPoint]) ?? placed.byTarget;
  return {
    ...(demandPoint === undefined ? {} : { demandPoint }),
    ...(workload === undefined ? {} : { workload }),
    withinMicroseconds,
    judgedBy,
    byTarget: Object.fromEntries(
      Object.entries(counts).flatMap(([place, replicas]) => roundTripOf(rule, place, replicas, reach, plan)),
    ),
  };
}

/** Which replicas serve which demand point: its share, within reach, over the least distance. */
function servingOf(one: DividedWorkload, byTarget: ByName<number>, reach: Reach): ByName<ByName<number>> {
  const [candidate] = one.candidates;
  const rules = candidate === undefined ? [] : demandRules(candidate);
  const names = Object.keys(byTarget).sort();
  const near = rules.map((rule) => reach.within(rule, one));
  // With its standby.
  const replicas = Object.values(byTarget).reduce((sum, count) => sum + count, 0);
  const { own, left } = sharesOf(replicas, rules);
  // What is left over serves any demand point, each by a part of its own.
  const parts = [
    ...rules.map((_rule, index) => ({ point: index, replicas: own[index] ?? 0 })),
    ...Array.from({ length: left }, () => ({ point: undefined, replicas: 1 })),
  ];
  const canServe = (point: number | undefined, place: string): boolean =>
    point === undefined ? near.some((some) => some.has(place)) : near[point]?.has(place) === true;
  const distance = (point: number, place: string): number => {
    const rule = rules[point];
    const nearest = rule === undefined ? undefined : reach.nearest(rule, place);
    return rule === undefined || nearest === undefined ? 0 : judged(rule, nearest.trip);
  };
  const counts = placeCounts({
    parts: parts.map(({ point, replicas }) => ({
      replicas,
      places: names.flatMap((name, index) => (canServe(point, name) ? [index] : [])),
    })),
    places: names.length,
    most: (place) => byTarget[names[place] ?? ""] ?? 0,
    held: new Set(),
    wished: () => 0,
    extra: () => 0,
    price: (place, part) => {
      const point = parts[part]?.point;
      return point === undefined ? 0 : distance(point, names[place] ?? "");
    },
  });
  const served = rules.map((): Record<string, number> => ({}));
  for (const [part, byPlace] of (counts ?? []).entries())
    for (const [index, count] of byPlace.entries()) {
      const place = names[index] ?? "";
      const nearest = near
        .flatMap((some, point) => (some.has(place) ? [point] : []))
        .sort((left, right) => distance(left, place) - distance(right, place) || left - right);
      const own = served[parts[part]?.point ?? nearest[0] ?? 0];
      if (count > 0 && own !== undefined) own[place] = (own[place] ?? 0) + count;
    }
  return Object.fromEntries(rules.map(({ demandPoint = "" }, index) => [demandPoint, served[index] ?? {}]));
}

/** Every workload with such rules that runs, with its key in the plan. */
function placedOf({ workloads, divided = [] }: CheckedFleet, plan: Plan, reach: Reach): [string, Placed][] {
  const bound = workloads.flatMap(({ id, target, latency }: Workload): [string, Placed][] => {
    const replicas = plan.workloads[id]?.replicas ?? 0;
    return latency === undefined || replicas === 0
      ? []
      : [[id, { latency, byTarget: { [target.name]: replicas } }]];
  });
  const open = divided.flatMap((one): [string, Placed][] => {
    const latency = one.candidates[0]?.latency;
    const byTarget = plan.divisions?.[one.key]?.byTarget;
    return latency === undefined || byTarget === undefined
      ? []
      : [[one.key, { latency, byTarget, serving: servingOf(one, byTarget, reach) }]];
  });
  return [...bound, ...open];
}

const BY_DISTANCE: Assumption = {
  subject: "round trips by distance",
  statement:
    "where none was measured: at least 2 km / 200 km/ms x 1.11, and 95 of 100 below (18.95 ms + 0.01509 ms/km) x 1.62",
  ...ROUND_TRIP_EVIDENCE,
};

/** The plan with what it says of latency; unchanged where no workload has such a rule. */
export function withLatency(plan: Plan, fleet: CheckedFleet, catalogue: Catalogue): Plan {
  if (!asksForLatency(fleet)) return plan;
  const reach = new Reach(fleet, targetsOf(fleet, catalogue));
  const latency = Object.fromEntries(
    placedOf(fleet, plan, reach).map(([key, placed]) => [
      key,
      placed.latency.map((rule) => rulePlan(rule, placed, reach, plan)),
    ]),
  );
  const modelled = Object.values(latency)
    .flat()
    .some(({ byTarget }) => Object.values(byTarget).some(({ basis }) => basis === "distance"));
  return {
    ...plan,
    latency,
    ...(modelled ? { assumptions: distinctAssumptions([...plan.assumptions, BY_DISTANCE]) } : {}),
  };
}
