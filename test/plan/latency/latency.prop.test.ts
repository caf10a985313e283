import fc from "fast-check";
import type { DividedWorkload, Workload } from "../../../src/model/fleet.js";
import type { LatencyRule, MeasuredRoundTrip } from "../../../src/model/latency.js";
import { AgainstOptimum } from "../division/against-optimum.js";
import { bruteForce } from "../brute-force.js";
import { cluster, fleet, pool } from "../fleets.js";
import { HAMBURG, SYDNEY, open, within } from "./places.js";

const PLACES = ["main", "other"] as const;
const POINTS = [HAMBURG, SYDNEY];
/** Allowed everywhere, in milliseconds. */
const ALLOWED = 10;
const size = { cpu: fc.constantFrom(1, 2, 3), gib: fc.constantFrom(0.5, 4, 9) };

interface Tiny {
  readonly spot: number;
  readonly maxNodes: readonly (number | undefined)[];
  /** Of each place, whether each demand point is near; and whether the places are near each other. */
  readonly near: readonly (readonly boolean[])[];
  readonly together: boolean;
  readonly open: readonly {
    readonly cpu: number;
    readonly gib: number;
    readonly replicas: number;
    readonly points: readonly number[];
    readonly traffic: number;
    readonly besideFirst: boolean;
    readonly rules: Partial<DividedWorkload>;
  }[];
}

const tiny: fc.Arbitrary<Tiny> = fc.record({
  spot: fc.constantFrom(0, 1),
  maxNodes: fc.tuple(fc.constantFrom(undefined, 1, 2), fc.constantFrom(undefined, 1)),
  near: fc.tuple(fc.tuple(fc.boolean(), fc.boolean()), fc.tuple(fc.boolean(), fc.boolean())),
  together: fc.boolean(),
  open: fc.array(
    fc.record({
      ...size,
      replicas: fc.integer({ min: 2, max: 4 }),
      points: fc.constantFrom([0], [0, 1], [0, 1], []),
      traffic: fc.integer({ min: 1, max: 3 }),
      besideFirst: fc.boolean(),
      rules: fc.constantFrom({}, {}, { maxPerPlace: 2 }, { maxPlaces: 1 }, { minPlaces: 2 }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
});

function rulesOf({ points, traffic, besideFirst }: Tiny["open"][number], index: number): LatencyRule[] {
  return [
    ...points.map((point) =>
      within(ALLOWED, { demandPoint: POINTS[point]?.name ?? "", traffic: point === 0 ? traffic : 1 }),
    ),
    ...(besideFirst && index > 0 ? [within(ALLOWED, { workload: "default/open-0" })] : []),
  ];
}

function dividedOf({ open: list }: Tiny): DividedWorkload[] {
  return list.map((one, index) => {
    const { cpu, gib, replicas, rules } = one;
    const latency = rulesOf(one, index);
    const maxPerPlace = rules.maxPerPlace === undefined ? {} : { maxPerPlace: Math.ceil(replicas / 2) };
    return open(
      { name: `open-${index}`, cpu, gib, replicas, ...(latency.length === 0 ? {} : { latency }) },
      PLACES.map((name) => ({ kind: "cluster", name })),
      { ...rules, ...maxPerPlace },
    );
  });
}

function tripsOf({ near, together }: Tiny): MeasuredRoundTrip[] {
  const time = (isNear: boolean): number => (isNear ? 1000 : 50_000);
  return [
    { between: ["main", "other"], p95Microseconds: time(together) },
    ...PLACES.flatMap((place, index) =>
      POINTS.map(({ name }, point): MeasuredRoundTrip => ({
        between: [place, name],
        p95Microseconds: time(near[index]?.[point] === true),
      })),
    ),
  ];
}

/** Whether so many replicas in each place serve every demand point by its traffic: all ways are tried. */
function serves({ near }: Tiny, one: Tiny["open"][number], counts: readonly number[]): boolean {
  const { points, traffic, replicas } = one;
  if (points.length === 0) return true;
  const parts = points.map((point) => (point === 0 ? traffic : 1));
  const sum = parts.reduce((all, part) => all + part, 0);
  const least = parts.map((part) => 1 + Math.floor(((replicas - points.length) * part) / sum));
  const assign = (place: number, left: readonly number[]): boolean => {
    if (place === counts.length) return left.every((some) => some <= 0);
    const here = counts[place] ?? 0;
    const can = points.map((point) => near[place]?.[point] === true);
    if (here > 0 && !can.includes(true)) return false;
    for (let first = 0; first <= here; first += 1) {
      const split = [first, here - first].slice(0, points.length);
      if (points.length === 1 && first < here) continue;
      if (split.some((some, index) => some > 0 && can[index] !== true)) continue;
      if (
        assign(
          place + 1,
          left.map((some, index) => some - (split[index] ?? 0)),
        )
      )
        return true;
    }
    return false;
  };
  return assign(0, least);
}

function allowed(world: Tiny, divided: readonly DividedWorkload[], firsts: readonly number[]): boolean {
  const counts = divided.map(({ replicas }, index) => [firsts[index] ?? 0, replicas - (firsts[index] ?? 0)]);
  return divided.every(({ minPlaces, maxPlaces = 2, maxPerPlace = Infinity }, index) => {
    const own = counts[index] ?? [];
    const places = own.filter((count) => count > 0).length;
    const one = world.open[index];
    if (one === undefined || places < minPlaces || places > maxPlaces || Math.max(...own) > maxPerPlace)
      return false;
    const isNear = own.every(
      (count, place) =>
        count === 0 ||
        (counts[0] ?? []).some((other, there) => other > 0 && (there === place || world.together)),
    );
    return serves(world, one, own) && (!one.besideFirst || index === 0 || isNear);
  });
}

/** The cheapest of all divisions that keep the rules; undefined where none has a plan. */
function cheapest(world: Tiny, divided: readonly DividedWorkload[], clusters: ReturnType<typeof clustersOf>) {
  let best: number | undefined;
  const tryAll = (firsts: readonly number[]): void => {
    const next = divided[firsts.length];
    if (next !== undefined) {
      for (let first = 0; first <= next.replicas; first += 1) tryAll([...firsts, first]);
      return;
    }
    if (!allowed(world, divided, firsts)) return;
    let cost = 0;
    for (const [place, one] of clusters.entries()) {
      const workloads = divided.flatMap(({ candidates: [candidate], replicas }, index): Workload[] => {
        const own = place === 0 ? (firsts[index] ?? 0) : replicas - (firsts[index] ?? 0);
        return own === 0 || candidate === undefined ? [] : [{ ...candidate, replicas: own }];
      });
      const least = workloads.length === 0 ? 0 : bruteForce({ cluster: one, workloads });
      if (least === undefined) return;
      cost += least;
    }
    if (best === undefined || cost < best) best = cost;
  };
  tryAll([]);
  return best;
}

function clustersOf({ spot, maxNodes }: Tiny) {
  return PLACES.map((name, index) =>
    cluster({
      name,
      availabilityZones: ["eu-central-1a"],
      pools: [
        pool({
          purchaseOptions: [index === spot ? "spot" : "on-demand"],
          ...(maxNodes[index] === undefined ? {} : { maxNodes: maxNodes[index] }),
        }),
      ],
    }),
  );
}

describe("latency, of tiny fleets", function () {
  this.timeout(300_000);

  it("bound <= optimum <= cost over every division within reach, and what has no plan has none", () => {
    const against = new AgainstOptimum();
    fc.assert(
      fc.property(tiny, (world) => {
        const clusters = clustersOf(world);
        const divided = dividedOf(world);
        const checked = fleet({
          clusters,
          workloads: [],
          divided,
          demandPoints: POINTS,
          roundTrips: tripsOf(world),
        });
        against.compare(checked, cheapest(world, divided, clusters));
      }),
      { seed: 20261127, numRuns: 300 },
    );
    against.assertEnough({ planned: 90, optimal: 0.95, missed: 3 });
  });
});
