/** Which places of a fleet are near enough to whom, by the rules of its workloads. */
import type { CheckedFleet, DividedWorkload, Workload } from "../../model/fleet.js";
import { everyWorkload, qualifiedName } from "../../model/fleet-parts.js";
import type { LatencyRule } from "../../model/latency.js";
import { present } from "../../units/invariant.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { RoundTrips, demandPosition, isWithin, judged, targetPosition } from "./round-trips.js";
import type { RoundTrip } from "./round-trips.js";

export interface NearestTrip {
  readonly trip: RoundTrip;
  /** The other place, where it is one of the fleet's. */
  readonly to?: string;
}

/** Whether any workload has such a rule. */
export function asksForLatency(fleet: Pick<CheckedFleet, "workloads" | "divided">): boolean {
  return everyWorkload(fleet).some(({ latency }) => latency !== undefined);
}

export function demandRules({ latency = [] }: Pick<Workload, "latency">): LatencyRule[] {
  return latency.filter(({ demandPoint }) => demandPoint !== undefined);
}

export function workloadRules({ latency = [] }: Pick<Workload, "latency">): LatencyRule[] {
  return latency.filter(({ workload }) => workload !== undefined);
}

export class Reach {
  private readonly trips: RoundTrips;
  private readonly byName: ReadonlyMap<string, PlanTarget>;
  /** "namespace/name" -> names of the places that have it, or may have it. */
  private readonly placesOf: ReadonlyMap<string, readonly string[]>;

  constructor(
    private readonly fleet: Pick<
      CheckedFleet,
      "workloads" | "divided" | "demandPoints" | "roundTrips" | "limits"
    >,
    targets: readonly PlanTarget[],
  ) {
    this.trips = new RoundTrips(fleet.roundTrips ?? []);
    this.byName = new Map(targets.map((target) => [target.name, target]));
    const places = new Map<string, string[]>();
    for (const one of everyWorkload(fleet)) {
      const name = qualifiedName(one);
      if (one.replicas > 0) places.set(name, [...(places.get(name) ?? []), one.target.name].sort());
    }
    this.placesOf = places;
  }

  private targetOf(name: string): PlanTarget {
    return present(this.byName.get(name), `place ${name}`);
  }

  /** Between two places of the fleet. */
  between(one: string, other: string): RoundTrip {
    return this.trips.between(targetPosition(this.targetOf(one)), targetPosition(this.targetOf(other)));
  }

  /** From a place to whom the rule names: of a workload the nearest of `places`, by default all that may have it. */
  nearest(
    rule: LatencyRule,
    place: string,
    places = this.placesOf.get(rule.workload ?? ""),
  ): NearestTrip | undefined {
    const { demandPoint } = rule;
    if (demandPoint !== undefined) {
      const point = present(
        this.fleet.demandPoints?.find(({ name }) => name === demandPoint),
        `demand point ${demandPoint}`,
      );
      return { trip: this.trips.between(targetPosition(this.targetOf(place)), demandPosition(point)) };
    }
    // Nothing must be near what does not run.
    return places?.reduce<NearestTrip | undefined>((best, to) => {
      const trip = this.between(place, to);
      return best === undefined || judged(rule, trip) < judged(rule, best.trip) ? { trip, to } : best;
    }, undefined);
  }

  /** What a round trip must keep: the rule, or what may be promised to any demand point where that alone is broken. */
  asked(rule: LatencyRule, trip: RoundTrip): LatencyRule {
    const { maxPromisedMicroseconds: most } = this.fleet.limits;
    const keeps = most === undefined || rule.demandPoint === undefined || !isWithin(rule, trip);
    return keeps ? rule : { ...rule, withinMicroseconds: most, judgedBy: "p95" };
  }

  /** Whether a place is within reach of whom the rule names. */
  has(rule: LatencyRule, place: string): boolean {
    const nearest = this.nearest(rule, place);
    return nearest === undefined || isWithin(this.asked(rule, nearest.trip), nearest.trip);
  }

  /** Names of the places that could hold a divided workload, as far as one rule of it says. */
  within(rule: LatencyRule, { candidates }: DividedWorkload): Set<string> {
    return new Set(candidates.map(({ target }) => target.name).filter((place) => this.has(rule, place)));
  }

  /** Rules of a workload with one place that it breaks there. */
  broken({ latency = [], target }: Workload): LatencyRule[] {
    return latency.filter((rule) => !this.has(rule, target.name));
  }

  /** Rules that keep a divided workload out of the place: all of its demand points are too far, or a workload is. */
  keepingOut(candidate: Workload): LatencyRule[] {
    const points = demandRules(candidate);
    const tooFar = this.broken(candidate);
    const shut = points.every((rule) => tooFar.includes(rule));
    return tooFar.filter(({ workload }) => workload !== undefined || shut);
  }
}
