import assert from "node:assert/strict";
import { stringify } from "yaml";
import type { AccountQuota } from "../../../src/model/catalogue-override.js";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import type { PoolSpec, WorkloadSpec } from "../../../src/model/fleet-spec.js";
import { fleetKnowledge } from "../../../src/planner/fleet-knowledge.js";
import { loadCatalogue } from "../../../src/planner/load-catalogue.js";
import { checkFleet } from "../../../src/spec/check-fleet.js";
import { parseFleetText } from "../../../src/spec/parse-fleet.js";
import { deployment, object, template } from "../manifests/manifests.js";
import { omitted } from "../../../src/units/omitted.js";

const knowledge = fleetKnowledge(loadCatalogue({ regions: [{ provider: "aws", region: "eu-central-1" }] }));

interface Parts {
  readonly cluster?: object;
  readonly pool?: Partial<PoolSpec> | object;
  readonly workloads?: readonly object[];
  readonly manifests?: string;
  readonly objective?: object;
  readonly quotas?: readonly object[];
  readonly licences?: readonly object[];
  /** Quotas that a catalogue override gives. */
  readonly imported?: readonly AccountQuota[];
}

function check({
  cluster = {},
  pool = {},
  workloads = [],
  manifests = "",
  objective,
  quotas,
  licences,
  imported = [],
}: Parts): ReturnType<typeof checkFleet> {
  const pools = [{ name: "general", chips: ["amd64"], ...pool }];
  const spec = {
    apiVersion: "stowage.dev/v1",
    name: "shop",
    clusters: [{ name: "main", platform: "eks", region: "eu-central-1", pools, ...cluster }],
    workloads,
    ...(objective === undefined ? {} : { objective }),
    ...(quotas === undefined ? {} : { quotas }),
    ...(licences === undefined ? {} : { licences }),
  };
  const parsed = parseFleetText({ text: stringify(spec) });
  if (!parsed.ok) return { ok: false, diagnostics: parsed.diagnostics };
  const files = new Map([["k8s", [{ file: "k8s/all.yaml", text: manifests }]]]);
  const known = { ...knowledge, accountQuotas: () => imported };
  return checkFleet({ parsed: parsed.value, manifests: files, knowledge: known });
}

function fleetOf(parts: Parts): CheckedFleet {
  const checked = check(parts);
  assert.ok(checked.ok, JSON.stringify(checked.diagnostics));
  return checked.value.fleet;
}

function errorsOf(parts: Parts): string[] {
  return check(parts).diagnostics.flatMap(({ severity, code, path }) =>
    severity === "error" ? [`${code} ${path}`] : [],
  );
}

function web(more: Partial<WorkloadSpec> = {}): object {
  return { name: "web", replicas: 2, requests: { cpu: "500m", memory: "1Gi" }, ...more };
}

const POOL = "/clusters/0/pools/0";

describe("sums over a spec", () => {
  it("are told where they could not be exact, once a sum, at the entry that is too much", () => {
    const many = Array.from({ length: 12 }, (_none, index) =>
      web({ name: `web-${index}`, replicas: 10_000_000, requests: { cpu: "1m", memory: "1Mi" } }),
    );
    assert.deepEqual(errorsOf({ workloads: many }), ["invalid-quantity /workloads/10"]);
    const huge = web({ replicas: 10_000_000, requests: { cpu: "1", memory: "8Pi" } });
    assert.deepEqual(errorsOf({ workloads: [huge] }), ["invalid-quantity /workloads/0"]);
  });
});

describe("what a pool names", () => {
  const told = (pool: object): (string | undefined)[] =>
    check({ pool, workloads: [web()] }).diagnostics.flatMap(({ code, path, message, hint }) =>
      code === "left-out" ? [path, message, hint] : [],
    );

  it("is told of where the pool's chips leave it out, with the chips that it has", () => {
    assert.deepEqual(told({ chips: undefined, families: ["m7i", "m7g"] }), [
      `${POOL}/families/1`,
      "no machine of m7g is bought, as the pool's chips are amd64",
      "add arm64 to its chips, or remove m7g",
    ]);
    assert.deepEqual(told({ chips: ["arm64"], instanceTypes: ["g5.xlarge"] }), [
      `${POOL}/instanceTypes/0`,
      "no machine of g5.xlarge is bought, as the pool's chips are arm64",
      "add nvidia-a10g to its chips, or remove g5.xlarge",
    ]);
    assert.deepEqual(told({ chips: ["arm64", "nvidia-a10g"], families: ["g5"] }), [
      `${POOL}/families/0`,
      "no machine of g5 is bought, as the pool's chips are arm64, nvidia-a10g",
      "add amd64 to its chips, or remove g5",
    ]);
  });

  it("is told of where the region has no price of it", () => {
    assert.deepEqual(told({ chips: ["nvidia-h200"], families: ["p5en"] }), [
      `${POOL}/families/0`,
      "no machine of p5en is bought, as the catalogue has no price of it in eu-central-1",
      "where it has: stowage catalogue list --family p5en",
    ]);
  });

  it("is bought where its chips take any machine of it", () => {
    assert.deepEqual(told({ chips: ["amd64", "arm64"], families: ["m7i", "m7g"] }), []);
    assert.deepEqual(told({ chips: ["nvidia-a10g"], families: ["g5"] }), []);
  });
});

describe("the objective of a spec", () => {
  it("is cost, and what is made small after it", () => {
    assert.equal(fleetOf({ workloads: [web()] }).furtherObjectives, undefined);
    assert.equal(fleetOf({ workloads: [web()], objective: ["cost"] }).furtherObjectives, undefined);
    const fleet = fleetOf({ workloads: [web()], objective: ["cost", "carbon", "nodes"] });
    assert.deepEqual(fleet.furtherObjectives, ["carbon", "nodes"]);
  });

  it("starts with cost and names each once, from those that there are", () => {
    assert.deepEqual(errorsOf({ objective: ["nodes", "nodes"] }), [
      "invalid-spec /objective/0",
      "invalid-spec /objective/1",
    ]);
    assert.deepEqual(errorsOf({ objective: ["cost", "latency"] }), ["invalid-spec /objective/1"]);
    assert.deepEqual(errorsOf({ objective: [] }), ["invalid-spec /objective"]);
  });

  it("counts stranded capacity of a mix that the fleet states, after all others but moves", () => {
    assert.deepEqual(errorsOf({ objective: ["cost", "stranded"] }), ["invalid-spec /objective/1"]);
    assert.deepEqual(errorsOf({ objective: ["cost", "stranded", "nodes"] }), [
      "invalid-spec /objective/1",
      "invalid-spec /objective/1",
    ]);
  });

  it("is a weighed sum in whole micro-USD an hour, where prices stand in the place of the order", () => {
    const { weights, furtherObjectives } = fleetOf({
      workloads: [web()],
      objective: { weights: { perKgCo2e: 0.1, perNodeMonth: 7.3, perMove: 1.46, moveMonths: 2 } },
    });
    assert.equal(furtherObjectives, undefined);
    assert.deepEqual(weights, {
      microPerKgCo2e: 100_000,
      microPerNodeHour: 10_000,
      microPerInstanceTypeHour: 0,
      microPerMoveHour: 1000,
    });
  });

  it("weighs something, and gives months only to moves that cost something", () => {
    assert.deepEqual(errorsOf({ objective: { weights: {} } }), ["invalid-spec /objective/weights"]);
    assert.deepEqual(errorsOf({ objective: { weights: { perNodeMonth: 1, moveMonths: 3 } } }), [
      "invalid-spec /objective/weights/moveMonths",
    ]);
    assert.deepEqual(errorsOf({ objective: { weights: { perNodeMonth: -1 } } }), [
      "invalid-spec /objective/weights/perNodeMonth",
    ]);
  });
});

describe("volumes of a spec", () => {
  it("are requests of their replicas, but for file systems of the network", () => {
    const volumes = [{ name: "data" }, { name: "log" }, { name: "files", attached: false }];
    const { workloads, clusters } = fleetOf({
      cluster: { volumesPerNode: 5 },
      workloads: [web({ volumes })],
    });
    assert.equal(workloads[0]?.requests["attachableVolumes"], 2);
    assert.equal(clusters[0]?.volumesPerNode, 5);
  });
});

describe("headroom of a spec", () => {
  it("is the pool's, and refuses upgrades that no quota of virtual CPUs counts", () => {
    const headroom = { percent: 10, pods: 2, surgeNodes: 1 };
    assert.deepEqual(fleetOf({ pool: { headroom } }).clusters[0]?.pools[0]?.headroom, headroom);
    const refused = errorsOf({ pool: { headroom }, cluster: { quotas: { vcpu: 64 } } });
    assert.deepEqual(refused, [`not-supported ${POOL}/headroom/surgeNodes`]);
  });
});

describe("demand of a spec", () => {
  it("has a base that is planned and a peak, unless they are the same", () => {
    const [rising] = fleetOf({
      workloads: [{ name: "web", requests: {}, demand: { base: 2, peak: 9 } }],
    }).workloads;
    assert.deepEqual([rising?.replicas, rising?.peak], [2, 9]);
    const [even] = fleetOf({
      workloads: [{ name: "web", requests: {}, demand: { base: 2, peak: 2 } }],
    }).workloads;
    assert.deepEqual([even?.replicas, even?.peak], [2, undefined]);
  });

  it("stands in place of replicas, with a peak that is no lower than the base", () => {
    assert.deepEqual(errorsOf({ workloads: [web({ demand: { base: 2, peak: 9 } })] }), [
      "invalid-spec /workloads/0",
    ]);
    const without = { name: "web", requests: {} };
    assert.deepEqual(errorsOf({ workloads: [without] }), ["invalid-spec /workloads/0"]);
    assert.deepEqual(errorsOf({ workloads: [{ ...without, demand: { base: 3, peak: 2 } }] }), [
      "bound-disagreement /workloads/0/demand/peak",
    ]);
  });

  /** Replicas by the hour of what a workload's demand says. */
  function hourlyOf(...demands: readonly object[]): (readonly number[] | undefined)[] {
    const workloads = demands.map((demand, index) => ({ name: `w${index}`, requests: {}, demand }));
    return fleetOf({ workloads }).workloads.map(({ hourly }) => hourly);
  }

  const at = (hours: readonly number[], hour: number): readonly number[] =>
    Array.from({ length: hours.length }, (_, index) => hours[(index + hour) % hours.length] ?? -1);

  it("is by the hour where hours are given: the least are planned, the most are the peak", () => {
    const hours = [
      { from: 8, until: 18, replicas: 9 },
      { from: 12, until: 14, replicas: 12 },
      { from: 22, until: 2, replicas: 1 },
    ];
    const [web] = fleetOf({
      workloads: [{ name: "web", requests: {}, demand: { base: 3, hours } }],
    }).workloads;
    assert.deepEqual([web?.replicas, web?.peak], [1, 12]);
    assert.deepEqual(web?.hourly, [1, 1, 3, 3, 3, 3, 3, 3, 9, 9, 9, 9, 12, 12, 9, 9, 9, 9, 3, 3, 3, 3, 1, 1]);
    const [even] = fleetOf({
      workloads: [{ name: "web", requests: {}, demand: { hourly: Array.from({ length: 24 }, () => 4) } }],
    }).workloads;
    assert.deepEqual([even?.replicas, even?.peak, even?.hourly], [4, undefined, undefined]);
  });

  it("is by UTC, whatever clock the hours are of, and the larger of two where they lie across", () => {
    const hourly = Array.from({ length: 24 }, (_, hour) => hour);
    const [utc, shanghai, india, newfoundland] = hourlyOf(
      { hourly },
      { hourly, utcOffset: "+08:00" },
      { hourly, utcOffset: "+05:30" },
      { hourly, utcOffset: "-03:30" },
    );
    assert.deepEqual(utc, hourly);
    assert.deepEqual(shanghai, at(hourly, 8));
    // 00:00 to 01:00 UTC is 05:30 to 06:30 there.
    assert.deepEqual(india?.slice(0, 3), [6, 7, 8]);
    assert.deepEqual(newfoundland?.slice(0, 3), [21, 22, 23]);
  });

  it("is of a week where days are named, for every workload then", () => {
    const [office, daily] = hourlyOf(
      { base: 1, hours: [{ days: ["sun", "mon"], from: 20, until: 4, replicas: 5 }] },
      { hourly: Array.from({ length: 24 }, (_, hour) => hour) },
    );
    const busy = office?.flatMap((replicas, hour) => (replicas === 5 ? [hour] : []));
    // Sunday night runs into the Monday of the next week, which is the same.
    assert.deepEqual(busy, [0, 1, 2, 3, 20, 21, 22, 23, 24, 25, 26, 27, 164, 165, 166, 167]);
    assert.equal(daily?.length, 168);
    assert.deepEqual(daily.slice(24, 48), daily.slice(0, 24));
  });

  it("is given in one of its forms, whole, and inside an autoscaler's range", () => {
    const faultsOf = (demand: object, more: object = {}): readonly string[] =>
      errorsOf({ workloads: [{ name: "web", requests: {}, demand, ...more }] });
    const hours = [{ from: 8, until: 18, replicas: 9 }];
    const whole = Array.from({ length: 24 }, (_, hour) => hour);
    assert.deepEqual(faultsOf({ base: 1 }), ["invalid-spec /workloads/0/demand"]);
    assert.deepEqual(faultsOf({ hours }), ["invalid-spec /workloads/0/demand"]);
    assert.deepEqual(faultsOf({ base: 1, peak: 3, hours }), ["invalid-spec /workloads/0/demand"]);
    assert.deepEqual(faultsOf({ base: 1, hourly: whole }), ["invalid-spec /workloads/0/demand/base"]);
    assert.deepEqual(faultsOf({ hourly: [...whole, 1] }), ["invalid-spec /workloads/0/demand/hourly"]);
    assert.deepEqual(faultsOf({ base: 1, peak: 2, utcOffset: "+01:00" }), [
      "invalid-spec /workloads/0/demand/utcOffset",
    ]);
    assert.deepEqual(faultsOf({ hourly: whole }, { scaling: { minReplicas: 0, maxReplicas: 9 } }), [
      "bound-disagreement /workloads/0/demand",
    ]);
  });

  it("is an autoscaler's maximum by default, and its range where that is asked for", () => {
    const scaler = object("autoscaling/v2", "HorizontalPodAutoscaler", {
      name: "web",
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
        minReplicas: 2,
        maxReplicas: 8,
      },
    });
    const manifests = [deployment(), scaler].map((one) => stringify(one)).join("---\n");
    const counts = (more: object): unknown => {
      const { workloads } = fleetOf({ workloads: [{ manifests: "k8s", ...more }], manifests });
      return workloads.map(({ replicas, peak }) => [replicas, peak]);
    };
    assert.deepEqual(counts({}), [[8, undefined]]);
    assert.deepEqual(counts({ autoscaled: "range" }), [[2, 8]]);
  });
});

describe("purchase of a spec", () => {
  it("adds spot to the options by its share, and reserved nodes by their list", () => {
    const reserved = [{ instanceType: "m7i.large", count: 2, pricePerHour: 0.05 }];
    const purchase = { spot: { maxShare: 40 }, reserved };
    const [pool] = fleetOf({ pool: { purchase } }).clusters[0]?.pools ?? [];
    assert.deepEqual(pool?.purchaseOptions, ["on-demand", "reserved", "spot"]);
    assert.equal(pool.spotMaxPercent, 40);
    assert.deepEqual(pool.reserved, [{ instanceType: "m7i.large", count: 2, microPerHour: 50_000 }]);
  });

  it("refuses a share of what is not bought, and reservations of unknown types", () => {
    assert.deepEqual(errorsOf({ pool: { purchase: { options: ["on-demand"], spot: { maxShare: 40 } } } }), [
      `bound-disagreement ${POOL}/purchase/spot`,
    ]);
    assert.deepEqual(errorsOf({ pool: { purchase: { options: ["spot"], spot: { maxShare: 40 } } } }), [
      `bound-disagreement ${POOL}/purchase/spot/maxShare`,
    ]);
    assert.deepEqual(
      errorsOf({ pool: { purchase: { reserved: [{ instanceType: "m7x.large", count: 1 }] } } }),
      [`unknown-name ${POOL}/purchase/reserved/0/instanceType`],
    );
  });

  it("keeps capacity in availability zones of the cluster, each once, under the cloud's name", () => {
    const kept = { instanceType: "m7i.large", count: 2, availabilityZone: "eu-central-1a" };
    const reserved = [
      { ...kept, availabilityZone: "eu-central-1b" },
      { ...kept, capacityReservation: "cr-1" },
    ];
    const [pool] = fleetOf({ pool: { purchase: { reserved } } }).clusters[0]?.pools ?? [];
    assert.deepEqual(pool?.reserved, [
      { ...kept, capacityReservation: "cr-1", microPerHour: 0 },
      { ...kept, availabilityZone: "eu-central-1b", microPerHour: 0 },
    ]);
    const anywhere = { instanceType: "m7i.large", count: 1 };
    const elsewhere = { ...kept, availabilityZone: "eu-central-1d" };
    assert.deepEqual(errorsOf({ pool: { purchase: { reserved: [kept, anywhere, kept, elsewhere] } } }), [
      `unknown-name ${POOL}/purchase/reserved/3/availabilityZone`,
      `duplicate-name ${POOL}/purchase/reserved/2/instanceType`,
      `bound-disagreement ${POOL}/purchase/reserved/1`,
    ]);
  });

  it("limits instance types only where something is bought", () => {
    assert.equal(fleetOf({ pool: { maxInstanceTypes: 2 } }).clusters[0]?.pools[0]?.maxInstanceTypes, 2);
    const nodes = [{ type: "box", count: 1, architecture: "amd64", cpu: 4, memory: "8Gi" }];
    assert.deepEqual(errorsOf({ pool: { maxInstanceTypes: 2, nodes } }), [
      `invalid-spec ${POOL}/maxInstanceTypes`,
    ]);
  });
});

describe("licences of a spec", () => {
  const licences = [
    { name: "agent", pricePerMonth: 73 },
    { name: "database", per: "vcpu", vcpusEach: 2, count: 16 },
  ];

  it("are those of every node, and of nodes below the workloads that name them, by their label", () => {
    const fleet = fleetOf({
      licences,
      cluster: { licences: ["agent"] },
      pool: { licences: ["database"] },
      workloads: [web({ licences: ["database"], nodeSelector: { disk: "ssd" } })],
    });
    assert.deepEqual(fleet.licences, [
      {
        name: "agent",
        per: "node",
        vcpusEach: 1,
        leastPerNode: 1,
        microPerHour: 100_000,
        origin: "/licences/0",
      },
      {
        name: "database",
        per: "vcpu",
        vcpusEach: 2,
        leastPerNode: 1,
        microPerHour: 0,
        count: 16,
        origin: "/licences/1",
      },
    ]);
    assert.deepEqual(fleet.clusters[0]?.pools[0]?.licences, ["agent", "database"]);
    const [one] = fleet.workloads;
    assert.deepEqual(one?.licences, ["database"]);
    assert.deepEqual(one.requiredNodeTerms, [
      {
        requirements: [
          { key: "licence.stowage.dev/database", operator: "In", values: ["true"] },
          { key: "disk", operator: "In", values: ["ssd"] },
        ],
      },
    ]);
    const manifests = stringify(deployment());
    const workloads = [{ manifests: "k8s", licences: ["database"] }];
    assert.equal(fleetOf({ licences, workloads, manifests }).workloads[0]?.requiredNodeTerms.length, 1);
  });

  it("are known by name, and counted by virtual CPUs only where they are bought by these", () => {
    assert.deepEqual(errorsOf({ licences, workloads: [web({ licences: ["data"] })] }), [
      "unknown-name /workloads/0/licences/0",
    ]);
    assert.deepEqual(errorsOf({ licences: [...licences, { name: "agent", leastPerNode: 4 }] }), [
      "duplicate-name /licences/2/name",
      "invalid-spec /licences/2/leastPerNode",
    ]);
  });

  it("are no more than four that workloads of a cluster ask for by themselves", () => {
    const many = Array.from({ length: 5 }, (_none, index) => ({ name: `l${index}` }));
    const workloads = many.map(({ name }) => ({ ...web({ licences: [name] }), name: `w-${name}` }));
    assert.deepEqual(errorsOf({ licences: many, workloads }), ["not-supported /workloads/4/licences"]);
  });

  it("of nodes that exist are what their pool says", () => {
    const nodes = [{ type: "box", count: 1, architecture: "amd64", cpu: 4, memory: "8Gi" }];
    const workloads = [web({ licences: ["database"] })];
    assert.deepEqual(errorsOf({ licences, pool: { nodes }, workloads }), [
      "bound-disagreement /workloads/0/licences",
    ]);
    assert.deepEqual(errorsOf({ licences, pool: { nodes, licences: ["database"] }, workloads }), []);
  });
});

describe("beside of a spec", () => {
  const cache = { ...web(), name: "cache" };

  it("names another workload of the same target, over nodes unless zones are said", () => {
    const besideOf = (beside: object): unknown => {
      const { workloads } = fleetOf({ workloads: [web({ beside } as never), cache] });
      return workloads.find(({ name }) => name === "web")?.beside;
    };
    assert.deepEqual(besideOf({ workload: "cache" }), { workload: "main/default/cache", over: "node" });
    const over = "availabilityZone";
    assert.deepEqual(besideOf({ workload: "default/cache", over }), { workload: "main/default/cache", over });
    assert.deepEqual(errorsOf({ workloads: [web({ beside: { workload: "cash" } }), cache] }), [
      "unknown-name /workloads/0/beside/workload",
    ]);
  });

  it("stands against rules that the plan could not keep at the same time", () => {
    const beside = { workload: "cache" };
    const refused = (guest: object, base: object, ...more: readonly object[]): void => {
      const workloads = [{ ...web({ beside }), ...guest }, { ...cache, ...base }, ...more];
      assert.deepEqual(errorsOf({ workloads }), ["not-supported /workloads/0/beside"]);
    };
    refused({ survive: "availabilityZone" }, {});
    refused({ spread: [{ over: "availabilityZone" }] }, {});
    refused({ mayStayOut: { penaltyPerMonth: 1 } }, {});
    refused({}, { replicas: undefined, demand: { base: 1, peak: 2 } });
    refused({}, { dedicatedNodes: "bank" });
    refused({}, {}, { ...web(), name: "log", apartFrom: ["cache"] });
    refused({ replicas: 3, maxPerNode: 2 }, {});
  });

  it("is left to the scheduler where manifests ask for it beside such a rule", () => {
    const affinity = {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "db" } } },
        ],
      },
    };
    const labels = { app: "db" };
    const spec = { selector: { matchLabels: labels }, template: template({}, labels) };
    const db = deployment({}, { name: "db", spec });
    const manifests = [deployment({ affinity }), db].map((one) => stringify(one)).join("---\n");
    const read = (more: object): ReturnType<typeof check> =>
      check({ workloads: [{ manifests: "k8s", ...more }], manifests });
    const planned = read({});
    assert.ok(planned.ok);
    const [rule] = planned.value.fleet.workloads.flatMap(({ beside }) => beside ?? []);
    assert.deepEqual(rule, { workload: "main/default/db", over: "node" });
    const left = read({ survive: "node" });
    assert.ok(left.ok);
    assert.ok(left.value.fleet.workloads.every(({ beside }) => beside === undefined));
    assert.ok(
      left.diagnostics.some(({ message }) => message.includes("the scheduler will still enforce it")),
    );
  });
});

describe("apartFrom of a spec", () => {
  const db = { ...web(), name: "db" };

  it("names other workloads of the same target", () => {
    const { workloads } = fleetOf({ workloads: [web({ apartFrom: ["db"] }), db] });
    assert.deepEqual(workloads.find(({ name }) => name === "web")?.apartFrom, ["main/default/db"]);
  });

  it("refuses names of none, and its own", () => {
    assert.deepEqual(errorsOf({ workloads: [web({ apartFrom: ["dbb"] }), db] }), [
      "unknown-name /workloads/0/apartFrom",
    ]);
    assert.deepEqual(errorsOf({ workloads: [web({ apartFrom: ["web"] }), db] }), [
      "unknown-name /workloads/0/apartFrom",
    ]);
  });

  it("stands beside dedicated nodes, of manifests too", () => {
    const manifests = stringify(deployment());
    const { workloads } = fleetOf({ workloads: [{ manifests: "k8s", dedicatedNodes: "bank" }], manifests });
    assert.equal(workloads[0]?.dedicatedNodes, "bank");
  });
});

describe("mayStayOut of a spec", () => {
  const mayStayOut = { penaltyPerMonth: 7.3 };

  it("is a penalty an hour, of manifests too", () => {
    const { workloads } = fleetOf({
      workloads: [web({ mayStayOut }), { manifests: "k8s", mayStayOut }],
      manifests: stringify(deployment()).replaceAll("web", "api"),
    });
    assert.deepEqual(
      workloads.map(({ penaltyMicroPerHour }) => penaltyMicroPerHour),
      [10_000, 10_000],
    );
  });

  it("is refused beside what needs all replicas, or owns their count", () => {
    const refused = (more: Partial<WorkloadSpec>): string[] =>
      errorsOf({ workloads: [web({ mayStayOut, ...more })] });
    const at = ["not-supported /workloads/0/mayStayOut"];
    assert.deepEqual(refused({ kind: "Job" }), at);
    assert.deepEqual(refused({ survive: "node" }), at);
    assert.deepEqual(refused({ spread: [{ over: "availabilityZone" }] }), at);
    assert.deepEqual(refused({ maxPerAvailabilityZone: 2 }), at);
    assert.deepEqual(refused({ scaling: { minReplicas: 1, maxReplicas: 3 } }), at);
    assert.deepEqual(refused({ mayStayOut: { penaltyPerMonth: 0 } }), [
      "invalid-spec /workloads/0/mayStayOut/penaltyPerMonth",
    ]);
    assert.deepEqual(refused({}), []);
  });
});

describe("performance of a spec", () => {
  const performance = { demand: 950, perReplica: { arm64: 80, amd64: 100 } };
  const asked = (more: Partial<WorkloadSpec> = {}): object => ({
    ...omitted(web() as WorkloadSpec, "replicas"),
    performance,
    ...more,
  });

  it("keeps to chips of which the performance is known, with the fewest replicas to begin with", () => {
    const { workloads } = fleetOf({ workloads: [asked()] });
    assert.deepEqual(workloads[0]?.performance, {
      demand: 950,
      perReplica: { amd64: 100, arm64: 80 },
      maxSpreadPercent: 0,
    });
    assert.equal(workloads[0].replicas, 10);
    assert.deepEqual(workloads[0].requiredNodeTerms, [
      { requirements: [{ key: "stowage.dev/chip", operator: "In", values: ["amd64", "arm64"] }] },
    ]);
  });

  it("is refused beside a count, of chips that nobody knows, and where something else owns the count", () => {
    const refused = (more: Partial<WorkloadSpec>): string[] => errorsOf({ workloads: [asked(more)] });
    assert.deepEqual(errorsOf({ workloads: [web({ performance })] }), ["invalid-spec /workloads/0"]);
    assert.deepEqual(refused({ performance: { demand: 1, perReplica: { amd46: 1 } } }), [
      "unknown-name /workloads/0/performance/perReplica/amd46",
    ]);
    const at = ["not-supported /workloads/0/performance"];
    assert.deepEqual(refused({ mayStayOut: { byPriority: true } }), at);
    assert.deepEqual(refused({ survive: "node" }), at);
    assert.deepEqual(refused({ kind: "Job" }), at);
    assert.deepEqual(refused({}), []);
  });
});

describe("gang of a spec", () => {
  const gang = { within: "availabilityZone" } as const;

  it("has a name in its namespace, the workload's own where none is given", () => {
    const named = { ...web({ gang: { within: "node", name: "train" } }), name: "other" };
    const { workloads } = fleetOf({ workloads: [web({ gang }), named] });
    assert.deepEqual(
      workloads.map((one) => one.gang),
      [
        { within: "node", name: "default/train" },
        { within: "availabilityZone", name: "default/web" },
      ],
    );
  });

  it("is refused beside rules that spread it, and where an autoscaler owns its count", () => {
    const refused = (more: Partial<WorkloadSpec>): string[] =>
      errorsOf({ workloads: [web({ gang, ...more })] });
    const at = ["not-supported /workloads/0/gang"];
    assert.deepEqual(refused({ survive: "availabilityZone" }), at);
    assert.deepEqual(refused({ spread: [{ over: "availabilityZone" }] }), at);
    assert.deepEqual(refused({ scaling: { minReplicas: 1, maxReplicas: 3 } }), at);
    assert.deepEqual(refused({ gang: { within: "node" }, replicas: 3, maxPerNode: 2 }), at);
    assert.deepEqual(refused({ mayStayOut: { byPriority: true } }), []);
    assert.deepEqual(refused({}), []);
  });

  it("is read from Kueue's annotations, and from pods that ask for their own", () => {
    const read = (podSpec: Readonly<Record<string, unknown>>, annotations: object): unknown => {
      const labels = { app: "db" };
      const { spec, ...rest } = template(podSpec, labels) as { spec: object; metadata: object };
      const made = { spec, metadata: { ...rest.metadata, annotations } };
      const db = deployment({}, { name: "db", spec: { selector: { matchLabels: labels }, template: made } });
      return fleetOf({ workloads: [{ manifests: "k8s" }], manifests: stringify(db) }).workloads[0]?.gang;
    };
    const topology = "kueue.x-k8s.io/podset-required-topology";
    assert.deepEqual(read({}, { [topology]: "topology.kubernetes.io/zone" }), {
      within: "availabilityZone",
      name: "default/db",
    });
    const group = { "kueue.x-k8s.io/podset-group-name": "train" };
    assert.deepEqual(read({}, { [topology]: "kubernetes.io/hostname", ...group }), {
      within: "node",
      name: "default/train",
    });
    assert.equal(read({}, { [topology]: "cloud.provider.com/rack" }), undefined);
    const own = [
      {
        topologyKey: "kubernetes.io/hostname",
        labelSelector: { matchLabels: { app: "db" } },
      },
    ];
    const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: own } };
    assert.deepEqual(read({ affinity }, {}), { within: "node", name: "default/db" });
  });
});

describe("mayStayOut by priority", () => {
  const mayStayOut = { byPriority: true };

  it("is the order of the priorities that the spec or the manifests give", () => {
    const { workloads } = fleetOf({ workloads: [web({ mayStayOut, priority: 7 })] });
    assert.deepEqual(
      workloads.map(({ outByPriority, priority, penaltyMicroPerHour }) => [
        outByPriority,
        priority,
        penaltyMicroPerHour,
      ]),
      [[true, 7, undefined]],
    );
  });

  it("is refused beside a penalty, as nothing at all is, and where clusters share a quota", () => {
    const at = ["invalid-spec /workloads/0/mayStayOut"];
    const both = { ...mayStayOut, penaltyPerMonth: 1 };
    assert.deepEqual(errorsOf({ workloads: [web({ mayStayOut: both })] }), at);
    assert.deepEqual(errorsOf({ workloads: [web({ mayStayOut: {} })] }), at);
    assert.deepEqual(errorsOf({ workloads: [web({ mayStayOut, survive: "node" })] }), [
      "not-supported /workloads/0/mayStayOut",
    ]);
  });
});

describe("deviceSlices of a spec", () => {
  const chips = ["nvidia-a100"];

  it("are as many of the profile as the catalogue says of each chip", () => {
    const slicesOf = (deviceSlices: object, cluster = {}): unknown =>
      fleetOf({ pool: { chips, deviceSlices }, cluster }).clusters[0]?.pools[0]?.deviceSlices;
    const resource = "nvidia.com/mig-1g.5gb";
    assert.deepEqual(slicesOf({ profile: "1g.5gb" }), {
      byChip: { "nvidia-a100": [{ profile: "1g.5gb", each: 7, resource }] },
    });
    assert.deepEqual(slicesOf({ sharedBy: 4 }), { byChip: { "nvidia-a100": [{ each: 4 }] } });
    // What NVIDIA's device plugin calls all-balanced.
    assert.deepEqual(slicesOf({ profiles: { "3g.20gb": 1, "2g.10gb": 1, "1g.5gb": 2 } }), {
      byChip: {
        "nvidia-a100": [
          { profile: "1g.5gb", each: 2, resource },
          { profile: "2g.10gb", each: 1, resource: "nvidia.com/mig-2g.10gb" },
          { profile: "3g.20gb", each: 1, resource: "nvidia.com/mig-3g.20gb" },
        ],
      },
    });
  });

  it("of several profiles have places beside each other on one device", () => {
    const at = `${POOL}/deviceSlices`;
    const refused = (profiles: object): string[] => errorsOf({ pool: { chips, deviceSlices: { profiles } } });
    assert.deepEqual(refused({ "3g.20gb": 2, "1g.5gb": 1 }), [`invalid-spec ${at}`]);
    assert.deepEqual(refused({ "4g.20gb": 1, "2g.10gb": 2 }), [`invalid-spec ${at}`]);
    assert.deepEqual(refused({ "4g.20gb": 1, "2g.10gb": 1, "1g.5gb": 1 }), []);
    assert.deepEqual(refused({ "3g.20gb": 3 }), [`invalid-spec ${at}/profiles/3g.20gb`]);
    assert.deepEqual(refused({}), [`invalid-spec ${at}/profiles`]);
    // These clouds cut a device into as many of one profile as it holds, whatever number is stated.
    for (const [platform, region] of [
      ["gke", "europe-west4"],
      ["aks", "westeurope"],
    ] as const)
      assert.deepEqual(
        errorsOf({
          cluster: { platform, region },
          pool: { chips, families: [], deviceSlices: { profiles: { "3g.20gb": 1 } } },
        }).filter((fault) => fault.includes("deviceSlices")),
        [`not-supported ${at}/profiles`],
      );
    assert.deepEqual(refused({ "1g.5g": 1, "3g.2gb": 1 }), [
      `unknown-name ${at}/profiles/1g.5g`,
      `unknown-name ${at}/profiles/3g.2gb`,
    ]);
  });

  it("name a profile of every chip, on pools that buy accelerators", () => {
    const refused = (pool: object): string[] => errorsOf({ pool });
    assert.deepEqual(refused({ chips, deviceSlices: { profile: "1g.5g" } }), [
      `unknown-name ${POOL}/deviceSlices/profile`,
    ]);
    const both = { profile: "1g.5gb", sharedBy: 2 };
    for (const deviceSlices of [both, {}])
      assert.deepEqual(refused({ chips, deviceSlices }), [`invalid-spec ${POOL}/deviceSlices`]);
    assert.deepEqual(refused({ deviceSlices: { sharedBy: 2 } }), [`invalid-spec ${POOL}/deviceSlices`]);
    assert.deepEqual(refused({ chips, deviceSlices: { sharedBy: 1 } }), [
      `invalid-spec ${POOL}/deviceSlices/sharedBy`,
    ]);
  });
});

describe("quotas of a spec", () => {
  const quota = {
    provider: "aws",
    region: "eu-central-1",
    code: "L-1216C47A",
    unit: "vcpu",
    limit: 64,
  } as const;
  const standard = { ...quota, purchaseOption: "on-demand", families: ["m", "c"] } as const;

  it("leave the fleet what others do not use, in all clusters of the region", () => {
    const { quotas } = fleetOf({ quotas: [{ ...standard, usedElsewhere: 20 }] });
    assert.deepEqual(quotas, [
      {
        ...standard,
        key: "aws/eu-central-1/L-1216C47A",
        limit: 44,
        families: ["c", "m"],
        clusters: ["main"],
        origin: "/quotas/0",
      },
    ]);
  });

  it("stand in the place of an override's, whose others are kept with what was used", () => {
    const imported = [
      { ...quota, limit: 5, used: 3 },
      { ...quota, code: "L-2", limit: 8, used: 3 },
    ];
    const { quotas = [] } = fleetOf({ quotas: [quota], imported });
    assert.deepEqual(
      quotas.map(({ code, limit, origin, usedAtExport }) => [code, limit, origin, usedAtExport]),
      [
        ["L-1216C47A", 64, "/quotas/0", undefined],
        ["L-2", 8, "/catalogue/overrides", 3],
      ],
    );
  });

  it("name clusters and regions that are there, and are stated once", () => {
    assert.deepEqual(errorsOf({ quotas: [{ ...quota, clusters: ["mian"] }] }), [
      "unknown-name /quotas/0/clusters/0",
    ]);
    assert.deepEqual(errorsOf({ quotas: [{ ...quota, region: "eu-central-9" }] }), [
      "unknown-name /quotas/0/region",
    ]);
    assert.deepEqual(errorsOf({ quotas: [quota, quota] }), ["duplicate-name /quotas/1"]);
    assert.deepEqual(errorsOf({ quotas: [{ ...quota, usedElsewhere: 65 }] }), [
      "bound-disagreement /quotas/0/usedElsewhere",
    ]);
    assert.deepEqual(errorsOf({ quotas: [{ ...quota, unit: "cores" }] }), ["invalid-spec /quotas/0/unit"]);
  });

  it("warn of families that no machine has, of regions without a cluster and of upgrades", () => {
    const warnings = (parts: Parts): string[] =>
      check(parts).diagnostics.flatMap(({ severity, code, path }) =>
        severity === "warning" ? [`${code} ${path}`] : [],
      );
    assert.deepEqual(warnings({ quotas: [{ ...quota, families: ["M"] }] }), [
      "unknown-name /quotas/0/families/0",
    ]);
    assert.deepEqual(warnings({ quotas: [{ ...quota, region: "us-east-1" }] }), ["unknown-name /quotas/0"]);
    assert.deepEqual(warnings({ quotas: [quota], pool: { headroom: { surgeNodes: 1 } } }), [
      "not-supported /clusters/0",
    ]);
  });
});
