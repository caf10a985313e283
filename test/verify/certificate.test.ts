import assert from "node:assert/strict";
import type { Cluster, Workload } from "../../src/model/fleet.js";
import type { Offering } from "../../src/model/catalogue.js";
import { readFleet } from "../../src/planner/index.js";
import { cluster, fleet, pool, shape, workload } from "../plan/fleets.js";
import { put, putItself } from "./mutation.js";
import type { Change } from "./mutation.js";
import { certifiedCase, checked } from "./certified.js";
import type { CertifiedCase } from "./certified.js";

const RESERVED = { instanceType: "x.large", count: 1, microPerHour: 30_000 };

function fleetOf(clusters: readonly Cluster[], workloads: readonly Workload[]) {
  return fleet({ clusters, workloads, limits: { targetGapMilliPercent: 0, workUnits: 50_000 } });
}

/** Needs splits on fillings and on numbers of nodes, and has rents. */
function small(): CertifiedCase {
  const general = pool({ purchaseOptions: ["on-demand", "reserved"], reserved: [RESERVED], maxNodes: 52 });
  const one = certifiedCase(
    fleetOf(
      [cluster({ pools: [general], availabilityZones: ["eu-central-1a"] })],
      [
        workload({ name: "a", cpu: 3, gib: 2, replicas: 70 }),
        workload({ name: "b", cpu: 1, gib: 5, replicas: 90 }),
        workload({ name: "c", replicas: 5 }),
        workload({ name: "d", replicas: 5 }),
      ],
    ),
  );
  assert.ok(one !== undefined);
  return JSON.parse(JSON.stringify(one)) as CertifiedCase;
}

const MAIN = "/certificate/clusters/main";
const PART = `${MAIN}/parts/0`;
const LEAF = `${PART}/proof/within`;
const LARGE = "general~1x.large~1on-demand";
const CHEAPER: Offering = {
  instanceType: "x.large",
  provider: "aws",
  region: "eu-central-1",
  purchaseOption: "on-demand",
  microPerHour: 60_000,
  currency: "USD",
  evidence: { source: "a price list", asOf: "2026-01-01", confidence: "vendor-doc" },
};

interface Mutation {
  readonly what: string;
  readonly changes: readonly Change[];
  readonly refusedAt: string;
}

const CERTIFICATE_MUTATIONS: readonly Mutation[] = [
  {
    what: "a value that is raised by a millionth",
    changes: [[`${LEAF}/values/1`, Math.round(524287947570 * (1 + 1e-6))]],
    refusedAt: `${LEAF}/proofs/${LARGE}`,
  },
  {
    what: "a multiplier that is lowered",
    changes: [[`${LEAF}/proofs/${LARGE}/within/0`, 10485759 - 100]],
    refusedAt: `${LEAF}/proofs/${LARGE}`,
  },
  {
    what: "an offering left out",
    changes: [[`${LEAF}/proofs/${LARGE}`, undefined]],
    refusedAt: `${LEAF}/proofs/${LARGE}`,
  },
  {
    what: "an offering whose proof is said to be that of one without any",
    changes: [[`${LEAF}/proofs/${LARGE}`, "general/x.huge/on-demand"]],
    refusedAt: `${LEAF}/proofs/${LARGE}`,
  },
  {
    what: "a dropped leaf: one half of a filling split in the place of the split",
    changes: [[`${LEAF}/proofs/${LARGE}`, [10485759, 0, 0]]],
    refusedAt: `${LEAF}/proofs/${LARGE}`,
  },
  {
    what: "a dropped leaf: one half of a node split in the place of the split",
    changes: [[`${PART}/proof/above`, { values: [0, 0, 0], rents: {}, splitRents: [], proofs: {} }]],
    refusedAt: `${PART}/proof/above/splitRents`,
  },
  {
    what: "a filling split that is off by one",
    changes: [[`${LEAF}/proofs/${LARGE}/most`, 1]],
    refusedAt: `${LEAF}/proofs/${LARGE}`,
  },
  {
    what: "a node split that is off by one",
    changes: [[`${PART}/proof/most`, 39]],
    refusedAt: `${MAIN}/boundMicroPerHour`,
  },
  {
    what: "a rent that is doubled",
    changes: [[`${LEAF}/rents/reserved~1general~1x.large`, 2 * 1551892480000]],
    refusedAt: `${MAIN}/boundMicroPerHour`,
  },
  {
    what: "a rent that is taken away",
    changes: [[`${LEAF}/rents/reserved~1general~1x.large`, 0]],
    refusedAt: `${LEAF}/proofs/general~1x.large~1reserved`,
  },
  {
    what: "the rent of a limit that there is not",
    changes: [[`${LEAF}/rents/quota~1nodes`, 1]],
    refusedAt: `${LEAF}/rents/quota~1nodes`,
  },
  {
    what: "a workload that counts twice",
    changes: [[`${PART}/classes/2`, ["main/default/c", "main/default/c"]]],
    refusedAt: `${PART}/classes/2`,
  },
  {
    what: "a workload that is none",
    changes: [[`${PART}/classes/2`, ["main/default/c", "main/default/e"]]],
    refusedAt: `${PART}/classes/2`,
  },
  {
    what: "workloads of different requests in one class",
    changes: [
      [`${PART}/classes/2`, ["main/default/c", "main/default/a"]],
      [`${PART}/classes/0`, ["main/default/d"]],
    ],
    refusedAt: `${PART}/classes/2`,
  },
  {
    what: "a bound that nothing shows",
    changes: [["/certificate/boundMicroPerHour", 2_900_001]],
    refusedAt: "/certificate/boundMicroPerHour",
  },
  {
    what: "a negative number",
    changes: [[`${LEAF}/values/0`, -1]],
    refusedAt: `${LEAF}/values/0`,
  },
  {
    what: "another spec",
    changes: [["/certificate/specDigest", `sha256:${"6".repeat(64)}`]],
    refusedAt: "/certificate/specDigest",
  },
  {
    what: "a cluster that is not the fleet's",
    changes: [["/certificate/clusters/other", { boundMicroPerHour: 0, resources: [], rents: {}, parts: [] }]],
    refusedAt: "/certificate/clusters/other",
  },
];

/** Changes to what the certificate is about: the proofs are of a dearer world. */
const WORLD_MUTATIONS: readonly Mutation[] = [
  {
    what: "an offering that the catalogue sells for less",
    changes: [["/rows/clusters/main/offerings", [CHEAPER]]],
    refusedAt: `${LEAF}/proofs/${LARGE}`,
  },
  {
    what: "a machine that holds one CPU more",
    changes: [["/rows/clusters/main/machines/x.large/allocatable/cpuMilli", 9000]],
    refusedAt: `${LEAF}/proofs/${LARGE}`,
  },
  {
    what: "one more reserved node than rents were taken for",
    changes: [["/fleet/clusters/0/pools/0/reserved/0/count", 2]],
    refusedAt: `${MAIN}/boundMicroPerHour`,
  },
  {
    what: "ten replicas fewer",
    changes: [["/fleet/workloads/0/replicas", 60]],
    refusedAt: `${MAIN}/boundMicroPerHour`,
  },
  {
    what: "a chip more that the pool may buy",
    changes: [
      ["/fleet/clusters/0/pools/0/chips", ["amd64", "arm64"]],
      ["/fleet/workloads/0/imagePlatforms", ["linux/amd64", "linux/arm64"]],
    ],
    refusedAt: `${LEAF}/proofs/general~1a.large~1on-demand`,
  },
];

/** Paths of refusals are into the certificate. */
function refusedAt(one: CertifiedCase): string[] {
  return checked(one).refusals.map(({ path }) => `/certificate${path}`);
}

describe("checkCertificate", () => {
  it("sees devices cut into slices as the fleet cuts them", () => {
    const slice = "nvidia.com/mig-1g.10gb";
    const deviceSlices = { byChip: { "nvidia-l4": [{ profile: "1g.10gb", each: 7, resource: slice }] } };
    const one = certifiedCase(
      fleetOf(
        [cluster({ pools: [pool({ chips: ["nvidia-l4"], deviceSlices })] })],
        [workload({ replicas: 14, requests: { cpuMilli: 500, memoryMiB: 1024, pods: 1, [slice]: 1 } })],
      ),
    );
    assert.ok(one !== undefined);
    assert.equal(one.plan.cost.microPerHour, 800_000);
    assert.deepEqual(checked(one).boundMicroPerHour, 800_000);
    // With whole devices the node holds none of these pods: nothing of the certificate is shown of it.
    const whole = structuredClone(one) as unknown as { fleet: { clusters: { pools: object[] }[] } };
    for (const { pools } of whole.fleet.clusters)
      for (const own of pools) Reflect.deleteProperty(own, "deviceSlices");
    assert.ok(checked(whole as unknown as CertifiedCase).refusals.length > 0);
  });

  it("counts a replica that may be left out at no more than its penalty", () => {
    const one = certifiedCase(
      fleetOf([cluster()], [workload({ cpu: 8, gib: 16, replicas: 2, penaltyMicroPerHour: 9000 })]),
    );
    assert.ok(one !== undefined);
    assert.equal(one.plan.cost.penaltiesMicroPerHour, 18_000);
    assert.equal(checked(one).boundMicroPerHour, 18_000);
  });

  it("shows all of a bound that needs splits on fillings and on nodes, and rents", () => {
    const one = small();
    const text = JSON.stringify(one.certificate);
    for (const needed of ['"class":', '"nodes":', '"reserved/general/x.large":1551892480000'])
      assert.ok(text.includes(needed), needed);
    assert.deepEqual(checked(one), {
      refusals: [],
      boundMicroPerHour: 2_900_000,
      gapPpm: 0,
      clusters: { main: 2_900_000 },
      unproved: [],
    });
  });

  it("shows most of a bound that the search proved by numbers of nodes, where fillings are too many to list", () => {
    const workloads = Array.from({ length: 18 }, (_none, index) => ({
      name: `w${index}`,
      cluster: "main",
      replicas: 4 + ((index * 5) % 5),
      requests: {
        cpu: `${250 * (1 + ((index * 5) % 14))}m`,
        memory: `${512 * (1 + ((index * 11) % 20))}Mi`,
      },
    }));
    const instanceTypes = ["m7i.8xlarge", "r7i.16xlarge", "c7i.4xlarge"];
    const loaded = readFleet({
      apiVersion: "stowage.dev/v1",
      name: "certified",
      fidelity: "packing",
      limits: { targetGapMilliPercent: 200 },
      clusters: [
        {
          name: "main",
          platform: "eks",
          region: "eu-central-1",
          pools: [{ name: "general", instanceTypes }],
        },
      ],
      workloads,
    });
    const one = certifiedCase(loaded.fleet, loaded.catalogue);
    assert.ok(one !== undefined);
    const { refusals, boundMicroPerHour: shown } = checked(one);
    const { boundMicroPerHour: proved } = one.plan.search;
    assert.deepEqual(refusals, []);
    // Prices without splits show 0.961 of it.
    assert.ok(shown <= proved && shown >= 0.995 * proved, `${shown} of ${proved}`);
  });

  for (const { what, changes, refusedAt: expected } of [...CERTIFICATE_MUTATIONS, ...WORLD_MUTATIONS])
    it(`refuses ${what}`, () => {
      const one = small();
      for (const change of changes) put(one, change);
      const found = refusedAt(one);
      assert.ok(found.includes(expected), `${expected} is not among ${found.join(", ")}`);
      assert.ok(checked(one).boundMicroPerHour <= 2_900_000);
    });

  it("counts what stands and what pools must have without any certificate", () => {
    const pools = [
      pool({ name: "own", nodes: [shape({ count: 3, microPerHour: 700 })] }),
      pool({ minNodes: 2 }),
    ];
    const one = certifiedCase(fleetOf([cluster({ pools })], [workload({ replicas: 20 })]));
    assert.ok(one !== undefined);
    const bare = { ...one, certificate: { ...one.certificate, boundMicroPerHour: 0, clusters: {} } };
    assert.deepEqual(checked(bare).refusals, []);
    assert.equal(checked(bare).boundMicroPerHour, 3 * 700 + 2 * 20_000);
    assert.deepEqual(checked(bare).unproved, ["main"]);
    assert.ok(checked(one).boundMicroPerHour > 3 * 700 + 2 * 20_000);
  });

  it("shows the bound of a pool's share of spot by a rent of the whole cluster", () => {
    const mixed = pool({ purchaseOptions: ["on-demand", "spot"], spotMaxPercent: 50 });
    const one = certifiedCase(
      fleetOf([cluster({ pools: [mixed] })], [workload({ cpu: 2, gib: 2, replicas: 40 })]),
    );
    assert.ok(one !== undefined);
    assert.ok((one.certificate.clusters["main"]?.rents["spotShare/general"] ?? 0) > 0);
    assert.deepEqual(checked(one).refusals, []);
    assert.ok(checked(one).boundMicroPerHour >= one.plan.search.boundMicroPerHour);
    const free = JSON.parse(JSON.stringify(one)) as CertifiedCase;
    put(free, ["/fleet/clusters/0/pools/0/spotMaxPercent", 60]);
    assert.ok(checked(free).refusals.length > 0);
  });

  it("refuses what is no certificate at all, with every fault of its shape", () => {
    const one = small();
    for (const certificate of [null, [], "text", {}, { ...one.certificate, clusters: { main: 1 } }])
      assert.ok(checked({ ...one, certificate: certificate as never }).refusals.length > 0);
    let deep: unknown = [0];
    for (let depth = 0; depth < 3000; depth += 1) deep = { class: 0, most: 0, within: deep, above: [0] };
    putItself(one, `${LEAF}/proofs/${LARGE}`, deep);
    assert.match(checked(one).refusals[0]?.message ?? "", /splits more than 500 times inside itself/);
  });
});
