/** What the plan says of latency holds: within what is allowed, of places where the workload runs, each replica once. */
import type { LatencyPlan, RoundTripPlan } from "../../model/latency.js";
import type { ByName, Plan } from "../../model/plan.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

/** Place -> replicas of the workload there; undefined: the plan has no such workload. */
function placesOf(key: string, { divisions = {}, workloads }: Plan): ByName<number> | undefined {
  const division = entryOf(divisions, key);
  if (division !== undefined) return division.byTarget;
  const workload = entryOf(workloads, key);
  return workload === undefined ? undefined : { [workload.target.name]: workload.replicas };
}

/** In that place, or anywhere. */
function runs(key: string, { workloads }: Plan, place?: string): boolean {
  return Object.values(workloads).some(
    ({ namespace, name, target, replicas }) =>
      `${namespace}/${name}` === key && replicas > 0 && (place === undefined || target.name === place),
  );
}

function checkTrip(
  { workload, judgedBy, withinMicroseconds }: LatencyPlan,
  trip: RoundTripPlan,
  { plan, at, refuse }: { readonly plan: Plan; readonly at: Path; readonly refuse: Refuse },
): void {
  const field = judgedBy === "p95" ? "p95Microseconds" : "leastMicroseconds";
  if (trip[field] > withinMicroseconds)
    refuse([...at, field], `is ${trip[field]} microseconds, and ${withinMicroseconds} are allowed`);
  if (trip.leastMicroseconds > trip.p95Microseconds)
    refuse([...at, "leastMicroseconds"], "is above what may be promised");
  if ((trip.to === undefined) !== (workload === undefined))
    refuse([...at, "to"], workload === undefined ? "is a demand point's: it has none" : "is missing");
  else if (trip.to !== undefined && workload !== undefined && !runs(workload, plan, trip.to))
    refuse([...at, "to"], `is "${trip.to}", where no replica of "${workload}" runs`);
}

/** Of a divided workload each replica serves one demand point, of any other all of them serve each. */
function checkReplicas(
  rules: readonly LatencyPlan[],
  places: ByName<number>,
  isDivided: boolean,
  { plan, at, refuse }: { readonly plan: Plan; readonly at: Path; readonly refuse: Refuse },
): void {
  const served = new Map<string, number>();
  for (const [index, { demandPoint, workload, byTarget }] of rules.entries()) {
    for (const [place, { replicas }] of Object.entries(byTarget)) {
      const here = entryOf(places, place) ?? 0;
      const path = [...at, index, "byTarget", place, "replicas"];
      const isShare = isDivided && demandPoint !== undefined;
      if (isShare) served.set(place, (served.get(place) ?? 0) + replicas);
      else if (replicas !== here) refuse(path, `is ${replicas}, and ${here} run there`);
    }
    if (workload !== undefined && runs(workload, plan))
      for (const place of Object.keys(places))
        if (!Object.hasOwn(byTarget, place))
          refuse([...at, index, "byTarget"], `leaves out "${place}", where replicas run`);
  }
  const hasPoints = rules.some(({ demandPoint }) => demandPoint !== undefined);
  if (!isDivided || !hasPoints) return;
  for (const place of new Set([...Object.keys(places), ...served.keys()])) {
    const [here, sum] = [entryOf(places, place) ?? 0, served.get(place) ?? 0];
    if (here !== sum)
      refuse(at, `has ${sum} replica(s) of "${place}" serve demand points, and ${here} run there`);
  }
}

export const checkLatency: Check = ({ plan }, refuse) => {
  for (const [key, rules] of Object.entries(plan.latency ?? {})) {
    const at = ["latency", key];
    const places = placesOf(key, plan);
    if (places === undefined) {
      refuse(at, "is no workload of the plan");
      continue;
    }
    checkReplicas(rules, places, Object.hasOwn(plan.divisions ?? {}, key), { plan, at, refuse });
    for (const [index, rule] of rules.entries())
      for (const [place, trip] of Object.entries(rule.byTarget))
        checkTrip(rule, trip, { plan, at: [...at, index, "byTarget", place], refuse });
  }
};
