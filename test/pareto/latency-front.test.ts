import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet, DividedWorkload } from "../../src/model/fleet.js";
import type { MeasuredRoundTrip } from "../../src/model/latency.js";
import type { ParetoFront } from "../../src/model/pareto.js";
import { paretoFront } from "../../src/pareto/index.js";
import { verifyPlan } from "../../src/verify/index.js";
import { bruteForce } from "../plan/brute-force.js";
import { cluster, fleet, planOf, pool, workload } from "../plan/fleets.js";
import { HAMBURG, SYDNEY, open, within } from "../plan/latency/places.js";
import { tinyCatalogue } from "../plan/tiny-catalogue.js";

function frontOf(more: Partial<CheckedFleet>, points = 12): ParetoFront | undefined {
  const outcome = paretoFront({
    fleet: fleet(more),
    axis: "latency",
    points,
    catalogue: tinyCatalogue,
    version: "0.0.0",
  });
  return outcome.status === "found" ? outcome.front : undefined;
}

/** Spot in "far", on demand in "near": 30 ms and 3 ms from Hamburg. */
const FAR = cluster({ name: "far", pools: [pool({ purchaseOptions: ["spot"] })] });
const NEAR = cluster({ name: "near" });
const roundTrips: readonly MeasuredRoundTrip[] = [
  { between: ["far", "hamburg"], p95Microseconds: 30_000 },
  { between: ["hamburg", "near"], p95Microseconds: 3000 },
];
const web = {
  clusters: [FAR, NEAR],
  workloads: [],
  demandPoints: [HAMBURG],
  roundTrips,
  divided: [
    open(
      { cpu: 2, gib: 4, replicas: 8, latency: [within(50, { demandPoint: "hamburg" })] },
      ["far", "near"].map((name) => ({ kind: "cluster", name })),
    ),
  ],
};

describe("a front of cost against latency", () => {
  it("says what a shorter promise costs, with the limit that plans each point again", () => {
    const front = frontOf(web);
    assert.deepEqual(
      front?.points.map((one) => [
        one.microPerHour,
        one.value,
        one.boundMicroPerHour,
        one.valueBound,
        one.maxPromisedMicroseconds,
      ]),
      [
        [42_000, 30_000, 42_000, 30_000, 30_000],
        [140_000, 3000, 140_000, 3000, 3000],
      ],
    );
    assert.ok(front.isComplete && front.planned === 2);
    for (const { maxPromisedMicroseconds = 0, microPerHour } of front.points) {
      const limits = { targetGapMilliPercent: 0, workUnits: 200_000, maxPromisedMicroseconds };
      assert.equal(planOf({ ...web, limits }).cost.microPerHour, microPerHour);
    }
  });

  it("counts workloads with one place, whose promise no division shortens", () => {
    const latency = [within(50, { demandPoint: "hamburg" })];
    const fixed = workload({ name: "fixed", target: { kind: "cluster", name: "far" }, latency });
    const front = frontOf({ ...web, workloads: [fixed] });
    assert.deepEqual(
      front?.points.map(({ value, valueBound }) => [value, valueBound]),
      [[30_000, 30_000]],
    );
  });

  it("is held by the verifier: a plan that promises more than the fleet lets is refused", () => {
    const plan = planOf(web);
    const limited = fleet({ ...web, limits: { ...fleet().limits, maxPromisedMicroseconds: 29_999 } });
    assert.ok(
      verifyPlan({ plan, fleet: limited }).some(({ message }) =>
        message.includes("is 30000 microseconds, and the fleet lets 29999 be promised"),
      ),
    );
  });

  it("says which limit is broken where no place keeps it", () => {
    const outcome = paretoFront({
      fleet: fleet({ ...web, limits: { ...fleet().limits, maxPromisedMicroseconds: 2000 } }),
      axis: "latency",
      points: 4,
      catalogue: tinyCatalogue,
      version: "0.0.0",
    });
    assert.ok(outcome.status === "infeasible");
    assert.match(
      outcome.conflicts[0]?.message ?? "",
      /"near": a round trip to demand point "hamburg" takes 3 ms \(p95, measured\), and 2 ms are allowed/,
    );
  });
});

const PLACES = ["main", "other"] as const;
const POINTS = [HAMBURG, SYDNEY] as const;
const TIMES = [4000, 9000, 20_000, 60_000] as const;

interface Tiny {
  /** Microseconds by place and demand point. */
  readonly times: readonly (readonly number[])[];
  readonly spot: number;
  readonly maxNodes: readonly (number | undefined)[];
  readonly replicas: number;
  readonly points: readonly number[];
  readonly cpu: number;
  readonly gib: number;
}

const time = fc.constantFrom(...TIMES);
const tiny: fc.Arbitrary<Tiny> = fc.record({
  times: fc.tuple(fc.tuple(time, time), fc.tuple(time, time)),
  spot: fc.constantFrom(0, 1),
  maxNodes: fc.tuple(fc.constantFrom(undefined, 1, 2), fc.constantFrom(undefined, 1, 2)),
  replicas: fc.integer({ min: 2, max: 4 }),
  points: fc.constantFrom([0], [0, 1], [0, 1]),
  cpu: fc.constantFrom(1, 2, 3),
  gib: fc.constantFrom(0.5, 4, 9),
});

function clustersOf({ spot, maxNodes }: Tiny): CheckedFleet["clusters"] {
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

function dividedOf({ points, replicas, cpu, gib }: Tiny): DividedWorkload {
  const latency = points.map((point) => within(100, { demandPoint: POINTS[point]?.name ?? "" }));
  return open(
    { cpu, gib, replicas, latency },
    PLACES.map((name) => ({ kind: "cluster", name })),
  );
}

/** Whether so many replicas in each place can serve every point by its part within the limit (Hall's condition). */
function serves({ times, points, replicas }: Tiny, counts: readonly number[], limit: number): boolean {
  const isNear = (place: number, point: number): boolean => (times[place]?.[point] ?? Infinity) <= limit;
  const least = points.length === 1 ? replicas : 1 + Math.floor((replicas - 2) / 2);
  const atPoint = (point: number): number =>
    counts.reduce((sum, count, place) => sum + (isNear(place, point) ? count : 0), 0);
  return (
    points.every((point) => atPoint(point) >= least) &&
    counts.every((count, place) => count === 0 || points.some((point) => isNear(place, point)))
  );
}

/** Undefined where no plan keeps the limit. */
function cheapestWithin(one: Tiny, limit: number): number | undefined {
  const clusters = clustersOf(one);
  const { candidates } = dividedOf(one);
  let best: number | undefined;
  for (let first = 0; first <= one.replicas; first += 1) {
    const counts = [first, one.replicas - first];
    if (!serves(one, counts, limit)) continue;
    const costs = clusters.map((place, index) => {
      const [count = 0, candidate] = [counts[index], candidates[0]];
      if (count === 0 || candidate === undefined) return 0;
      return bruteForce({ cluster: place, workloads: [{ ...candidate, replicas: count }] });
    });
    const cost = costs.reduce<number | undefined>(
      (sum, own) => (sum === undefined || own === undefined ? undefined : sum + own),
      0,
    );
    if (cost !== undefined && (best === undefined || cost < best)) best = cost;
  }
  return best;
}

describe("a front of cost against latency, of fleets that can be tried out", function () {
  this.timeout(300_000);

  it("has bounds that hold at every point, falls, and is the whole front", () => {
    let [fronts, whole, points] = [0, 0, 0];
    fc.assert(
      fc.property(tiny, (one) => {
        const optima = TIMES.map((limit) => [limit, cheapestWithin(one, limit)] as const);
        const more = {
          clusters: clustersOf(one),
          workloads: [],
          divided: [dividedOf(one)],
          demandPoints: POINTS,
          roundTrips: PLACES.flatMap((place, index) =>
            POINTS.map(({ name }, point): MeasuredRoundTrip => ({
              between: [place, name],
              p95Microseconds: one.times[index]?.[point] ?? 0,
            })),
          ),
        };
        const front = frontOf(more);
        if (front === undefined) return;
        for (const [index, point] of front.points.entries()) {
          const before = front.points[index - 1];
          if (before !== undefined)
            assert.ok(before.microPerHour < point.microPerHour && before.value > point.value);
          const [, least] = optima.find(([limit]) => limit === point.value) ?? [];
          assert.ok(least !== undefined && point.boundMicroPerHour <= least && least <= point.microPerHour);
          const soCheap = optima.flatMap(([limit, cost = Infinity]) =>
            cost <= point.microPerHour ? [limit] : [],
          );
          assert.ok(point.valueBound <= Math.min(...soCheap), `${point.valueBound}, ${soCheap.join(" ")}`);
          points += 1;
        }
        const exact = optima.filter(
          ([, cost], index) =>
            cost !== undefined &&
            optima.slice(0, index).every(([, shorter]) => shorter === undefined || shorter > cost),
        );
        fronts += 1;
        const found = front.points.map(({ value, microPerHour }) => `${value} ${microPerHour}`).reverse();
        if (exact.map(([limit, cost]) => `${limit} ${cost ?? 0}`).join() === found.join()) whole += 1;
      }),
      { seed: 20261201, numRuns: 150 },
    );
    assert.ok(fronts >= 100 && points > 1.2 * fronts, `${points} points of ${fronts} fronts`);
    assert.ok(whole >= 0.97 * fronts, `${whole} of ${fronts} are whole`);
  });
});
