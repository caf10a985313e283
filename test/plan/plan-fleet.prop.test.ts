import assert from "node:assert/strict";
import fc from "fast-check";
import type { Catalogue } from "../../src/catalogue/index.js";
import type { CheckedFleet, FleetQuota, Pool, Workload } from "../../src/model/fleet.js";
import type { PlanOutcome } from "../../src/model/outcome.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";
import { canonicalText } from "../../src/units/canonical.js";
import { verifyPlan } from "../../src/verify/index.js";
import { arbitraryFleet } from "./arbitrary-fleet.js";
import type { World } from "./arbitrary-fleet.js";
import { bruteForce } from "./brute-force.js";
import { accountQuota, cluster, fleet, pool, workload } from "./fleets.js";
import { tinyCatalogue } from "./tiny-catalogue.js";

const TINY: World = {
  places: [
    {
      platform: "kubernetes",
      provider: "aws",
      region: "eu-central-1",
      availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
      families: ["x", "a", "g", "t"],
      reservable: ["x.large", "a.small"],
    },
    {
      platform: "eks",
      provider: "aws",
      region: "us-east-1",
      availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
      families: ["x", "a"],
      reservable: ["x.large", "a.small"],
    },
  ],
};

const REAL: World = {
  places: [
    {
      platform: "eks",
      provider: "aws",
      region: "eu-central-1",
      availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
      families: ["m7i", "m7g", "c7g", "g6"],
      reservable: ["m7i.large"],
    },
    {
      platform: "gke",
      provider: "gcp",
      region: "europe-west1",
      availabilityZones: ["europe-west1-b", "europe-west1-c", "europe-west1-d"],
      families: ["n2-standard", "t2a-standard", "e2-standard"],
      reservable: ["n2-standard-4"],
    },
    {
      platform: "aks",
      provider: "azure",
      region: "westeurope",
      availabilityZones: ["1", "2", "3"],
      families: ["Dsv5", "Dpsv5"],
      reservable: ["Standard_D4s_v5"],
    },
  ],
};

function plan(checked: CheckedFleet, catalogue: Catalogue): PlanOutcome {
  return planFleetChecked({ fleet: checked, catalogue, version: "0.0.0" });
}

/** Throws where the planner crashes, verify refuses or the bound is above the cost: those are its invariants. */
function holds(checked: CheckedFleet, catalogue: Catalogue): void {
  const outcome = plan(checked, catalogue);
  if (outcome.status !== "planned") {
    assert.ok(outcome.conflicts.length > 0);
    return;
  }
  const { cost, search } = outcome.plan;
  assert.ok(search.boundMicroPerHour <= cost.microPerHour + (cost.penaltiesMicroPerHour ?? 0));
  assert.deepEqual(verifyPlan({ plan: outcome.plan, fleet: checked }), []);
}

describe("planFleetChecked, of random fleets", function () {
  // A thousand fleets, on machines that others use too.
  this.timeout(600_000);

  it("never crashes, never makes a plan that verify refuses, never claims a bound above the cost", () => {
    fc.assert(
      fc.property(arbitraryFleet(TINY), (checked) => {
        holds(checked, tinyCatalogue);
      }),
      { seed: 20261101, numRuns: 800 },
    );
  });

  it("does so with the real catalogue too", () => {
    const catalogue = loadCatalogue({ regions: REAL.places });
    fc.assert(
      fc.property(arbitraryFleet(REAL), (checked) => {
        holds(checked, catalogue);
      }),
      { seed: 20261102, numRuns: 200 },
    );
  });

  it("gives the same plan whatever the order of lists", () => {
    const turned = arbitraryFleet(TINY).chain((checked) =>
      fc.record({
        checked: fc.constant(checked),
        clusters: fc.shuffledSubarray([...checked.clusters], { minLength: checked.clusters.length }),
        workloads: fc.shuffledSubarray([...checked.workloads], { minLength: checked.workloads.length }),
      }),
    );
    fc.assert(
      fc.property(turned, ({ checked, clusters, workloads }) => {
        const pools = clusters.map((one) => ({ ...one, pools: [...one.pools].reverse() }));
        const other = plan({ ...checked, clusters: pools, workloads }, tinyCatalogue);
        assert.equal(canonicalText(other), canonicalText(plan(checked, tinyCatalogue)));
      }),
      { seed: 20261103, numRuns: 150 },
    );
  });
});

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

/** Without the rules that cannot stand beside leaving replicas out. */
function optional(one: Workload, penaltyMicroPerHour: number): Workload {
  const rest = { ...one, penaltyMicroPerHour };
  for (const rule of ["peak", "survive", "zoneSpread"]) Reflect.deleteProperty(rest, rule);
  return rest;
}

const tinyFleet = fc
  .record({
    workloads: fc.array(tinyWorkload, { minLength: 1, maxLength: 2 }),
    chips: fc.constantFrom(["amd64"], ["amd64", "arm64"]),
    zones: fc.integer({ min: 1, max: 2 }),
    minNodes: fc.constantFrom(0, 0, 0, 2),
    maxNodes: fc.constantFrom(undefined, undefined, 2, 3),
    nodes: fc.constantFrom(undefined, undefined, 2),
    out: fc.constantFrom(undefined, undefined, undefined, 3000, 9000, 25_000),
    quota: fc.constantFrom<Partial<FleetQuota> | undefined>(
      undefined,
      undefined,
      undefined,
      { limit: 4 },
      { limit: 8, families: ["x"] },
      { limit: 2, unit: "instances", families: ["a"] },
    ),
    volumesPerNode: fc.constantFrom(2, 2, 3),
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
    ),
  })
  // What a minimum adds to a packing the exhaustive search takes from the cheapest list alone.
  .map((fields) =>
    // More offers than the exhaustive search can try on several chips.
    Object.keys(fields.buying).length > 0 ? { ...fields, minNodes: 0, chips: ["amd64"] } : fields,
  )
  .map((fields) => (fields.quota === undefined ? fields : { ...fields, minNodes: 0 }))
  .map(({ workloads, apart, out, ...fields }) => ({
    ...fields,
    workloads: workloads
      .map((one, index) => ({ ...one, ...(index === 0 ? apart : {}) }))
      .map((one, index) => (index === 0 && out !== undefined ? optional(one, out) : one)),
  }))
  .map(({ workloads, chips, zones, minNodes, maxNodes, nodes, quota, volumesPerNode, headroom, buying }) => ({
    quotas: quota === undefined ? [] : [accountQuota(quota)],
    cluster: cluster({
      availabilityZones: ["eu-central-1a", "eu-central-1b"].slice(0, zones),
      pools: [
        pool({ ...buying, chips, minNodes, headroom, ...(maxNodes === undefined ? {} : { maxNodes }) }),
      ],
      quotas: nodes === undefined ? {} : { nodes },
      volumesPerNode,
    }),
    workloads: workloads.map((one, index) => ({ ...one, name: `w${index}`, id: `main/default/w${index}` })),
  }));

describe("planFleetChecked, of fleets that can be tried out", () => {
  it("never claims a bound above the optimum, a cost below it, or that there is no plan where there is one", () => {
    let planned = 0;
    let infeasible = 0;
    let out = 0;
    fc.assert(
      fc.property(tinyFleet, ({ cluster: one, workloads, quotas }) => {
        const limits = { targetGapMilliPercent: 0, workUnits: 50_000 };
        const outcome = plan(fleet({ clusters: [one], workloads, quotas, limits }), tinyCatalogue);
        const optimum = bruteForce(one, workloads, quotas);
        if (outcome.status === "noneFound") return;
        if (outcome.status === "infeasible") {
          infeasible += 1;
          assert.equal(optimum, undefined);
          return;
        }
        planned += 1;
        const { cost, search } = outcome.plan;
        const weighed = cost.microPerHour + (cost.penaltiesMicroPerHour ?? 0);
        if (cost.penaltiesMicroPerHour !== undefined) out += 1;
        assert.ok(optimum !== undefined);
        assert.ok(
          search.boundMicroPerHour <= optimum,
          `bound ${search.boundMicroPerHour}, optimum ${optimum}`,
        );
        assert.ok(optimum <= weighed, `optimum ${optimum}, cost ${weighed}`);
      }),
      { seed: 20261104, numRuns: 200 },
    );
    assert.ok(planned > 100 && infeasible > 5, `${planned} planned, ${infeasible} infeasible`);
    assert.ok(out > 10, `${out} leave replicas out`);
  });
});
