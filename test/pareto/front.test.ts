import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { ParetoAxis, ParetoFront } from "../../src/model/pareto.js";
import { planFleetChecked, previousOfPlan } from "../../src/plan/index.js";
import { paretoFront } from "../../src/pareto/index.js";
import type { ParetoInput } from "../../src/pareto/index.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";
import { bruteForce } from "../plan/brute-force.js";
import { cluster, fleet, planOf, pool, workload } from "../plan/fleets.js";
import { tinyCatalogue } from "../plan/tiny-catalogue.js";
import { tinyFleet } from "../plan/tiny-fleet.js";

function frontOf(
  more: Partial<CheckedFleet>,
  axis: ParetoAxis,
  rest: Partial<ParetoInput> = {},
): ParetoFront | undefined {
  const outcome = paretoFront({
    fleet: fleet(more),
    axis,
    points: 8,
    catalogue: tinyCatalogue,
    version: "0.0.0",
    ...rest,
  });
  return outcome.status === "found" ? outcome.front : undefined;
}

function costsAndValues(front: ParetoFront | undefined): (readonly [number, number])[] {
  return (front?.points ?? []).map(({ microPerHour, value }) => [microPerHour, value] as const);
}

/** Six small nodes for 120,000, two large for 140,000, or one large and two small for 110,000. */
const SIX = [workload({ replicas: 6, cpu: 2, gib: 4 })];

describe("paretoFront", () => {
  it("has every trade of cost for fewer nodes that is a corner of the front", () => {
    const front = frontOf({ workloads: SIX }, "nodes");
    assert.deepEqual(costsAndValues(front), [
      [110_000, 3],
      [140_000, 2],
    ]);
    assert.equal(front?.isComplete, true);
    assert.deepEqual(
      front.points.map(({ boundMicroPerHour }) => boundMicroPerHour),
      [110_000, 140_000],
    );
  });

  it("gives weights that plan each point again", () => {
    const front = frontOf({ workloads: SIX }, "nodes");
    for (const { weights, microPerHour } of front?.points ?? []) {
      assert.ok(weights !== undefined);
      assert.equal(planOf({ workloads: SIX, weights }).cost.microPerHour, microPerHour);
    }
  });

  it("sets cost against moves where there is a previous plan", () => {
    const clusters = [cluster({ availabilityZones: ["eu-central-1a"] })];
    const large = clusters.map((one) => ({ ...one, pools: [pool({ instanceTypes: ["x.large"] })] }));
    const workloads = [workload({ replicas: 3, cpu: 2, gib: 4 })];
    const previous = previousOfPlan(planOf({ clusters: large, workloads }));
    assert.deepEqual(costsAndValues(frontOf({ clusters, workloads }, "moves", { previous })), [
      [60_000, 3],
      [70_000, 0],
    ]);
  });

  it("leaves the spec's own objective aside", () => {
    const own = frontOf({ workloads: SIX, furtherObjectives: ["instanceTypes"] }, "nodes");
    assert.deepEqual(costsAndValues(own), costsAndValues(frontOf({ workloads: SIX }, "nodes")));
  });

  it("says why where there is no plan", () => {
    const outcome = paretoFront({
      fleet: fleet({ workloads: [workload({ cpu: 100 })] }),
      axis: "nodes",
      points: 4,
      catalogue: tinyCatalogue,
      version: "0.0.0",
    });
    assert.equal(outcome.status, "infeasible");
  });

  it("emits less carbon for more money on real machines, within the points that are asked for", () => {
    const catalogue = loadCatalogue({ regions: [{ provider: "aws", region: "eu-central-1" }] });
    const pools = [pool({ chips: ["amd64", "arm64"], families: ["m5", "m6i", "m7i", "m7g", "c6g", "c5"] })];
    const workloads = [
      workload({ name: "a", replicas: 9, cpu: 1.5, gib: 5, imagePlatforms: ["linux/amd64", "linux/arm64"] }),
      workload({ name: "b", replicas: 5, cpu: 3, gib: 4 }),
    ];
    const clusters = [cluster({ platform: "eks", pools })];
    const front = frontOf({ clusters, workloads }, "carbon", { catalogue, points: 5 });
    assert.ok(front !== undefined && front.points.length > 1 && front.planned <= 5);
    const grams = front.points.map(({ plan }) => plan.carbon.operationalGramsPerHour);
    assert.ok((grams[0] ?? 0) > (grams.at(-1) ?? 0), grams.join(", "));
    for (const { value, plan } of front.points)
      assert.equal(Math.round(value / 1000), plan.carbon.operationalGramsPerHour);
  });
});

describe("paretoFront, of fleets that can be tried out", function () {
  this.timeout(120_000);

  it("falls from point to point, and no plan of so few nodes costs less than its bound", () => {
    let [points, exact] = [0, 0];
    fc.assert(
      fc.property(tinyFleet, (tiny) => {
        if (tiny.cluster.pools.some(({ minNodes }) => minNodes > 0)) return;
        const more = {
          ...tiny,
          clusters: [tiny.cluster],
          limits: { targetGapMilliPercent: 0, workUnits: 50_000 },
        };
        const front = frontOf(more, "nodes");
        const plain = planFleetChecked({ fleet: fleet(more), catalogue: tinyCatalogue, version: "0.0.0" });
        assert.equal(front === undefined, plain.status !== "planned");
        for (const [index, point] of (front?.points ?? []).entries()) {
          const before = front?.points[index - 1];
          if (before !== undefined)
            assert.ok(before.microPerHour < point.microPerHour && before.value > point.value);
          const least = bruteForce({
            ...tiny,
            weigh: (nodes) => (nodes.length > point.value ? 1_000_000_000 : 0),
          });
          assert.ok(least !== undefined);
          assert.ok(point.boundMicroPerHour <= least, `bound ${point.boundMicroPerHour}, least ${least}`);
          assert.ok(least <= point.microPerHour, `least ${least}, point ${point.microPerHour}`);
          points += 1;
          if (least === point.microPerHour) exact += 1;
        }
      }),
      { seed: 20261127, numRuns: 150 },
    );
    assert.ok(points > 60 && exact > points * 0.8, `${exact} of ${points} are the least`);
  });
});
