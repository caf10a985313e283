/**
 * What becomes of what went over lost links: the way with the least round trip over the links that are left, or none. A
 * link carries what goes between its two ends, and what lost links send over it; places without a link between them are
 * told nothing of, as nobody says which way they take. Traffic is its mean over a month of 730 hours.
 */
import type { CheckedFleet } from "../model/fleet.js";
import type { Link } from "../model/latency.js";
import type { Plan } from "../model/plan.js";
import type { TrafficFlowPlan } from "../model/traffic.js";
import type { FullLink, LinkLoss, Rerouted } from "../model/whatif.js";
import { compareText } from "../units/compare.js";
import { omitted } from "../units/omitted.js";
import { isLink } from "./matching.js";
import type { Loss } from "./matching.js";

/** 8 million kilobits in 730 hours. */
const KBPS_PER_GB_MONTH = 8_000_000 / (730 * 3600);

interface Way {
  readonly links: readonly Link[];
  readonly microseconds: number;
}

/** Ways over links, least round trip first (Dijkstra). */
class Ways {
  constructor(private readonly links: readonly Link[]) {}

  direct(one: string, other: string): Link | undefined {
    return this.links.find(({ between }) => between.includes(one) && between.includes(other));
  }

  /** Undefined where there is none. */
  between(from: string, to: string): Way | undefined {
    const found = new Map<string, Way>([[from, { links: [], microseconds: 0 }]]);
    const settled = new Set<string>();
    for (;;) {
      const next = [...found]
        .filter(([place]) => !settled.has(place))
        .sort(
          ([left, own], [right, way]) => own.microseconds - way.microseconds || compareText(left, right),
        )[0];
      if (next === undefined) return undefined;
      const [place, way] = next;
      if (place === to) return way;
      settled.add(place);
      for (const link of this.links) {
        const [one, other] = link.between;
        if (one !== place && other !== place) continue;
        const there = one === place ? other : one;
        const microseconds = way.microseconds + link.p95Microseconds;
        if (microseconds < (found.get(there)?.microseconds ?? Infinity))
          found.set(there, { links: [...way.links, link], microseconds });
      }
    }
  }
}

interface Routed {
  readonly before: Ways;
  readonly after: Ways;
  readonly lost: Ways;
}

function routedOf({ links = [] }: CheckedFleet, losses: readonly Loss[]): Routed {
  const isLost = (link: Link): boolean => losses.some((loss) => isLink(loss, link));
  return {
    before: new Ways(links),
    after: new Ways(links.filter((link) => !isLost(link))),
    lost: new Ways(links.filter(isLost)),
  };
}

function latencyOf(plan: Plan, { lost, after }: Routed): Rerouted[] {
  return Object.entries(plan.latency ?? {}).flatMap(([id, rules]) =>
    rules.flatMap(({ demandPoint, withinMicroseconds, byTarget }) =>
      Object.entries(byTarget).flatMap(([from, { replicas, to: other }]): Rerouted[] => {
        const to = demandPoint ?? other;
        const link = to === undefined ? undefined : lost.direct(from, to);
        if (to === undefined || link === undefined) return [];
        const way = after.between(from, to);
        return [
          {
            id,
            of: "latency",
            from,
            to,
            replicas,
            beforeMicroseconds: link.p95Microseconds,
            ...(way === undefined ? {} : { afterMicroseconds: way.microseconds }),
            withinMicroseconds,
            breaksPromise: way === undefined || way.microseconds > withinMicroseconds,
          },
        ];
      }),
    ),
  );
}

/** Gigabytes a month from one place to another. */
interface Leg {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly replicas: number;
  readonly gb: number;
}

/** Every replica sends the same, to those of its own place where there are any, else evenly to all. */
function legsOf(plan: Plan, name: string, { from, to, gbPerMonth }: TrafficFlowPlan): Leg[] {
  const stands = (key: string): { readonly place: string; readonly replicas: number }[] =>
    Object.values(plan.workloads)
      .filter((one) => `${one.namespace}/${one.name}` === key && one.replicas > 0)
      .map(({ target, replicas }) => ({ place: target.name, replicas }));
  const [senders, receivers] = [stands(from), stands(to)];
  const sum = (some: typeof senders): number => some.reduce((all, { replicas }) => all + replicas, 0);
  return senders
    .filter(({ place }) => !receivers.some((one) => one.place === place))
    .flatMap(({ place, replicas }) =>
      receivers.map((receiver) => ({
        name,
        from: place,
        to: receiver.place,
        replicas,
        gb: (gbPerMonth * replicas * receiver.replicas) / (sum(senders) * sum(receivers)),
      })),
    );
}

function trafficOf(legs: readonly Leg[], { lost, after }: Routed): Rerouted[] {
  return legs.flatMap(({ name, from, to, replicas }): Rerouted[] => {
    const link = lost.direct(from, to);
    if (link === undefined) return [];
    const way = after.between(from, to);
    return [
      {
        id: name,
        of: "traffic",
        from,
        to,
        replicas,
        beforeMicroseconds: link.p95Microseconds,
        ...(way === undefined ? {} : { afterMicroseconds: way.microseconds }),
        breaksPromise: false,
      },
    ];
  });
}

/** Links that are left and carry more than they can. */
function fullOf(legs: readonly Leg[], { before, after }: Routed): FullLink[] {
  const loads = new Map<Link, number>();
  for (const { from, to, gb } of legs) {
    if (before.direct(from, to) === undefined) continue;
    const direct = after.direct(from, to);
    const links = direct === undefined ? (after.between(from, to)?.links ?? []) : [direct];
    for (const link of links) loads.set(link, (loads.get(link) ?? 0) + gb * KBPS_PER_GB_MONTH);
  }
  return [...loads]
    .flatMap(([{ between, kbps }, needed]) =>
      kbps === undefined || needed <= kbps ? [] : [{ between, kbps, neededKbps: Math.ceil(needed) }],
    )
    .sort((left, right) => compareText(left.between.join("\n"), right.between.join("\n")));
}

/** Undefined where no link is lost. */
export function linkLoss(plan: Plan, fleet: CheckedFleet, losses: readonly Loss[]): LinkLoss | undefined {
  if (!losses.some(({ what }) => what === "link")) return undefined;
  const routed = routedOf(fleet, losses);
  const legs = Object.entries(plan.traffic ?? {}).flatMap(([name, flow]) => legsOf(plan, name, flow));
  return {
    rerouted: [...latencyOf(plan, routed), ...trafficOf(legs, routed)],
    full: fullOf(legs, routed),
  };
}

/** Longer than any rule of latency allows: ten seconds are the most. */
const CUT_OFF_MICROSECONDS = 1_000_000_000;

/**
 * The fleet without the links: their round trips are those of the next way. What is bound to a place and cannot keep a
 * rule of latency any more goes on without the rule; who that is, the loss tells.
 */
export function withoutLinks(fleet: CheckedFleet, losses: readonly Loss[]): CheckedFleet {
  if (!losses.some(({ what }) => what === "link")) return fleet;
  const { lost, after } = routedOf(fleet, losses);
  const { links = [], roundTrips = [] } = fleet;
  const timeOf = (one: string, other: string): number =>
    after.between(one, other)?.microseconds ?? CUT_OFF_MICROSECONDS;
  const placesOf = (key: string | undefined): string[] =>
    fleet.workloads.flatMap(({ namespace, name, target }) =>
      `${namespace}/${name}` === key ? [target.name] : [],
    );
  return {
    ...fleet,
    links: links.filter((link) => after.direct(...link.between) === link),
    roundTrips: roundTrips.map((trip) =>
      lost.direct(...trip.between) === undefined
        ? trip
        : { ...trip, p95Microseconds: timeOf(...trip.between) },
    ),
    workloads: fleet.workloads.map((workload) => {
      const { latency, target } = workload;
      if (latency === undefined) return workload;
      const left = latency.filter(({ demandPoint, workload: other, withinMicroseconds }) => {
        const ends = demandPoint === undefined ? placesOf(other) : [demandPoint];
        const broken = ends.filter(
          (end) =>
            lost.direct(target.name, end) !== undefined && timeOf(target.name, end) > withinMicroseconds,
        );
        return ends.length === 0 || broken.length < ends.length;
      });
      return left.length === 0 ? omitted(workload, "latency") : { ...workload, latency: left };
    }),
  };
}
