/** Fleets of two tiny clusters with workloads divided among them, and the least of all their plans by trying them out. */
import fc from "fast-check";
import type { Cluster, DividedWorkload, Workload } from "../../../src/model/fleet.js";
import { bruteForce } from "../brute-force.js";
import type { TriedFleet } from "../brute-force.js";
import { cluster, pool, workload } from "../fleets.js";
import { divided } from "./divided.js";

export interface TinyDivision {
  readonly clusters: readonly Cluster[];
  readonly fixed: readonly Workload[];
  readonly open: readonly DividedWorkload[];
}

const size = { cpu: fc.constantFrom(0.5, 1, 2, 3), gib: fc.constantFrom(0.5, 2, 4, 9) };

export const tinyDivision: fc.Arbitrary<TinyDivision> = fc
  .record({
    options: fc.tuple(
      fc.constantFrom("on-demand" as const, "spot" as const),
      fc.constantFrom("on-demand" as const, "spot" as const),
    ),
    maxNodes: fc.tuple(fc.constantFrom(undefined, 1, 2), fc.constantFrom(undefined, undefined, 1)),
    arm: fc.boolean(),
    fixed: fc.array(fc.record({ ...size, replicas: fc.integer({ min: 1, max: 2 }) }), { maxLength: 1 }),
    open: fc.array(
      fc.record({
        ...size,
        replicas: fc.integer({ min: 1, max: 4 }),
        cap: fc.constantFrom(undefined, undefined, 1),
        rules: fc.constantFrom({}, {}, { maxPerPlace: 2 }, { maxPlaces: 1 }, { minPlaces: 2 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map(({ options, maxNodes, arm, fixed, open }) => {
    const clusters = ["main", "other"].map((name, index) =>
      cluster({
        name,
        availabilityZones: ["eu-central-1a"],
        pools: [
          pool({
            chips: arm && index === 1 ? ["amd64", "arm64"] : ["amd64"],
            purchaseOptions: [options[index] ?? "on-demand"],
            ...(maxNodes[index] === undefined ? {} : { maxNodes: maxNodes[index] }),
          }),
        ],
      }),
    );
    return {
      clusters,
      fixed: fixed.map((one) => workload({ ...one, name: "fixed" })),
      open: open.map(({ rules, cap, ...one }, index) =>
        divided({
          of: {
            ...one,
            name: `open-${index}`,
            imagePlatforms: ["linux/amd64", "linux/arm64"],
            ...(cap === undefined ? {} : { maxPerNode: cap }),
          },
          among: clusters,
          // More places than replicas are refused before any planning.
          ...(one.replicas < 2 ? {} : rules),
        }),
      ),
    };
  });

/** Replicas in the first of two places. */
function* firstCounts({ replicas, minPlaces, maxPlaces = 2, maxPerPlace = replicas }: DividedWorkload) {
  for (let first = 0; first <= replicas; first += 1) {
    const second = replicas - first;
    const places = Number(first > 0) + Number(second > 0);
    if (places >= minPlaces && places <= maxPlaces && Math.max(first, second) <= maxPerPlace) yield first;
  }
}

function* divisions(open: readonly DividedWorkload[]): Generator<readonly number[]> {
  const [head, ...rest] = open;
  if (head === undefined) yield [];
  else for (const first of firstCounts(head)) for (const others of divisions(rest)) yield [first, ...others];
}

/** The cheapest plan of every division by trying everything; undefined where none exists. `weighIn`: beside cost. */
export function cheapest(
  { clusters, fixed, open }: TinyDivision,
  weighIn?: (place: Cluster) => NonNullable<TriedFleet["weigh"]>,
): number | undefined {
  let best: number | undefined;
  for (const counts of divisions(open)) {
    const costs = clusters.map((one, place) => {
      const parts = open.flatMap(({ candidates, replicas }, index): Workload[] => {
        const first = counts[index] ?? 0;
        const own = place === 0 ? first : replicas - first;
        const [candidate] = candidates;
        return own === 0 || candidate === undefined ? [] : [{ ...candidate, replicas: own }];
      });
      const workloads = [...(place === 0 ? fixed : []), ...parts];
      return workloads.length === 0
        ? 0
        : bruteForce({
            cluster: one,
            workloads,
            ...(weighIn === undefined ? {} : { weigh: weighIn(one) }),
          });
    });
    const cost = costs.reduce<number | undefined>(
      (sum, own) => (sum === undefined || own === undefined ? undefined : sum + own),
      0,
    );
    if (cost !== undefined && (best === undefined || cost < best)) best = cost;
  }
  return best;
}
