/** How far workloads may be from their users and from each other: places have coordinates, names resolve. */
import type { DemandPointSpec, LatencySpec } from "../../model/latency-spec.js";
import type { DemandPoint, LatencyRule, MeasuredRoundTrip } from "../../model/latency.js";
import type { CheckedFleet, DividedWorkload, Workload } from "../../model/fleet.js";
import { everyWorkload, mayStayOut, qualifiedName } from "../../model/fleet-parts.js";
import { compareText } from "../../units/compare.js";
import { nameHint } from "../suggestion.js";
import { qualified } from "./apart.js";
import { providerOf } from "./clusters.js";
import { sortedByName, sortedTexts } from "./context.js";
import { linksOf } from "./links.js";
import type { CheckContext } from "./context.js";

export function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}

function demandPointOf(point: DemandPointSpec, path: string, context: CheckContext): DemandPoint[] {
  const { faults, knowledge } = context;
  const { name, location, region, provider = "aws" } = point;
  if ((location === undefined) === (region === undefined)) {
    faults.error(
      "invalid-spec",
      path,
      `location and region: ${location === undefined ? "none" : "both"} is given`,
      "give exactly one of them",
    );
    return [];
  }
  if (location !== undefined) return [{ name, latitude: location.lat, longitude: location.lon }];
  const found = region === undefined ? undefined : knowledge.region(provider, region);
  if (found === undefined) {
    faults.error(
      "unknown-name",
      `${path}/region`,
      `no region of ${provider} is called "${region ?? ""}"`,
      nameHint(region ?? "", knowledge.regionNames(provider), "region"),
    );
    return [];
  }
  return [{ name, latitude: found.latitude, longitude: found.longitude, region: found.name }];
}

function demandPointsOf(context: CheckContext): DemandPoint[] {
  const { spec, faults } = context;
  const points = spec.demandPoints ?? [];
  const targets = [...(spec.clusters ?? []), ...(spec.edgeSites ?? [])].map(({ name }) => name);
  faults.distinct(
    points.map(({ name }, index) => [name, `/demandPoints/${index}/name`]),
    "demand point",
  );
  for (const [index, { name }] of points.entries())
    if (targets.includes(name))
      faults.error(
        "duplicate-name",
        `/demandPoints/${index}/name`,
        `"${name}" is a cluster or edge site already: measured round trips could not tell them apart`,
        "rename one of them",
      );
  return sortedByName(
    points.flatMap((point, index) => demandPointOf(point, `/demandPoints/${index}`, context)),
  );
}

function roundTripsOf({ spec, faults, knowledge }: CheckContext): MeasuredRoundTrip[] {
  const { clusters = [], edgeSites = [], demandPoints = [] } = spec;
  const providers = [
    ...clusters.map(providerOf),
    ...demandPoints.map(({ provider }) => provider ?? ("aws" as const)),
  ];
  const known = [
    ...[...demandPoints, ...clusters, ...edgeSites].map(({ name }) => name),
    ...new Set([...new Set(providers)].flatMap((provider) => knowledge.regionNames(provider))),
  ];
  const trips = (spec.roundTrips ?? []).map(({ between: [one = "", other = ""], p95Ms }, index) => {
    const path = `/roundTrips/${index}/between`;
    faults.knows(one, known, `${path}/0`, "demand point, cluster, edge site or region");
    faults.knows(other, known, `${path}/1`, "demand point, cluster, edge site or region");
    const between = [one, other].sort(compareText);
    return { key: between.join(" and "), path, between, p95Microseconds: microseconds(p95Ms) };
  });
  faults.distinct(
    trips.map(({ key, path }) => [key, path]),
    "a round trip between",
    "keep one of them",
  );
  return trips
    .sort((left, right) => compareText(left.key, right.key))
    .map(({ between: [one = "", other = ""], p95Microseconds }) => ({
      between: [one, other],
      p95Microseconds,
    }));
}

/** Where users are, and what was measured. */
export function geographyOf(
  context: CheckContext,
): Pick<CheckedFleet, "demandPoints" | "links" | "roundTrips"> {
  const demandPoints = demandPointsOf(context);
  const links = linksOf(context);
  const key = ({ between }: MeasuredRoundTrip): string => between.join(" and ");
  const roundTrips = [
    ...roundTripsOf(context),
    ...links.map(({ between, p95Microseconds }) => ({ between, p95Microseconds })),
  ].sort((left, right) => compareText(key(left), key(right)));
  return {
    ...(demandPoints.length === 0 ? {} : { demandPoints }),
    ...(links.length === 0 ? {} : { links }),
    ...(roundTrips.length === 0 ? {} : { roundTrips }),
  };
}

function nameOf({ demandPoint, workload = "" }: LatencyRule): string {
  return demandPoint === undefined ? `workload ${workload}` : `demand point ${demandPoint}`;
}

function ruleOf(
  rule: LatencySpec,
  namespace: string,
  path: string,
  { spec, faults }: CheckContext,
): LatencyRule[] {
  const { demandPoint, workload, withinMs, traffic, judgedBy = "lowerBound" } = rule;
  if ((demandPoint === undefined) === (workload === undefined)) {
    faults.error(
      "invalid-spec",
      path,
      `demandPoint and workload: ${demandPoint === undefined ? "none" : "both"} is given`,
      "give exactly one of them",
    );
    return [];
  }
  if (workload !== undefined && traffic !== undefined)
    faults.error(
      "invalid-spec",
      `${path}/traffic`,
      "only demand points have traffic",
      "leave it out: one replica of the other workload within reach is enough",
    );
  const shared = { withinMicroseconds: microseconds(withinMs), judgedBy, traffic: traffic ?? 1 };
  if (demandPoint === undefined)
    return qualified([workload ?? ""], namespace).map((other) => ({ workload: other, ...shared }));
  const known = (spec.demandPoints ?? []).map(({ name }) => name);
  if (!faults.knows(demandPoint, known, `${path}/demandPoint`, "demand point")) return [];
  return [{ demandPoint, ...shared }];
}

/** `namespace`: of workloads that are named without one. */
export function latencyOf(
  latency: readonly LatencySpec[] | undefined,
  namespace: string,
  path: string,
  context: CheckContext,
): Pick<Workload, "latency"> {
  if (latency === undefined) return {};
  context.faults.filled(latency, `${path}/latency`, "name a demand point or a workload");
  const rules = latency.flatMap((rule, index) =>
    ruleOf(rule, namespace, `${path}/latency/${index}`, context),
  );
  context.faults.distinct(
    rules.map((rule) => [nameOf(rule), `${path}/latency`]),
    "a latency to",
    "keep one of them",
  );
  return { latency: rules.sort((left, right) => compareText(nameOf(left), nameOf(right))) };
}

interface Bound {
  readonly workloads: readonly Workload[];
  readonly divided: readonly DividedWorkload[];
}

/** Workloads that are named are there, and each demand point has a replica. */
export function checkLatency(bound: Bound, { faults }: CheckContext): void {
  const all = everyWorkload(bound);
  const every = all.filter(({ latency }) => latency !== undefined);
  if (every.length === 0) return;
  const known = sortedTexts(all.map(qualifiedName));
  const seen = new Set<string>();
  for (const workload of every) {
    const key = qualifiedName(workload);
    const path = `${workload.origin}/latency`;
    if (seen.has(`${key} ${path}`)) continue;
    seen.add(`${key} ${path}`);
    for (const { workload: other } of workload.latency ?? [])
      if (other === key)
        faults.error("invalid-spec", path, `"${key}" is to be near itself`, "name another workload");
      else if (other !== undefined) faults.knows(other, known, path, "workload");
  }
  const optional = new Set(
    bound.divided
      .filter(({ candidates: [one] }) => one !== undefined && mayStayOut(one))
      .map(({ key }) => key),
  );
  for (const { latency, origin } of every)
    for (const { workload: other } of latency ?? [])
      if (other !== undefined && optional.has(other))
        faults.error(
          "not-supported",
          `${origin}/latency`,
          `workload "${other}" is divided among places and may stay out, so that nothing can be held near it`,
          "remove its mayStayOut, or this latency",
        );
  for (const { replicas, candidates, key, origin } of bound.divided) {
    const points = (candidates[0]?.latency ?? []).filter(({ demandPoint }) => demandPoint !== undefined);
    if (points.length > replicas)
      faults.error(
        "bound-disagreement",
        `${origin}/latency`,
        `workload "${key}" has ${replicas} replica(s) and serves ${points.length} demand points`,
        "give it a replica for each, or name fewer demand points",
      );
  }
}
