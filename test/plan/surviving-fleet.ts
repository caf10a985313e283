/** Random fleets of one cluster that mostly have a plan, whose workloads must survive risk groups of its zones. */
import fc from "fast-check";
import type { CheckedFleet, Workload } from "../../src/model/fleet.js";
import type { SharedRisk } from "../../src/model/survival.js";
import { cluster, fleet, pool, shape, workload } from "./fleets.js";

export const THREE_ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"] as const;

/** Zones of the cluster that fail together. */
export function zonesTogether(name: string, zones: readonly string[], cluster = "main"): SharedRisk {
  return { name, losses: zones.map((zone) => ({ kind: "lose", what: "az", name: `${cluster}/${zone}` })) };
}

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

interface Drawn {
  readonly cpu: number;
  readonly gib: number;
  readonly replicas: number;
  readonly survive: NonNullable<Workload["survive"]>;
  readonly maxSkew?: number | undefined;
  readonly maxPerNode?: number | undefined;
  readonly more?: number | undefined;
}

function workloadOf({ cpu, gib, replicas, survive, maxSkew, maxPerNode, more }: Drawn, at: number): Workload {
  const peak = replicas + (more ?? 0);
  const hourly = Array.from({ length: 24 }, (_none, hour) => (hour < 8 ? peak : replicas));
  return workload({
    name: `w${at}`,
    id: `main/default/w${at}`,
    cpu,
    gib,
    replicas,
    survive,
    ...(maxSkew === undefined ? {} : { zoneSpread: { maxSkew } }),
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
    ...(more === undefined ? {} : { peak, ...(more % 2 === 0 ? { hourly } : {}) }),
  });
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  cpu: fc.constantFrom(0.25, 0.5, 1, 2, 3),
  gib: fc.constantFrom(0.5, 1, 2, 6),
  replicas: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20 })),
  survive: fc.constantFrom<Drawn["survive"]>(
    "riskGroup",
    "riskGroup",
    "riskGroup",
    "availabilityZone",
    "node",
  ),
  maxSkew: rarely(fc.constantFrom(1, 2, 5)),
  maxPerNode: rarely(fc.constantFrom(1, 3)),
  more: rarely(fc.integer({ min: 1, max: 8 })),
});

export const survivingFleet: fc.Arbitrary<CheckedFleet> = fc
  .record({
    workloads: fc.array(drawn, { minLength: 1, maxLength: 5 }),
    zones: fc.constantFrom(2, 3, 3, 3),
    /** Which zones each group takes, a bit a zone. */
    groups: fc.array(fc.constantFrom(3, 3, 5, 6, 1, 4), { minLength: 1, maxLength: 2 }),
    fidelity: fc.constantFrom<NonNullable<CheckedFleet["fidelity"]>>(
      "packing",
      "packing",
      "packing",
      "scheduler",
    ),
    steering: fc.constantFrom<CheckedFleet["steering"]>(undefined, undefined, "required"),
    spot: fc.boolean(),
    stands: fc.boolean(),
  })
  .map(({ workloads, zones, groups, fidelity, steering, spot, stands }) => {
    const availabilityZones = THREE_ZONES.slice(0, zones);
    const owned = availabilityZones.map((availabilityZone) => shape({ count: 2, availabilityZone }));
    const bought = pool({ purchaseOptions: spot ? ["spot"] : ["on-demand"] });
    return fleet({
      clusters: [
        cluster({
          availabilityZones,
          pools: stands ? [bought, pool({ name: "owned", nodes: owned })] : [bought],
        }),
      ],
      fidelity,
      ...(steering === undefined ? {} : { steering }),
      riskGroups: groups.map((bits, index) =>
        zonesTogether(
          `risk-${index}`,
          availabilityZones.filter((_zone, at) => (bits & (1 << at)) !== 0),
        ),
      ),
      workloads: workloads.map(workloadOf),
    });
  });
