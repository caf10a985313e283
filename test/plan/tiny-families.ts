/**
 * Random tiny fleets of one constraint family each, alone and with others beside it, that an exhaustive search which
 * shares nothing with the planner can solve: what `bench/tiny.ts` compares plans with.
 */
import type { Catalogue } from "../../src/catalogue/index.js";
import type { CheckedFleet, Cluster, FleetQuota, Licence, Pool, Workload } from "../../src/model/fleet.js";
import type { Plan } from "../../src/model/plan.js";
import type { SharedRisk } from "../../src/model/survival.js";
import type { Random } from "../../src/units/random.js";
import { optimumOf } from "./brute-force.js";
import type { Optimum } from "./brute-force.js";
import { accountQuota, cluster, licence, load, pool, shape, workload } from "./fleets.js";
import { cheapestServed, served } from "./served-demand.js";
import { asking, cheapestShared, sharedCatalogue } from "./shared-devices.js";
import { tinyCatalogue } from "./tiny-catalogue.js";

export interface TinyProblem {
  readonly fleet: Partial<CheckedFleet>;
  readonly catalogue: Catalogue;
  /** By trying everything; undefined where no plan exists. */
  readonly optimum: () => Optimum | undefined;
  /** What the plan claims of that: its cost and penalties, and their bound, unless said otherwise. */
  readonly claim: (plan: Plan) => Claim;
}

export interface Claim {
  readonly bound: number;
  readonly cost: number;
}

export interface Family {
  readonly name: string;
  /** With `mixed` other rules come beside the family's own. */
  readonly draw: (random: Random, mixed: boolean) => TinyProblem;
}

const ZONES = ["eu-central-1a", "eu-central-1b"];
const GPU = "nvidia.com/gpu";
const MIG = "nvidia.com/mig-1g.10gb";

interface Draft {
  readonly cluster: Partial<Cluster>;
  readonly pool: Partial<Pool>;
  /** In the order of their names, w0 first. */
  readonly workloads: readonly Partial<Workload>[];
  readonly quotas: readonly FleetQuota[];
  readonly licences: readonly Licence[];
}

class Dice {
  constructor(readonly random: Random) {}

  of<T>(...choices: readonly [T, ...T[]]): T {
    return choices[this.random(choices.length)] ?? choices[0];
  }

  from(least: number, most: number): number {
    return least + this.random(most - least + 1);
  }
}

type Rule = (draft: Draft, dice: Dice) => Draft;

function requests(dice: Dice): Workload["requests"] {
  return {
    cpuMilli: 1000 * dice.of(0.5, 1, 2, 3, 6),
    memoryMiB: 1024 * dice.of(0.5, 2, 4, 9),
    pods: 1,
  };
}

function plainDraft(dice: Dice): Draft {
  const workloads = Array.from({ length: dice.from(1, 2) }, () => ({
    requests: requests(dice),
    replicas: dice.from(1, 3),
  }));
  const availabilityZones = ZONES.slice(0, dice.from(1, 2));
  return { cluster: { availabilityZones }, pool: {}, workloads, quotas: [], licences: [] };
}

/** The same of every workload. */
function each(change: (one: Partial<Workload>, dice: Dice, at: number) => Partial<Workload>): Rule {
  return (draft, dice) => ({
    ...draft,
    workloads: draft.workloads.map((one, at) => ({ ...one, ...change(one, dice, at) })),
  });
}

function ofPool(change: (dice: Dice) => Partial<Pool>): Rule {
  return (draft, dice) => ({ ...draft, pool: { ...draft.pool, ...change(dice) } });
}

function ofCluster(change: (dice: Dice) => Partial<Cluster>): Rule {
  return (draft, dice) => ({ ...draft, cluster: { ...draft.cluster, ...change(dice) } });
}

function and(...rules: readonly Rule[]): Rule {
  return (draft, dice) => rules.reduce((before, rule) => rule(before, dice), draft);
}

/** A second workload, where there is none. */
const two: Rule = (draft, dice) =>
  draft.workloads.length > 1
    ? draft
    : { ...draft, workloads: [...draft.workloads, { requests: requests(dice), replicas: dice.from(1, 2) }] };

const bothIsas: Rule = and(
  ofPool(() => ({ chips: ["amd64", "arm64"] })),
  each((_one, dice) => ({ imagePlatforms: dice.of(["linux/amd64"], ["linux/amd64", "linux/arm64"]) })),
);

const spotShare: Rule = ofPool((dice) => ({
  purchaseOptions: ["on-demand", "spot"],
  spotMaxPercent: dice.of(0, 50, 80),
}));

const volumes: Rule = and(
  ofCluster((dice) => ({ volumesPerNode: dice.from(2, 3) })),
  each((_one, dice) => ({
    volumes: Array.from({ length: dice.from(0, 2) }, (_none, index) => ({ name: `disk-${index}` })),
  })),
);

/** What may stand beside any family: all of it can be combined. */
const EXTRAS: readonly Rule[] = [
  ofPool((dice) => ({ maxNodes: dice.from(2, 4) })),
  ofCluster((dice) => ({ quotas: { nodes: dice.from(2, 4) } })),
  ofPool(() => ({ headroom: { percent: 25 } })),
  ofCluster((dice) => ({ podsPerNode: dice.from(2, 4) })),
  bothIsas,
  spotShare,
  volumes,
];

function clusterOf(draft: Draft): Cluster {
  return cluster({ pools: [pool(draft.pool)], ...draft.cluster });
}

function workloadsOf({ workloads }: Draft): Workload[] {
  return workloads.map((one, at) => workload({ ...one, name: `w${at}`, id: `main/default/w${at}` }));
}

function weighedClaim({ cost, search }: Plan): Claim {
  return {
    bound: search.boundMicroPerHour,
    cost: cost.microPerHour + (cost.penaltiesMicroPerHour ?? 0),
  };
}

function problemOf(draft: Draft): TinyProblem {
  const [main, workloads] = [clusterOf(draft), workloadsOf(draft)];
  const { quotas, licences } = draft;
  return {
    fleet: { clusters: [main], workloads, quotas, licences },
    catalogue: tinyCatalogue,
    optimum: () => optimumOf({ cluster: main, workloads, quotas, licences }),
    claim: weighedClaim,
  };
}

/** `extras`: what comes beside it where rules are mixed. */
function family(name: string, rule: Rule, extras: readonly Rule[] = EXTRAS): Family {
  return {
    name,
    draw: (random, mixed) => {
      const dice = new Dice(random);
      const draft = plainDraft(dice);
      const beside =
        mixed && extras.length > 0 ? [1, 2].map(() => extras[random(extras.length)] ?? rule) : [];
      return problemOf(and(...beside, rule)(draft, dice));
    },
  };
}

const devices: Rule = and(
  ofPool((dice) => ({ chips: dice.of(["nvidia-l4"], ["nvidia-l4", "amd64"]) })),
  each((one, dice, at) => ({
    requests: { ...one.requests, pods: 1, [GPU]: at === 0 ? 1 : dice.from(0, 1) },
  })),
);

const slices: Rule = and(
  ofPool((dice) => ({
    chips: dice.of(["nvidia-l4"], ["nvidia-l4", "amd64"]),
    deviceSlices: {
      byChip: { "nvidia-l4": [{ profile: "1g.10gb", each: dice.from(1, 7), resource: MIG }] },
    },
  })),
  each((one, dice) => ({ requests: { ...one.requests, pods: 1, [MIG]: dice.from(0, 4) } })),
);

const hostPorts: Rule = each((one, dice) => ({
  requests: { ...one.requests, pods: 1, [`hostPort/TCP/${dice.of(80, 80, 443)}`]: 1 },
}));

const zoneSpread: Rule = each((_one, dice) =>
  dice.of<() => Partial<Workload>>(
    () => ({ zoneSpread: { maxSkew: dice.from(1, 2) } }),
    () => ({ zoneSpread: { maxSkew: dice.from(1, 2), minDomains: dice.from(2, 3) } }),
    () => ({ maxPerAvailabilityZone: dice.from(1, 2) }),
  )(),
);

const beside: Rule = and(
  two,
  each((_one, dice, at) =>
    at === 0
      ? {}
      : {
          beside: {
            workload: "main/default/w0",
            over: dice.of("node" as const, "availabilityZone" as const),
          },
        },
  ),
);

const gangs: Rule = each((_one, dice, at) =>
  at > 0 && dice.random(2) === 0
    ? {}
    : { gang: { name: "default/train", within: dice.of("node" as const, "availabilityZone" as const) } },
);

/** Those of one gang say the same of it. */
const oneGang: Rule = and(gangs, (draft) => {
  const [first] = draft.workloads;
  const workloads = draft.workloads.map((one) =>
    one.gang === undefined || first?.gang === undefined ? one : { ...one, gang: first.gang },
  );
  return { ...draft, workloads };
});

const TAINT = { key: "team", value: "data", effect: "NoSchedule" as const };

const labelsAndTaints: Rule = and(
  (draft, dice) => ({
    ...draft,
    cluster: {
      ...draft.cluster,
      pools: [
        pool({ ...draft.pool, chips: dice.of(["amd64"], ["amd64", "arm64"]), labels: { disk: "slow" } }),
        pool({ ...draft.pool, name: "special", labels: { disk: "fast" }, taints: [TAINT], maxNodes: 2 }),
      ],
    },
  }),
  each((_one, dice) => ({
    tolerations: dice.of([], [{ key: "team", operator: "Exists" as const }]),
    requiredNodeTerms: dice.of(
      [],
      [{ requirements: [{ key: "disk", operator: "In" as const, values: ["fast"] }] }],
      [{ requirements: [{ key: "disk", operator: "NotIn" as const, values: ["fast"] }] }],
    ),
  })),
);

/** Nodes that exist and cost nothing beside ones that are bought. */
function ownedBeside(more: (dice: Dice) => Readonly<Record<string, number>>): Rule {
  return (draft, dice) => {
    const { availabilityZones = ZONES } = draft.cluster;
    const box = shape({
      count: dice.from(1, 2),
      availabilityZone: dice.of(availabilityZones[0] ?? "", availabilityZones.at(-1) ?? ""),
      capacity: { cpuMilli: 4000, memoryMiB: 8192, pods: 110, ...more(dice) },
    });
    const own = pool({ name: "owned", nodes: [box] });
    return { ...draft, cluster: { ...draft.cluster, pools: [own, pool(draft.pool)] } };
  };
}

const storageAndExtended: Rule = and(
  ownedBeside((dice) => ({ ephemeralMiB: dice.of(4096, 10_240), "example.com/fpga": dice.from(1, 2) })),
  each((one, dice, at) => ({
    requests: {
      ...one.requests,
      pods: 1,
      ...dice.of({}, { ephemeralMiB: dice.of(1024, 5120) }, { "example.com/fpga": 1 }),
    },
    // Nothing that is bought has any.
    ...(at === 0 ? { penaltyMicroPerHour: 30_000 } : {}),
  })),
);

/** A peak is said only where it is more. */
const peak: Rule = each((one, dice, at) =>
  at > 0 && dice.random(2) === 0 ? {} : { peak: (one.replicas ?? 1) + dice.from(1, 2) },
);

const penalty: Rule = each((_one, dice, at) =>
  at > 0 && dice.random(2) === 0 ? {} : { penaltyMicroPerHour: dice.of(3000, 9000, 25_000) },
);

const tooFewNodes: Rule = ofPool((dice) => ({ maxNodes: dice.from(1, 2) }));

const priorities: Rule = and(
  two,
  tooFewNodes,
  each((_one, dice) => ({ outByPriority: true, priority: dice.from(0, 1) })),
);

const boundVolumes: Rule = each((_one, dice) => ({
  volumes: dice.of([], [{ name: "data", availabilityZone: dice.of("eu-central-1a", "eu-central-1b") }]),
}));

const reserved: Rule = ofPool((dice) => ({
  purchaseOptions: ["on-demand", "reserved"],
  reserved: dice.of(
    [{ instanceType: "x.large", count: 1, microPerHour: 5000 }],
    [
      { instanceType: "x.small", count: 1, availabilityZone: "eu-central-1a", microPerHour: 0 },
      { instanceType: "x.small", count: 2, availabilityZone: "eu-central-1b", microPerHour: 7000 },
    ],
  ),
}));

const inBothZones: Rule = ofCluster(() => ({ availabilityZones: ZONES }));

const accountQuotas: Rule = (draft, dice) => ({
  ...draft,
  quotas: [
    accountQuota(
      dice.of<Partial<FleetQuota>>(
        { limit: dice.of(4, 8, 10) },
        { limit: 8, families: ["x"] },
        { limit: 2, unit: "instances", families: ["a"] },
      ),
    ),
  ],
});

const systemLoad: Rule = ofCluster((dice) => ({
  systemLoad: [
    load({ requests: { cpuMilli: dice.of(100, 500, 1000), memoryMiB: dice.of(128, 1024) } }),
    load({ name: "ports", requests: { "hostPort/TCP/80": 1 } }),
  ],
}));

const licences: Rule = (draft, dice) => {
  const database = licence({
    name: "database",
    ...dice.of<Partial<Licence>>(
      { per: "vcpu", vcpusEach: 2, microPerHour: 6000 },
      { per: "vcpu", leastPerNode: 4, microPerHour: 3000 },
      { per: "vcpu", vcpusEach: 4, microPerHour: 0, count: 2 },
      { microPerHour: 9000, count: 1 },
    ),
  });
  const own = dice.of("workload", "pool", "both");
  return {
    ...draft,
    licences: [licence(), database],
    pool: { ...draft.pool, ...(own === "workload" ? {} : { licences: ["agent"] }) },
    workloads: draft.workloads.map((one, at) =>
      at === 0 && own !== "pool" ? { ...one, licences: ["database"] } : one,
    ),
  };
};

const deviceShares: Family = {
  name: "fractions of devices",
  draw: (random, mixed) => {
    const dice = new Dice(random);
    const perDevice = dice.of(2, 10);
    const workloads = Array.from({ length: mixed ? 3 : dice.from(1, 2) }, (_none, at) =>
      asking(
        { gpus: dice.from(1, 2), memory: dice.of(0, 20, 35, 50, 60, 70), compute: dice.of(0, 10, 40, 60) },
        { replicas: dice.from(1, 2), name: `w${at}`, id: `main/default/w${at}` },
      ),
    );
    const pools = [pool({ chips: ["nvidia-l4"], deviceShares: { perDevice } })];
    const main = cluster({ availabilityZones: ["eu-central-1a"], pools });
    return {
      fleet: { clusters: [main], workloads, fidelity: "packing" },
      catalogue: sharedCatalogue,
      optimum: () => ({ cost: cheapestShared(workloads, perDevice), leftOut: [] }),
      claim: weighedClaim,
    };
  },
};

const performance: Family = {
  name: "demand in performance units",
  draw: (random, mixed) => {
    const dice = new Dice(random);
    const [amd64, arm64] = [dice.of(60, 100, 150), dice.of(55, 80, 100, 130)];
    const web = served(dice.from(50, 300), { amd64, arm64 }, dice.of(0, 0, 30, 100));
    const others = mixed ? [workload({ name: "other", cpu: 1.5, gib: 1 })] : [];
    const main = cluster({
      availabilityZones: ["eu-central-1a"],
      pools: [pool({ chips: ["amd64", "arm64"], maxNodes: dice.of(1, 3) })],
    });
    return {
      fleet: { clusters: [main], workloads: [...others, web] },
      catalogue: tinyCatalogue,
      optimum: () => {
        const cost = cheapestServed(main, others, web);
        return cost === undefined ? undefined : { cost, leftOut: [] };
      },
      claim: weighedClaim,
    };
  },
};

/** Three parts of the day; each hour may have nodes of its own, and no hour costs less than its cheapest plan. */
const hours: Family = {
  name: "demand by the hour",
  draw: (random, mixed) => {
    const dice = new Dice(random);
    const drawn = Array.from({ length: mixed ? 2 : 1 }, (_none, at) => ({
      one: { requests: requests(dice), name: `w${at}`, id: `main/default/w${at}` },
      parts: [0, 1, 2].map(() => dice.from(0, 3)),
    }));
    const main = cluster({
      availabilityZones: ZONES.slice(0, 1),
      pools: [pool({ maxNodes: dice.from(2, 6) })],
    });
    const workloads = drawn.map(({ one, parts }) => {
      const [replicas, most] = [Math.min(...parts), Math.max(...parts)];
      const hourly = Array.from({ length: 24 }, (_none, hour) => parts[Math.floor(hour / 8)] ?? 0);
      return workload({ ...one, replicas, ...(replicas === most ? {} : { peak: most, hourly }) });
    });
    return {
      fleet: { clusters: [main], workloads },
      catalogue: tinyCatalogue,
      optimum: () => {
        const each = [0, 1, 2].map((part) =>
          optimumOf({
            cluster: main,
            workloads: drawn.map(({ one, parts }) => workload({ ...one, replicas: parts[part] ?? 0 })),
          }),
        );
        if (each.includes(undefined)) return undefined;
        return { cost: each.reduce((sum, best) => sum + 8 * (best?.cost ?? 0), 0), leftOut: [] };
      },
      claim: (plan) => {
        const { bound, cost } = weighedClaim(plan);
        const { boundMicro = 0, micro } = plan.hours ?? { boundMicro: 24 * bound, micro: 24 * cost };
        return { bound: boundMicro, cost: micro };
      },
    };
  },
};

/** Two of three zones fail together, or each two of them for a reason of their own. */
const riskGroups: Family = {
  name: "survival of a risk group",
  draw: (random, mixed) => {
    const dice = new Dice(random);
    const zones = [...ZONES, "eu-central-1c"];
    const [a = "", b = "", c = ""] = zones;
    const riskZones = dice.of<Readonly<Record<string, readonly string[]>>>(
      { feed: [a, b] },
      { feed: [b, c] },
      { feed: [a, b], trench: [b, c] },
      { feed: [a, b], trench: [b, c], roof: [a, c] },
    );
    const rule = each(() => ({ survive: "riskGroup", riskZones, replicas: dice.from(2, 3) }));
    const beside = mixed ? (withoutSpot[random(withoutSpot.length)] ?? rule) : rule;
    const draft = and(
      beside,
      ofCluster(() => ({ availabilityZones: zones })),
      (one) => ({ ...one, workloads: one.workloads.slice(0, mixed ? 1 : 2) }),
      rule,
    )(plainDraft(dice), dice);
    const { fleet, ...problem } = problemOf(draft);
    const groups = Object.entries(riskZones).map(([name, own]): SharedRisk => ({
      name,
      losses: own.map((zone) => ({ kind: "lose", what: "az", name: `main/${zone}` })),
    }));
    return { ...problem, fleet: { ...fleet, riskGroups: groups } };
  },
};

const weights: Family = {
  name: "weights of nodes and types",
  draw: (random, mixed) => {
    const dice = new Dice(random);
    const draft = and(...(mixed ? [bothIsas, volumes] : []))(plainDraft(dice), dice);
    const [node, type] = [dice.of(1000, 7000, 30_000), dice.of(0, 2000, 20_000)];
    const { fleet, ...problem } = problemOf(draft);
    const [main] = fleet.clusters ?? [];
    return {
      ...problem,
      fleet: {
        ...fleet,
        weights: {
          microPerKgCo2e: 0,
          microPerNodeHour: node,
          microPerInstanceTypeHour: type,
          microPerMoveHour: 0,
        },
      },
      optimum: () =>
        main === undefined
          ? undefined
          : optimumOf({
              cluster: main,
              workloads: fleet.workloads ?? [],
              weigh: (nodes) =>
                node * nodes.length + type * new Set(nodes.map((one) => `${one.pool} ${one.type}`)).size,
            }),
      claim: ({ search: { weighed } }) => ({
        bound: weighed?.boundMicroPerHour ?? Number.NaN,
        cost: weighed?.microPerHour ?? Number.NaN,
      }),
    };
  },
};

const withoutSpot = EXTRAS.filter((rule) => rule !== spotShare);
const withoutIsas = EXTRAS.filter((rule) => rule !== bothIsas);
/** Rules of the one pool that others than the family's do not touch. */
const ofNodesAlone = [EXTRAS[3], EXTRAS[6]].flatMap((rule) => rule ?? []);

export const FAMILIES: readonly Family[] = [
  family(
    "CPU, memory and pods a node",
    ofCluster((dice) => ({ podsPerNode: dice.from(1, 3) })),
  ),
  family("ephemeral storage, extended resources", storageAndExtended, ofNodesAlone),
  family("whole devices", devices, withoutIsas),
  deviceShares,
  family("slices of devices", slices, withoutIsas),
  family(
    "caps a node (anti-affinity, hostname spread)",
    each((_one, dice) => ({ maxPerNode: dice.from(1, 2) })),
  ),
  family("host ports", hostPorts),
  family("zone spread, minDomains, caps a zone", and(inBothZones, zoneSpread)),
  family(
    "survival of a node",
    each(() => ({ survive: "node" })),
  ),
  riskGroups,
  family("beside another workload", beside, withoutIsas),
  family(
    "apart from another workload",
    and(
      two,
      each((_one, _dice, at) => (at === 0 ? { apartFrom: ["main/default/w1"] } : {})),
    ),
  ),
  family(
    "nodes of a group alone",
    and(
      two,
      each((_one, _dice, at) => (at === 0 ? { dedicatedNodes: "bank" } : {})),
    ),
  ),
  family("instruction sets", bothIsas),
  family("labels and taints", labelsAndTaints, ofNodesAlone),
  performance,
  family("gangs", and(oneGang, inBothZones), withoutSpot),
  family("base and peak", peak),
  hours,
  family("replicas out at a penalty", penalty),
  family("replicas out by priority", priorities),
  family("attachable volumes", volumes),
  family("volumes bound to a zone", and(inBothZones, boundVolumes)),
  family("share of spot", spotShare),
  family("reserved capacity", and(inBothZones, reserved), withoutSpot),
  family(
    "nodes that exist",
    ownedBeside(() => ({})),
    ofNodesAlone,
  ),
  family("quotas of an account", accountQuotas),
  family(
    "quotas of a cluster",
    ofCluster((dice) => ({ quotas: dice.of({ vcpu: 8 }, { vcpu: 4 }, { nodes: 2 }) })),
  ),
  family(
    "nodes a pool at least and at most",
    ofPool((dice) => ({ minNodes: dice.from(0, 2), maxNodes: dice.from(2, 3) })),
    ofNodesAlone,
  ),
  family(
    "instance types a pool at most",
    ofPool(() => ({ maxInstanceTypes: 1 })),
  ),
  family("system load of nodes", systemLoad),
  family(
    "headroom",
    ofPool((dice) => ({ headroom: dice.of({ percent: 25 }, { pods: 1 }, { pods: 2 }, { surgeNodes: 1 }) })),
  ),
  family("licences", licences),
  weights,
];
