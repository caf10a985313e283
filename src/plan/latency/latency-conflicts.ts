/** Places that are too far from whom a workload must be near, each with both times. */
import type { DividedWorkload, Workload } from "../../model/fleet.js";
import type { LatencyRule } from "../../model/latency.js";
import type { Conflict } from "../../model/outcome.js";
import { compareText } from "../../units/compare.js";
import { listed } from "../constraints/offering-rule.js";
import { targetWords } from "../formulate/plan-target.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import type { Reach } from "./reach.js";
import { judged } from "./round-trips.js";
import type { RoundTrip } from "./round-trips.js";

/** "71.3 ms". */
export function millisecondsWords(microseconds: number): string {
  return `${Math.round(microseconds / 100) / 10} ms`;
}

export function otherWords({
  demandPoint,
  workload = "",
}: Pick<LatencyRule, "demandPoint" | "workload">): string {
  return demandPoint === undefined ? `workload "${workload}"` : `demand point "${demandPoint}"`;
}

function tripWords({ judgedBy }: LatencyRule, trip: RoundTrip): string {
  const time = millisecondsWords(trip[judgedBy === "p95" ? "p95Microseconds" : "leastMicroseconds"]);
  if (trip.basis === "measured") return `takes ${time} (p95, measured)`;
  return judgedBy === "p95"
    ? `may take ${time} (p95 of the distance model)`
    : `takes ${time} at least (light in fibre over that distance)`;
}

interface Subject {
  readonly workload: Workload;
  readonly target: PlanTarget;
  readonly reach: Reach;
  /** Every place of the fleet. */
  readonly targets: readonly PlanTarget[];
  readonly offerings: number;
}

function waysOut(rule: LatencyRule, trip: RoundTrip, { targets, reach, workload }: Subject): string[] {
  const near = targets.filter(({ name }) => reach.has(rule, name)).map(targetWords);
  const time = judged(rule, trip);
  return [
    ...(near.length === 0 ? [] : [`run it in ${listed(near)}`]),
    `allow ${millisecondsWords(Math.ceil(time / 100) * 100)} to ${otherWords(rule)}, or remove the rule from workload "${workload.name}"`,
    ...(trip.basis === "distance" && rule.judgedBy === "p95"
      ? ["state what was measured between them (roundTrips)", "judge it by the lower bound (judgedBy)"]
      : []),
  ];
}

function conflictOf(stated: LatencyRule, subject: Subject): Conflict[] {
  const { workload, target, reach, offerings } = subject;
  const nearest = reach.nearest(stated, target.name);
  if (nearest === undefined) return [];
  const { trip, to } = nearest;
  const rule = reach.asked(stated, trip);
  const from = to === undefined || to === target.name ? "" : `, nearest in "${to}"`;
  const allowed = millisecondsWords(rule.withinMicroseconds);
  return [
    {
      label: "latency",
      subject: workload.id,
      path: workload.origin,
      message: `workload "${workload.name}" in ${targetWords(target)}: a round trip to ${otherWords(rule)}${from} ${tripWords(rule, trip)}, and ${allowed} are allowed`,
      offeringsConsidered: offerings,
      exclusions:
        offerings === 0
          ? []
          : [{ rules: ["latency"], offerings, detail: `excludes all of ${targetWords(target)}` }],
      waysOut: waysOut(rule, trip, subject),
    },
  ];
}

/** Of the workloads with no other place, found before anything is planned. */
export function latencyConflicts(
  subject: Omit<Subject, "workload">,
  workloads: readonly Workload[],
): Conflict[] {
  return workloads.flatMap((workload) =>
    subject.reach.broken(workload).flatMap((rule) => conflictOf(rule, { ...subject, workload })),
  );
}

/** Why a divided workload may not stand in the place; empty: it may. */
export function latencyShutOut(subject: Subject): Conflict[] {
  return subject.reach.keepingOut(subject.workload).flatMap((rule) => conflictOf(rule, subject));
}

/** A demand point of which no place that is left is within reach. */
export function unreachedConflict(
  stated: LatencyRule,
  { key, candidates, origin }: DividedWorkload,
  reach: Reach,
): Conflict {
  const trips = candidates.flatMap(({ target: { name } }) => {
    const nearest = reach.nearest(stated, name);
    return nearest === undefined ? [] : [{ name, trip: nearest.trip }];
  });
  const [first] = trips.sort(
    (left, right) =>
      judged(stated, left.trip) - judged(stated, right.trip) || compareText(left.name, right.name),
  );
  const rule = first === undefined ? stated : reach.asked(stated, first.trip);
  const nearest =
    first === undefined
      ? ""
      : `: of its places "${first.name}" is nearest, which ${tripWords(rule, first.trip)}`;
  return {
    label: "latency",
    subject: key,
    path: origin,
    message: `no place that may take workload "${key}" is within ${millisecondsWords(rule.withinMicroseconds)} of ${otherWords(rule)}${nearest}`,
    offeringsConsidered: 0,
    exclusions: [],
    waysOut: [
      "let nearer clusters or edge sites take part (divideAmong)",
      ...(first === undefined
        ? []
        : [`allow ${millisecondsWords(Math.ceil(judged(rule, first.trip) / 100) * 100)}`]),
    ],
  };
}
