import assert from "node:assert/strict";
import fc from "fast-check";
import type { Catalogue } from "../../../src/catalogue/index.js";
import type { CheckedFleet, Cluster, Weights } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { paretoFront } from "../../../src/pareto/index.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { verifyPlan } from "../../../src/verify/index.js";
import type { TriedFleet } from "../brute-force.js";
import { cluster, fleet, pool } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";
import { divided } from "./divided.js";
import { cheapest, tinyDivision } from "./tiny-division.js";
import type { TinyDivision } from "./tiny-division.js";

const GRIDS: Readonly<Record<string, number>> = { "eu-central-1": 400, "us-east-1": 60 };

/** The tiny catalogue on two grids. */
const catalogue: Catalogue = {
  ...tinyCatalogue,
  region: (provider, name) => {
    const region = tinyCatalogue.region(provider, name);
    return region === undefined ? undefined : { ...region, gridGramsPerKWh: GRIDS[name] ?? 0 };
  },
};

/** Two watts a virtual CPU, as the catalogue says. */
function milligramsOf(type: string, { region }: Pick<Cluster, "region">): number {
  const { cpuMilli = 0 } = tinyCatalogue.instanceType("aws", type) ?? {};
  return ((2 * cpuMilli) / 1000) * (GRIDS[region] ?? 0);
}

type Weigh = (place: Cluster) => NonNullable<TriedFleet["weigh"]>;

const NOTHING: Weights = {
  microPerKgCo2e: 0,
  microPerNodeHour: 0,
  microPerInstanceTypeHour: 0,
  microPerMoveHour: 0,
};

function weighing({ microPerKgCo2e, microPerNodeHour, microPerInstanceTypeHour }: Weights): Weigh {
  return (place) => (nodes) => {
    const types = new Set(nodes.map(({ pool: own, type }) => `${own} ${type}`)).size;
    const ofNodes = nodes.reduce(
      (sum, { type }) =>
        sum + microPerNodeHour + Math.round((milligramsOf(type, place) * microPerKgCo2e) / 1_000_000),
      0,
    );
    return ofNodes + types * microPerInstanceTypeHour;
  };
}

/** The second cluster in the other region. */
const twoRegions: fc.Arbitrary<TinyDivision> = tinyDivision.map(({ clusters, ...rest }) => ({
  ...rest,
  clusters: clusters.map((one, index) =>
    index === 0 ? one : { ...one, region: "us-east-1", availabilityZones: ["us-east-1a"] },
  ),
}));

function checkedOf({ clusters, fixed, open }: TinyDivision, more: Partial<CheckedFleet>): CheckedFleet {
  return fleet({
    clusters,
    workloads: fixed,
    divided: open,
    limits: { targetGapMilliPercent: 0, workUnits: 60_000 },
    ...more,
  });
}

function planOf(checked: CheckedFleet): Plan | undefined {
  const outcome = planFleetChecked({ fleet: checked, catalogue, version: "0.0.0" });
  return outcome.status === "planned" ? outcome.plan : undefined;
}

const GREEN = cluster({ name: "green", region: "us-east-1", availabilityZones: ["us-east-1a"] });
const CHEAP = cluster({ name: "cheap", pools: [pool({ purchaseOptions: ["spot"] })] });
const WEB = divided({ of: { cpu: 2, gib: 4, replicas: 8 }, among: [GREEN, CHEAP] });
const web = { clusters: [GREEN, CHEAP], workloads: [], divided: [WEB] };

describe("weights, where workloads are divided", () => {
  it("let replicas go to the cleaner place once a kilogram of carbon weighs more than what they save", () => {
    // Two large nodes: 42,000 on spot and 12,800 mg there, 140,000 and 1,920 mg here.
    const places = [9_000_000, 9_010_000].map((microPerKgCo2e) =>
      Object.keys(
        planOf(fleet({ ...web, weights: { ...NOTHING, microPerKgCo2e } }))?.divisions?.["default/web"]
          ?.byTarget ?? {},
      ),
    );
    assert.deepEqual(places, [["cheap"], ["green"]]);
    const plan = planOf(fleet({ ...web, weights: { ...NOTHING, microPerKgCo2e: 20_000_000 } }));
    assert.deepEqual(
      [plan?.cost.microPerHour, plan?.search.boundMicroPerHour, plan?.search.weighed?.gapPpm],
      [140_000, 42_000, 0],
    );
  });

  it("draw a front of cost against carbon over the places", () => {
    const outcome = paretoFront({ fleet: fleet(web), catalogue, version: "0", axis: "carbon", points: 8 });
    assert.ok(outcome.status === "found");
    const points = outcome.front.points.map(({ microPerHour, value }) => [microPerHour, value]);
    assert.deepEqual(points.at(0), [42_000, 12_800]);
    assert.deepEqual(points.at(-1), [140_000, 1920]);
  });

  it("give the cleanest of the divisions that cost as little, where carbon comes after cost", () => {
    const same = cluster({ name: "same" });
    const among = [same, GREEN];
    const workloads = {
      clusters: among,
      workloads: [],
      divided: [divided({ of: { cpu: 2, gib: 4 }, among })],
    };
    const plan = planOf(fleet({ ...workloads, furtherObjectives: ["carbon"] }));
    assert.deepEqual(plan?.divisions?.["default/web"]?.byTarget, { green: 1 });
    assert.deepEqual(
      plan.search.furtherObjectives?.map(({ value }) => value),
      [0],
    );
  });
});

describe("weights of tiny fleets whose workloads are divided", function () {
  this.timeout(600_000);

  it("bound <= the least sum <= the plan's, over every division", () => {
    let [planned, proved, missed] = [0, 0, 0];
    const drawn = fc.record({
      tiny: twoRegions,
      microPerKgCo2e: fc.constantFrom(0, 3_000_000, 10_000_000, 40_000_000),
      microPerNodeHour: fc.constantFrom(0, 0, 7000),
      microPerInstanceTypeHour: fc.constantFrom(0, 0, 20_000),
    });
    fc.assert(
      fc.property(drawn, ({ tiny, ...own }) => {
        const weights: Weights = { ...NOTHING, ...own };
        if (Object.values(weights).every((weight) => weight === 0)) return;
        const least = cheapest(tiny, weighing(weights));
        const checked = checkedOf(tiny, { weights });
        const plan = planOf(checked);
        if (plan === undefined) {
          if (least !== undefined) missed += 1;
          return;
        }
        const { weighed, boundMicroPerHour } = plan.search;
        assert.ok(least !== undefined && weighed !== undefined);
        assert.ok(weighed.boundMicroPerHour <= least, `bound ${weighed.boundMicroPerHour}, least ${least}`);
        assert.ok(least <= weighed.microPerHour, `least ${least}, plan ${weighed.microPerHour}`);
        assert.ok(boundMicroPerHour <= (cheapest(tiny) ?? 0));
        assert.deepEqual(verifyPlan({ plan, fleet: checked }), []);
        planned += 1;
        if (least === weighed.microPerHour) proved += 1;
      }),
      { seed: 20261128, numRuns: 120 },
    );
    assert.ok(planned >= 90 && missed <= 2, `${planned} planned, ${missed} missed`);
    assert.ok(proved >= 0.95 * planned, `${proved} of ${planned} are the least`);
  });

  it("carbon after cost: never dearer than the cheapest, and mostly the cleanest of those", () => {
    let [planned, cleanest] = [0, 0];
    // Below one micro-unit in all, so that it decides among equals alone.
    const after: Weigh = (place) => (nodes) =>
      nodes.reduce((sum, { type }) => sum + milligramsOf(type, place), 0) * 1e-7;
    fc.assert(
      fc.property(twoRegions, (tiny) => {
        const least = cheapest(tiny, after);
        const checked = checkedOf(tiny, { furtherObjectives: ["carbon"] });
        const plan = planOf(checked);
        if (plan === undefined || least === undefined) return;
        assert.ok(Math.floor(least) <= plan.cost.microPerHour);
        assert.deepEqual(verifyPlan({ plan, fleet: checked }), []);
        const milligrams = Math.round((least - Math.floor(least)) * 1e7);
        const { value = Infinity } = plan.search.furtherObjectives?.[0] ?? {};
        planned += 1;
        const isCheapest = plan.cost.microPerHour === Math.floor(least);
        if (isCheapest) assert.ok(value >= Math.floor(milligrams / 1000) - 1);
        if (isCheapest && value <= Math.ceil(milligrams / 1000)) cleanest += 1;
      }),
      { seed: 20261129, numRuns: 100 },
    );
    assert.ok(planned >= 75 && cleanest >= 0.9 * planned, `${cleanest} of ${planned} are the cleanest`);
  });

  it("a front falls from point to point, and no sum is below what each point's weight proves", () => {
    let points = 0;
    fc.assert(
      fc.property(twoRegions, (tiny) => {
        const outcome = paretoFront({
          fleet: checkedOf(tiny, { limits: { targetGapMilliPercent: 0, workUnits: 30_000 } }),
          catalogue,
          version: "0.0.0",
          axis: "carbon",
          points: 4,
        });
        if (outcome.status !== "found") return;
        for (const [index, point] of outcome.front.points.entries()) {
          const before = outcome.front.points[index - 1];
          if (before !== undefined)
            assert.ok(before.microPerHour < point.microPerHour && before.value > point.value);
          assert.ok(point.boundMicroPerHour <= point.microPerHour && point.valueBound <= point.value);
          assert.ok(point.weights !== undefined);
          const least = cheapest(tiny, weighing(point.weights)) ?? 0;
          assert.ok((point.plan.search.weighed?.boundMicroPerHour ?? Infinity) <= least);
          points += 1;
        }
      }),
      { seed: 20261130, numRuns: 40 },
    );
    assert.ok(points >= 45, `${points} points`);
  });
});
