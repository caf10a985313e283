/** Clusters of one region and edge sites at coordinates, for tests of latency. */
import type { DividedWorkload, EdgeSite, Target, Workload } from "../../../src/model/fleet.js";
import type { DemandPoint, LatencyRule } from "../../../src/model/latency.js";
import { edgeSite, shape, workload } from "../fleets.js";

export const HAMBURG: DemandPoint = { name: "hamburg", latitude: 53.55, longitude: 9.99 };
export const SYDNEY: DemandPoint = { name: "sydney", latitude: -33.87, longitude: 151.21 };

/** With so many boxes of 4 CPU and 8 GiB, at a price each. */
export function siteAt(point: DemandPoint, count: number, microPerHour = 1000): EdgeSite {
  const { latitude, longitude } = point;
  const name = `at-${point.name}`;
  return edgeSite({
    name,
    location: { latitude, longitude, country: "DE" },
    nodes: [shape({ count, availabilityZone: name, microPerHour })],
  });
}

export function within(milliseconds: number, rule: Partial<LatencyRule>): LatencyRule {
  return { withinMicroseconds: milliseconds * 1000, judgedBy: "lowerBound", traffic: 1, ...rule };
}

/** Divided among places, as the spec would give it. */
export function open(
  of: Parameters<typeof workload>[0],
  among: readonly Target[],
  rules: Partial<DividedWorkload> = {},
): DividedWorkload {
  const candidates = among
    .map((target): Workload => workload({ ...of, target }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
  const [first] = candidates;
  return {
    key: `default/${first?.name ?? ""}`,
    replicas: first?.replicas ?? 0,
    candidates,
    minPlaces: 1,
    origin: "/workloads/0",
    ...rules,
  };
}

export const site = (point: DemandPoint): Target => ({ kind: "edgeSite", name: `at-${point.name}` });
export const MAIN: Target = { kind: "cluster", name: "main" };
