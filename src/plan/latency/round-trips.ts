/** Round trips between places: what was measured, else what the distance allows and what it can promise. */
import { roundTripBounds } from "../../catalogue/index.js";
import type { DemandPoint, LatencyRule, MeasuredRoundTrip, RoundTripPlan } from "../../model/latency.js";
import type { PlanTarget } from "../formulate/plan-target.js";

/** Something that has coordinates. */
export interface Position {
  /** Its own, and that of its region, by which round trips are stated: the more precise first. */
  readonly names: readonly string[];
  readonly latitude: number;
  readonly longitude: number;
  /** Clusters of the same one are beside each other. */
  readonly dataCentres?: string;
}

export type RoundTrip = Pick<RoundTripPlan, "leastMicroseconds" | "p95Microseconds" | "basis">;

/** The most that was measured inside one region of AWS: 1.6 to 5.3 ms, on 2024-04-19. */
export const SAME_PLACE_MICROSECONDS = 5300;

export function targetPosition(target: PlanTarget): Position {
  if (target.kind === "edgeSite") {
    const { latitude, longitude } = target.edgeSite.location;
    return { names: [target.name], latitude, longitude, dataCentres: `site ${target.name}` };
  }
  const { latitude, longitude, name: region, provider } = target.region;
  return { names: [target.name, region], latitude, longitude, dataCentres: `${provider} ${region}` };
}

export function demandPosition({ name, region, latitude, longitude }: DemandPoint): Position {
  return { names: region === undefined ? [name] : [name, region], latitude, longitude };
}

function keyOf(one: string, other: string): string {
  return one < other ? `${one} and ${other}` : `${other} and ${one}`;
}

export class RoundTrips {
  private readonly measured: ReadonlyMap<string, number>;

  constructor(measured: readonly MeasuredRoundTrip[]) {
    this.measured = new Map(
      measured.map(({ between: [one, other], p95Microseconds }) => [keyOf(one, other), p95Microseconds]),
    );
  }

  private measuredBetween(one: Position, other: Position): number | undefined {
    for (const name of one.names)
      for (const otherName of other.names) {
        const time = this.measured.get(keyOf(name, otherName));
        if (time !== undefined) return time;
      }
    return undefined;
  }

  between(one: Position, other: Position): RoundTrip {
    const measured = this.measuredBetween(one, other);
    if (measured !== undefined)
      return { leastMicroseconds: measured, p95Microseconds: measured, basis: "measured" };
    if (one.dataCentres !== undefined && one.dataCentres === other.dataCentres)
      return { leastMicroseconds: 0, p95Microseconds: SAME_PLACE_MICROSECONDS, basis: "samePlace" };
    const { lowerMicroseconds, p95Microseconds } = roundTripBounds(one, other);
    return { leastMicroseconds: lowerMicroseconds, p95Microseconds, basis: "distance" };
  }
}

export function judged({ judgedBy }: Pick<LatencyRule, "judgedBy">, trip: RoundTrip): number {
  return judgedBy === "p95" ? trip.p95Microseconds : trip.leastMicroseconds;
}

export function isWithin(rule: LatencyRule, trip: RoundTrip): boolean {
  return judged(rule, trip) <= rule.withinMicroseconds;
}
