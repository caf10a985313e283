/** Random clusters of one pool with one or two workloads: few enough replicas to try out every plan. */
import fc from "fast-check";
import type { Cluster, FleetQuota, Licence, Pool, Workload } from "../../src/model/fleet.js";
import { mayStayOut } from "../../src/model/fleet-parts.js";
import { accountQuota, cluster, licence, pool, workload } from "./fleets.js";

export interface TinyFleet {
  readonly cluster: Cluster;
  readonly workloads: readonly Workload[];
  /** Of the cluster's account. */
  readonly quotas: readonly FleetQuota[];
  readonly licences: readonly Licence[];
}

const tinyWorkload: fc.Arbitrary<Workload> = fc
  .record({
    cpu: fc.constantFrom(0.5, 1, 2, 3, 6),
    gib: fc.constantFrom(0.5, 2, 4, 9),
    replicas: fc.integer({ min: 1, max: 3 }),
    arm: fc.boolean(),
    spread: fc.constantFrom(0, 0, 1, 2),
    cap: fc.constantFrom(0, 0, 1),
    survive: fc.constantFrom(false, false, true),
    disks: fc.constantFrom(0, 0, 1, 2),
    more: fc.constantFrom(0, 0, 0, 1),
  })
  .map(({ cpu, gib, replicas, arm, spread, cap, survive, disks, more }) =>
    workload({
      cpu,
      gib,
      replicas,
      imagePlatforms: arm ? ["linux/amd64", "linux/arm64"] : ["linux/amd64"],
      ...(spread > 0 ? { zoneSpread: { maxSkew: spread } } : {}),
      ...(cap > 0 ? { maxPerNode: cap } : {}),
      ...(survive ? { survive: "node" as const } : {}),
      ...(more > 0 ? { peak: replicas + more } : {}),
      volumes: Array.from({ length: disks }, (_none, index) => ({ name: `disk-${index}` })),
    }),
  );

type StayingOut = Pick<Workload, "penaltyMicroPerHour" | "outByPriority">;

/** Without the rules that cannot stand beside leaving replicas out. */
function optional(one: Workload, stayingOut: StayingOut): Workload {
  const rest = { ...one, ...stayingOut };
  for (const rule of ["peak", "survive", "zoneSpread"]) Reflect.deleteProperty(rest, rule);
  return rest;
}

/** A guest of the base, where the spec has nothing against it. */
function guestOf(guest: Workload, base: Workload, over: "node" | "availabilityZone"): Workload {
  const bare = { ...guest };
  for (const rule of ["peak", "survive", "zoneSpread"]) Reflect.deleteProperty(bare, rule);
  const caps = bare.maxPerNode ?? base.maxPerNode ?? (base.survive === "node" ? 1 : undefined);
  const uneven = caps !== undefined && bare.replicas % base.replicas !== 0;
  const ruled = base.apartFrom !== undefined || base.dedicatedNodes !== undefined || uneven;
  if (base.peak !== undefined || mayStayOut(base) || mayStayOut(guest)) return guest;
  if (over === "node" && ruled) return guest;
  return { ...bare, beside: { workload: "main/default/w0", over } };
}

export const tinyFleet: fc.Arbitrary<TinyFleet> = fc
  .record({
    workloads: fc.array(tinyWorkload, { minLength: 1, maxLength: 2 }),
    chips: fc.constantFrom(["amd64"], ["amd64", "arm64"]),
    zones: fc.integer({ min: 1, max: 2 }),
    minNodes: fc.constantFrom(0, 0, 0, 2),
    maxNodes: fc.constantFrom(undefined, undefined, 2, 3),
    nodes: fc.constantFrom(undefined, undefined, 2),
    out: fc.constantFrom<StayingOut | undefined>(
      undefined,
      undefined,
      undefined,
      undefined,
      { penaltyMicroPerHour: 3000 },
      { penaltyMicroPerHour: 9000 },
      { penaltyMicroPerHour: 25_000 },
      { outByPriority: true },
      { outByPriority: true },
    ),
    priorities: fc.constantFrom([0, 0], [1, 0], [0, 1]),
    quota: fc.constantFrom<Partial<FleetQuota> | undefined>(
      undefined,
      undefined,
      undefined,
      { limit: 4 },
      { limit: 8, families: ["x"] },
      { limit: 2, unit: "instances", families: ["a"] },
    ),
    beside: fc.constantFrom(undefined, undefined, undefined, "node" as const, "availabilityZone" as const),
    volumesPerNode: fc.constantFrom(2, 2, 3),
    /** Of the first workload, of every node, or of both. */
    licensed: fc.constantFrom("none", "none", "none", "workload", "pool", "both"),
    database: fc.constantFrom<Partial<Licence>>(
      { per: "vcpu", vcpusEach: 2, microPerHour: 6000 },
      { per: "vcpu", leastPerNode: 4, microPerHour: 3000 },
      { per: "vcpu", vcpusEach: 4, microPerHour: 0, count: 2 },
      { microPerHour: 9000, count: 1 },
    ),
    headroom: fc.constantFrom({}, {}, {}, { percent: 25 }, { pods: 1 }, { surgeNodes: 1 }),
    apart: fc.constantFrom<Partial<Workload>>(
      {},
      {},
      { apartFrom: ["main/default/w1"] },
      { dedicatedNodes: "bank" },
    ),
    buying: fc.constantFrom<Partial<Pool>>(
      {},
      {},
      { maxInstanceTypes: 1 },
      { purchaseOptions: ["on-demand", "spot"], spotMaxPercent: 50 },
      { purchaseOptions: ["on-demand", "spot"], spotMaxPercent: 80 },
      {
        purchaseOptions: ["on-demand", "reserved"],
        reserved: [{ instanceType: "x.large", count: 1, microPerHour: 5000 }],
      },
      {
        purchaseOptions: ["on-demand", "reserved"],
        reserved: [
          { instanceType: "x.small", count: 1, availabilityZone: "eu-central-1a", microPerHour: 0 },
          { instanceType: "x.small", count: 2, availabilityZone: "eu-central-1b", microPerHour: 7000 },
        ],
      },
    ),
  })
  // What a minimum adds to a packing the exhaustive search takes from the cheapest list alone.
  .map((fields) =>
    // More offers than the exhaustive search can try on several chips.
    Object.keys(fields.buying).length > 0 ? { ...fields, minNodes: 0, chips: ["amd64"] } : fields,
  )
  .map((fields) => (fields.quota === undefined ? fields : { ...fields, minNodes: 0 }))
  // Nor does it know of licences of the nodes that a minimum adds.
  .map((fields) => (fields.licensed === "none" ? fields : { ...fields, minNodes: 0 }))
  .map(({ workloads, apart, out, priorities, licensed, ...fields }) => ({
    ...fields,
    licensed,
    workloads: workloads
      .map((one, index) =>
        index === 0 && (licensed === "workload" || licensed === "both")
          ? workload({ ...one, licences: ["database"] })
          : one,
      )
      .map((one, index) => ({ ...one, ...(index === 0 ? apart : {}) }))
      .map((one, index) => ({ ...one, priority: priorities[index] ?? 0 }))
      // Priorities are told apart only where both may stay out.
      .map((one, index) =>
        out !== undefined && (index === 0 || out.outByPriority === true) ? optional(one, out) : one,
      ),
  }))
  .map(({ beside: over, workloads, ...fields }) => ({
    ...fields,
    workloads: workloads.map((one, index) => {
      const [base, guest] = workloads;
      if (over === undefined || index === 0 || base === undefined || guest === undefined) return one;
      return guestOf(guest, base, over);
    }),
  }))
  .map(
    ({ workloads, chips, zones, minNodes, maxNodes, nodes, quota, volumesPerNode, headroom, ...fields }) => ({
      quotas: quota === undefined ? [] : [accountQuota(quota)],
      licences:
        fields.licensed === "none" ? [] : [licence(), licence({ name: "database", ...fields.database })],
      cluster: cluster({
        availabilityZones: ["eu-central-1a", "eu-central-1b"].slice(0, zones),
        pools: [
          pool({
            ...fields.buying,
            ...(fields.licensed === "pool" || fields.licensed === "both" ? { licences: ["agent"] } : {}),
            chips,
            minNodes,
            headroom,
            ...(maxNodes === undefined ? {} : { maxNodes }),
          }),
        ],
        quotas: nodes === undefined ? {} : { nodes },
        volumesPerNode,
      }),
      workloads: workloads.map((one, index) => ({ ...one, name: `w${index}`, id: `main/default/w${index}` })),
    }),
  );
