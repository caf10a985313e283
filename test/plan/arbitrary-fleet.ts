/** Random checked fleets: small, but with every constraint family, many of them without a plan. */
import fc from "fast-check";
import type { CloudProvider } from "../../src/model/catalogue.js";
import type {
  CheckedFleet,
  Cluster,
  EdgeSite,
  FleetQuota,
  Headroom,
  Pool,
  Reservation,
  SystemLoad,
  Workload,
} from "../../src/model/fleet.js";
import type { PlatformName } from "../../src/model/fleet-spec.js";
import type { NodeSelectorTerm, Taint, Toleration } from "../../src/model/kubernetes.js";
import type { ResourceVector } from "../../src/units/resources.js";
import { accountQuota, cluster, edgeSite, fleet, licence, load, pool, shape, workload } from "./fleets.js";
import { omitted } from "../../src/units/omitted.js";

/** A place where clusters can stand, and what its pools can ask for. */
export interface World {
  readonly places: readonly {
    readonly platform: PlatformName;
    readonly provider: CloudProvider;
    readonly region: string;
    readonly availabilityZones: readonly string[];
    readonly families: readonly string[];
    /** Instance types that pools may have reserved. */
    readonly reservable: readonly string[];
  }[];
}

const TAINT: Taint = { key: "dedicated", value: "data", effect: "NoSchedule" };
const TOLERATION: Toleration = { key: "dedicated", operator: "Exists" };
const FAST: NodeSelectorTerm = { requirements: [{ key: "disk", operator: "In", values: ["ssd"] }] };

function rarely<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 4 });
}

/** Without the members that are undefined: the model's optional fields are absent, not undefined. */
function compact<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}

const requests: fc.Arbitrary<ResourceVector> = fc
  .record({
    cpuMilli: fc.constantFrom(50, 100, 250, 333, 700, 1000, 1900, 4000, 64_000),
    memoryMiB: fc.constantFrom(0, 64, 300, 1024, 2500, 7000, 20_000),
    gpu: fc.constantFrom(0, 0, 0, 0, 0, 1),
    port: fc.constantFrom(0, 0, 0, 0, 1),
    ephemeralMiB: fc.constantFrom(0, 0, 0, 1000),
  })
  .map(({ cpuMilli, memoryMiB, gpu, port, ephemeralMiB }) => ({
    cpuMilli,
    pods: 1,
    ...(memoryMiB > 0 ? { memoryMiB } : {}),
    ...(gpu > 0 ? { "nvidia.com/gpu": gpu } : {}),
    ...(port > 0 ? { "hostPort/TCP/8080": 1 } : {}),
    ...(ephemeralMiB > 0 ? { ephemeralMiB } : {}),
  }));

const systemLoads: fc.Arbitrary<SystemLoad[]> = fc
  .array(
    fc.record({
      requests: fc.constantFrom<ResourceVector>(
        { cpuMilli: 100, memoryMiB: 100 },
        { cpuMilli: 30 },
        { memoryMiB: 5000 },
        { "hostPort/TCP/8080": 1 },
      ),
      tolerations: fc.constantFrom<Toleration[]>([], [{ operator: "Exists" }]),
    }),
    { maxLength: 2 },
  )
  .map((loads) => loads.map((one, index) => load({ name: `agent-${index}`, ...one })));

/** Options name what is reserved, as the spec's check makes them. */
function poolOf(fields: object): Pool {
  const made = pool(compact(fields));
  const reserved: Pool["purchaseOptions"] = made.reserved === undefined ? [] : ["reserved"];
  return { ...made, purchaseOptions: [...made.purchaseOptions, ...reserved] };
}

const headroom: fc.Arbitrary<Headroom> = fc.record({
  percent: fc.constantFrom(0, 7, 50),
  pods: fc.constantFrom(0, 1, 5),
  surgeNodes: fc.constantFrom(0, 0, 1),
});

function pools(place: World["places"][number]): fc.Arbitrary<Pool[]> {
  const bought = fc.record({
    chips: fc.constantFrom(["amd64"], ["arm64"], ["amd64", "arm64"], ["nvidia-l4"], ["nvidia-l4", "amd64"]),
    families: rarely(fc.subarray([...place.families], { minLength: 1 })),
    purchaseOptions: fc.constantFrom<Pool["purchaseOptions"]>(["on-demand"], ["on-demand", "spot"]),
    minNodes: fc.constantFrom(0, 0, 0, 0, 1, 4),
    maxNodes: rarely(fc.constantFrom(0, 4, 5, 30)),
    labels: fc.constantFrom<Pool["labels"]>({}, {}, { disk: "ssd" }),
    taints: fc.constantFrom<Taint[]>([], [], [TAINT]),
    headroom: rarely(headroom),
    maxInstanceTypes: rarely(fc.constantFrom(1, 2)),
    licences: rarely(fc.constant(["agent"])),
    spotMaxPercent: rarely(fc.constantFrom(0, 30, 50, 100)),
    reserved: rarely(
      fc
        .record({
          instanceType: fc.constantFrom(...place.reservable),
          count: fc.integer({ min: 1, max: 3 }),
          // The first one is every cluster's.
          availabilityZone: fc.constantFrom(undefined, ...place.availabilityZones.slice(0, 1)),
          capacityReservation: fc.constantFrom(undefined, "cr-1"),
          microPerHour: fc.constantFrom(0, 4000),
        })
        .map((one): Reservation[] => [compact(one)]),
    ),
  });
  const owned = fc.record({
    headroom: rarely(fc.constantFrom<Headroom>({ percent: 10 }, { pods: 1 })),
    labels: fc.constantFrom<Pool["labels"]>({}, { disk: "ssd" }),
    nodes: fc.array(
      fc.record({
        count: fc.integer({ min: 1, max: 4 }),
        availabilityZone: fc.constantFrom(...place.availabilityZones),
        microPerHour: fc.constantFrom(0, 12_345),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  });
  const one = fc.oneof(
    { weight: 5, arbitrary: bought.map(poolOf) },
    {
      weight: 1,
      arbitrary: owned.map(({ nodes, ...fields }) =>
        pool({ ...(compact(fields) as Partial<Pool>), nodes: nodes.map(shape) }),
      ),
    },
  );
  return fc
    .array(one, { minLength: 1, maxLength: 3 })
    .map((list) => list.map((each, index) => ({ ...each, name: `pool-${index}` })));
}

function clusterIn(world: World, name: string): fc.Arbitrary<Cluster> {
  return fc.constantFrom(...world.places).chain((place) =>
    fc
      .record({
        zones: fc.integer({ min: 1, max: place.availabilityZones.length }),
        pools: pools(place),
        systemLoad: systemLoads,
        podsPerNode: rarely(fc.constantFrom(10, 30)),
        volumesPerNode: rarely(fc.constantFrom(1, 3)),
        vcpu: rarely(fc.constantFrom(8, 60, 2000)),
        nodes: rarely(fc.constantFrom(3, 12)),
        complianceZone: rarely(fc.constant("eu")),
      })
      .map(({ zones, vcpu, nodes, ...fields }) => {
        const availabilityZones = place.availabilityZones.slice(0, zones);
        return cluster({
          name,
          platform: place.platform,
          provider: place.provider,
          region: place.region,
          availabilityZones,
          ...(compact(fields) as Partial<Cluster>),
          pools: fields.pools.map((one) => ({
            ...one,
            nodes: one.nodes.filter((node) => availabilityZones.includes(node.availabilityZone)),
          })),
          // The spec refuses virtual CPUs of upgrades.
          quotas: fields.pools.some((one) => (one.headroom?.surgeNodes ?? 0) > 0)
            ? compact({ nodes })
            : compact({ vcpu, nodes }),
        });
      }),
  );
}

const site: fc.Arbitrary<EdgeSite> = fc
  .record({ count: fc.integer({ min: 1, max: 3 }), systemLoad: systemLoads })
  .map(({ count, systemLoad }) =>
    edgeSite({ nodes: [shape({ count, availabilityZone: "store" })], systemLoad }),
  );

/** Rules that the spec refuses of workloads that may stay out. */
const ALWAYS_PLACED = { zoneSpread: undefined, maxPerAvailabilityZone: undefined, survive: undefined };

/** The same of gangs. */
const GATHERED = { ...ALWAYS_PLACED, more: undefined, maxPerNode: undefined };

/** And of those whose replicas chips decide. */
const COUNTED = {
  ...ALWAYS_PLACED,
  more: undefined,
  penaltyMicroPerHour: undefined,
  outByPriority: undefined,
};

function workloadOn(
  targets: readonly Workload["target"][],
  zones: readonly string[],
): fc.Arbitrary<Workload> {
  return fc
    .record({
      target: fc.constantFrom(...targets),
      replicas: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 })),
      requests,
      imagePlatforms: fc.constantFrom<Workload["imagePlatforms"]>(
        ["linux/amd64"],
        ["linux/amd64", "linux/arm64"],
        ["linux/arm64"],
      ),
      requiredNodeTerms: fc.constantFrom<NodeSelectorTerm[]>([], [], [], [FAST]),
      tolerations: fc.constantFrom<Toleration[]>([], [TOLERATION]),
      zoneSpread: rarely(
        fc
          .record({ maxSkew: fc.constantFrom(1, 1, 2, 5), minDomains: rarely(fc.constantFrom(2, 3)) })
          .map(compact),
      ),
      maxPerNode: rarely(fc.constantFrom(1, 2, 5)),
      maxPerAvailabilityZone: rarely(fc.constantFrom(1, 4, 50)),
      volumes: fc
        .constantFrom(0, 0, 0, 0, 1)
        .chain((count) =>
          fc
            .constantFrom(...zones)
            .map((availabilityZone) => (count === 0 ? [] : [{ name: "data", availabilityZone }])),
        )
        .chain((bound) =>
          fc
            .constantFrom(0, 0, 0, 1, 2)
            .map((free) => [
              ...bound,
              ...Array.from({ length: free }, (_none, index) => ({ name: `disk-${index}` })),
            ]),
        ),
      survive: rarely(fc.constantFrom<NonNullable<Workload["survive"]>>("node", "availabilityZone")),
      data: rarely(fc.constantFrom({ class: "personal" }, { class: "health" })),
      more: rarely(fc.integer({ min: 1, max: 30 })),
      apart: rarely(fc.subarray(["w0", "w1", "w2", "w3", "w4", "w5"], { minLength: 1, maxLength: 2 })),
      dedicatedNodes: rarely(fc.constantFrom("bank", "shop")),
      licences: rarely(fc.constantFrom(["database"], ["agent", "database"])),
      performance: rarely(
        fc.constantFrom(
          {
            replicas: 9,
            performance: { demand: 900, perReplica: { amd64: 100, arm64: 90 }, maxSpreadPercent: 0 },
          },
          {
            replicas: 3,
            performance: { demand: 30, perReplica: { amd64: 8, arm64: 10 }, maxSpreadPercent: 25 },
          },
          { replicas: 50, performance: { demand: 50, perReplica: { arm64: 1 }, maxSpreadPercent: 0 } },
        ),
      ),
      gang: rarely(
        fc.constantFrom<NonNullable<Workload["gang"]>>(
          { within: "availabilityZone", name: "" },
          { within: "node", name: "" },
        ),
      ),
      out: rarely(
        fc.constantFrom<Partial<Workload>>(
          { penaltyMicroPerHour: 1 },
          { penaltyMicroPerHour: 8000 },
          { penaltyMicroPerHour: 500_000 },
          { outByPriority: true },
          { outByPriority: true, priority: 7 },
        ),
      ),
    })
    .map(({ out, more, ...fields }) =>
      out === undefined ? { ...fields, more } : { ...fields, ...ALWAYS_PLACED, more: undefined, ...out },
    )
    .map(({ gang, performance, ...fields }) => {
      if (performance !== undefined) return { ...fields, ...COUNTED, ...performance };
      return gang === undefined ? fields : { ...fields, ...GATHERED, gang };
    })
    .map(({ more, apart, ...fields }) =>
      workload({
        ...(apart === undefined
          ? {}
          : { apartFrom: apart.map((name) => `${fields.target.name}/default/${name}`) }),
        ...(compact(fields) as Partial<Workload>),
        ...(more === undefined ? {} : rising(fields.replicas, more)),
      }),
    );
}

/** Some at hours that follow from the numbers, the others at any hour. */
function rising(replicas: number, more: number): Partial<Workload> {
  const peak = replicas + more;
  if (more % 2 === 0) return { peak };
  const hourly = Array.from({ length: 24 }, (_, hour) =>
    Math.floor(hour / 6) === more % 4 ? peak : hour < 3 ? replicas + Math.floor(more / 2) : replicas,
  );
  return { peak, hourly };
}

/** Nodes that exist have no licences but those of their pool, and the spec refuses what none can have. */
function licensed(list: readonly Workload[], clusters: readonly Cluster[]): Workload[] {
  return list.map((one) => {
    const { licences, ...rest } = one;
    const target = clusters.find(({ name }) => name === one.target.name);
    const buys = target?.pools.some(({ nodes }) => nodes.length === 0) === true;
    return licences === undefined ? one : workload(buys ? one : rest);
  });
}

const LICENCES = fc
  .constantFrom({}, {}, { count: 3 })
  .map((more) => [
    licence(),
    licence({ name: "database", per: "vcpu", vcpusEach: 2, leastPerNode: 2, microPerHour: 4000, ...more }),
  ]);

/** What clusters share cannot be given out in the order of priorities, which the spec refuses. */
function sharing(list: readonly Workload[], shares: boolean): Workload[] {
  return list.map((one) => {
    if (!shares) return one;
    const rest = omitted(one, "outByPriority", "performance");
    return one.outByPriority === true ? { ...rest, penaltyMicroPerHour: 1 } : rest;
  });
}

/** By number; names of others that are not there, and its own, are left out. */
function named(list: readonly Workload[]): Workload[] {
  const ids = list.map(({ target }, index) => `${target.name}/default/w${index}`);
  return list.map(({ apartFrom, ...one }, index) => {
    const others = apartFrom?.filter((id) => ids.includes(id) && id !== ids[index]) ?? [];
    return {
      ...one,
      ...(others.length === 0 ? {} : { apartFrom: others }),
      ...(one.gang === undefined ? {} : { gang: { ...one.gang, name: `default/w${index}` } }),
      name: `w${index}`,
      id: ids[index] ?? "",
    };
  });
}

function quotaIn(world: World): fc.Arbitrary<FleetQuota> {
  return fc.constantFrom(...world.places).chain(({ provider, region, families }) =>
    fc
      .record({
        unit: fc.constantFrom<FleetQuota["unit"]>("vcpu", "vcpu", "instances", "accelerators"),
        limit: fc.constantFrom(0, 30, 300, 3000),
        purchaseOption: rarely(fc.constantFrom("on-demand" as const, "spot" as const)),
        families: rarely(
          fc.subarray(
            families.map((family) => family.toLowerCase().replace(/-.*$/, "")),
            { minLength: 1 },
          ),
        ),
      })
      .map((fields) =>
        accountQuota({ ...(compact(fields) as Partial<FleetQuota>), provider, region, clusters: [] }),
      ),
  );
}

/** With the clusters that each counts, as the spec's check makes them; those that count none are left out. */
function counting(quotas: readonly FleetQuota[], clusters: readonly Cluster[]): FleetQuota[] {
  return quotas.flatMap((quota, index) => {
    const counted = clusters.filter(
      ({ provider, region }) => provider === quota.provider && region === quota.region,
    );
    const code = `L-${index}`;
    const key = `quota ${code}`;
    return counted.length === 0 ? [] : [{ ...quota, key, code, clusters: counted.map(({ name }) => name) }];
  });
}

export function arbitraryFleet(world: World): fc.Arbitrary<CheckedFleet> {
  const zones = [...new Set(world.places.flatMap(({ availabilityZones }) => availabilityZones))];
  return fc
    .record({
      clusters: fc.tuple(clusterIn(world, "main"), rarely(clusterIn(world, "second"))),
      site: rarely(site),
      licences: LICENCES,
      quotas: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(quotaIn(world), { minLength: 1, maxLength: 2 }) },
      ),
    })
    .chain(({ clusters: [main, second], site: store, quotas, licences }) => {
      const clusters = second === undefined ? [main] : [main, second];
      const edgeSites = store === undefined ? [] : [store];
      const targets = [
        ...clusters.map(({ name }) => ({ kind: "cluster", name }) as const),
        ...edgeSites.map(({ name }) => ({ kind: "edgeSite", name }) as const),
      ];
      return fc.array(workloadOn(targets, zones), { maxLength: 6 }).map((list) =>
        fleet({
          clusters,
          edgeSites,
          complianceZones: [
            { name: "eu", regimes: ["gdpr"], jurisdictions: ["EEA"], dataClasses: ["personal"] },
          ],
          workloads: named(sharing(licensed(list, clusters), targets.length > 1)),
          licences,
          quotas: counting(quotas, clusters),
          limits: { targetGapMilliPercent: 1000, workUnits: 5000 },
        }),
      );
    });
}
