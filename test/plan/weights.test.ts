import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet, Weights } from "../../src/model/fleet.js";
import type { Plan } from "../../src/model/plan.js";
import { planFleetChecked, previousOfPlan } from "../../src/plan/index.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";
import { bruteForce } from "./brute-force.js";
import { cluster, fleet, nodesByType, planOf, pool, workload } from "./fleets.js";
import { tinyCatalogue } from "./tiny-catalogue.js";
import { tinyFleet } from "./tiny-fleet.js";

function weights(more: Partial<Weights>): Weights {
  return {
    microPerKgCo2e: 0,
    microPerNodeHour: 0,
    microPerInstanceTypeHour: 0,
    microPerMoveHour: 0,
    ...more,
  };
}

/** Three small nodes for 60,000 together, or a large one for 70,000. */
const THREE = [workload({ replicas: 3, cpu: 2, gib: 4 })];
const WIDE_AND_SMALL = [
  workload({ name: "wide", cpu: 8, gib: 16 }),
  workload({ name: "small", cpu: 2, gib: 4 }),
];

describe("a weighed sum", () => {
  it("buys fewer nodes once a node weighs more than what they save", () => {
    const cheap = planOf({ workloads: THREE, weights: weights({ microPerNodeHour: 4999 }) });
    assert.deepEqual(nodesByType(cheap), { "x.small": 3 });
    const few = planOf({ workloads: THREE, weights: weights({ microPerNodeHour: 5001 }) });
    assert.deepEqual(nodesByType(few), { "x.large": 1 });
    const { weighed, boundMicroPerHour } = few.search;
    assert.equal(few.cost.microPerHour, 70_000);
    assert.deepEqual(
      [weighed?.microPerHour, weighed?.boundMicroPerHour, weighed?.gapPpm],
      [75_001, 75_001, 0],
    );
    assert.equal(boundMicroPerHour, 60_000);
  });

  it("buys fewer instance types once a type weighs more than what it saves", () => {
    const two = planOf({ workloads: WIDE_AND_SMALL, weights: weights({ microPerInstanceTypeHour: 49_999 }) });
    assert.deepEqual(nodesByType(two), { "x.large": 1, "x.small": 1 });
    const one = planOf({ workloads: WIDE_AND_SMALL, weights: weights({ microPerInstanceTypeHour: 50_001 }) });
    assert.deepEqual(nodesByType(one), { "x.large": 2 });
    assert.equal(one.search.weighed?.instanceTypesMicroPerHour, 50_001);
  });

  it("moves pods only for what pays for it", () => {
    const clusters = [cluster({ availabilityZones: ["eu-central-1a"] })];
    const large = clusters.map((one) => ({ ...one, pools: [pool({ instanceTypes: ["x.large"] })] }));
    const previous = previousOfPlan(planOf({ clusters: large, workloads: THREE }));
    const plan = (microPerMoveHour: number): Plan => {
      const outcome = planFleetChecked({
        fleet: fleet({ clusters, workloads: THREE, weights: weights({ microPerMoveHour }) }),
        catalogue: tinyCatalogue,
        version: "0.0.0",
        previous,
      });
      assert.equal(outcome.status, "planned");
      return outcome.plan;
    };
    assert.equal(plan(3333).search.weighed?.movesMicroPerHour, 9999);
    assert.deepEqual(nodesByType(plan(3334)), { "x.large": 1 });
  });

  it("weighs carbon by the node, and emits no more the dearer it is", () => {
    const catalogue = loadCatalogue({ regions: [{ provider: "aws", region: "eu-central-1" }] });
    const pools = [
      pool({ chips: ["amd64", "arm64"], families: ["m5", "m6i", "m7i", "m7g", "c6g", "c5", "t3"] }),
    ];
    const workloads = [
      workload({ name: "a", replicas: 9, cpu: 1.5, gib: 5, imagePlatforms: ["linux/amd64", "linux/arm64"] }),
      workload({ name: "b", replicas: 5, cpu: 3, gib: 4 }),
    ];
    const plans = [1, 1_000_000, 1_000_000_000].map((microPerKgCo2e) => {
      const outcome = planFleetChecked({
        fleet: fleet({
          clusters: [cluster({ platform: "eks", pools })],
          workloads,
          weights: weights({ microPerKgCo2e }),
        }),
        catalogue,
        version: "0.0.0",
      });
      assert.equal(outcome.status, "planned");
      return outcome.plan;
    });
    const grams = plans.map(({ carbon }) => carbon.operationalGramsPerHour);
    assert.ok((grams[0] ?? 0) > 0);
    assert.deepEqual(
      grams,
      [...grams].sort((left, right) => right - left),
    );
    assert.ok((grams[2] ?? 0) < (grams[0] ?? 0), grams.join(", "));
    assert.ok((plans[1]?.search.weighed?.carbonMicroPerHour ?? 0) > 0);
  });
});

describe("a weighed sum, of fleets that can be tried out", function () {
  this.timeout(120_000);

  it("is never below the least sum, and its bound never above", () => {
    let [tried, proved] = [0, 0];
    const drawn = fc.record({
      tiny: tinyFleet,
      node: fc.constantFrom(0, 1000, 7000, 30_000),
      type: fc.constantFrom(0, 2000, 20_000),
    });
    fc.assert(
      fc.property(drawn, ({ tiny, node, type }) => {
        if (node + type === 0 || tiny.cluster.pools.some(({ minNodes }) => minNodes > 0)) return;
        const checked: CheckedFleet = fleet({
          ...tiny,
          clusters: [tiny.cluster],
          weights: weights({ microPerNodeHour: node, microPerInstanceTypeHour: type }),
          limits: { targetGapMilliPercent: 0, workUnits: 50_000 },
        });
        const outcome = planFleetChecked({ fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" });
        if (outcome.status !== "planned") return;
        const least = bruteForce({
          ...tiny,
          weigh: (nodes) =>
            node * nodes.length +
            type * new Set(nodes.map(({ pool: own, type: name }) => `${own} ${name}`)).size,
        });
        const { weighed } = outcome.plan.search;
        assert.ok(weighed !== undefined && least !== undefined);
        tried += 1;
        if (weighed.microPerHour === least) proved += 1;
        assert.ok(weighed.boundMicroPerHour <= least, `bound ${weighed.boundMicroPerHour}, least ${least}`);
        assert.ok(least <= weighed.microPerHour, `least ${least}, plan ${weighed.microPerHour}`);
      }),
      { seed: 20261129, numRuns: 200 },
    );
    assert.ok(tried > 40 && proved > tried * 0.8, `${proved} of ${tried} are the least`);
  });
});
