import assert from "node:assert/strict";
import fc from "fast-check";
import { explainNoPlan } from "../../src/explain/index.js";
import type { CheckedFleet } from "../../src/model/fleet.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { renderPlan } from "../../src/report/index.js";
import { bruteForce } from "./brute-force.js";
import { cluster, edgeSite, fleet, outcomeOf, planOf, shape, workload } from "./fleets.js";
import { divided } from "./division/divided.js";
import { tinyCatalogue } from "./tiny-catalogue.js";

const HEAVY = workload({ cpu: 2, gib: 4, replicas: 6 });
/** What the cheapest plan of it costs a month: one large node and two small ones. */
const CHEAPEST = 110_000 * 730;

describe("a budget", () => {
  it("lets the plan be that is within it, to the cent", () => {
    const plan = planOf({ workloads: [HEAVY], budgetMicroPerMonth: CHEAPEST });
    assert.equal(plan.cost.microPerMonth, CHEAPEST);
    assert.match(renderPlan(plan), /budget {2}\$80\.30 a month, of which \$0\.00 are left/);
  });

  it("is proved to be too small where the bound is above it, with the cheapest plan found", () => {
    const outcome = outcomeOf({ workloads: [HEAVY], budgetMicroPerMonth: CHEAPEST - 1 });
    assert.equal(outcome.status, "infeasible");
    const [conflict] = outcome.conflicts;
    assert.equal(conflict?.label, "budget");
    assert.match(
      conflict.message,
      /cheapest plan found costs 80\.30 USD; no plan costs less than 80\.30 USD/,
    );
    assert.equal(conflict.waysOut[0], "raise budget.perMonth to 81");
  });

  it("has the search go on where it stopped at the gap asked for", () => {
    const limits = { targetGapMilliPercent: 100_000, workUnits: 200_000 };
    const free = planOf({ workloads: [HEAVY], limits });
    const plan = planOf({ workloads: [HEAVY], limits, budgetMicroPerMonth: CHEAPEST });
    assert.ok(plan.cost.microPerMonth <= CHEAPEST && CHEAPEST <= free.cost.microPerMonth);
  });

  it("proves nothing where replicas may stay out: what is left out costs nothing", () => {
    const optional = { ...HEAVY, penaltyMicroPerHour: 50_000 };
    const outcome = outcomeOf({ workloads: [optional], budgetMicroPerMonth: CHEAPEST / 2 });
    assert.equal(outcome.status, "noneFound");
  });

  it("is one of the smallest set that cannot hold together, and the price of the way out is the cheapest plan's", () => {
    const asked = fleet({ workloads: [HEAVY], budgetMicroPerMonth: CHEAPEST - 1 });
    const [reason] = explainNoPlan({ fleet: asked, catalogue: tinyCatalogue, version: "0.0.0" });
    assert.ok(reason?.members.some(({ label }) => label === "budget") === true);
    const raised = reason.relaxations.find(({ changes }) =>
      changes.some((one) => one.startsWith("raise the budget")),
    );
    assert.equal(raised?.microPerHour, 110_000);
  });

  it("decides in tiny fleets as trying out every plan does", () => {
    const load = fc.record({
      cpu: fc.constantFrom(0.5, 1, 2, 3),
      gib: fc.constantFrom(0.5, 2, 4),
      replicas: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(load, fc.integer({ min: 10, max: 150 }), (one, thousands) => {
        const workloads = [workload(one)];
        const best = bruteForce({ cluster: cluster(), workloads, quotas: [] }) ?? Infinity;
        const budget = thousands * 1000 * 730;
        const outcome = outcomeOf({ workloads, budgetMicroPerMonth: budget });
        assert.equal(outcome.status, best * 730 <= budget ? "planned" : "infeasible");
      }),
      { seed: 7502, numRuns: 40 },
    );
  });
});

/** A cloud beside a site of one's own, each of which could take all. */
function two(more: Partial<CheckedFleet>): Partial<CheckedFleet> {
  return {
    clusters: [cluster()],
    edgeSites: [edgeSite({ nodes: [shape({ count: 10, availabilityZone: "store" })] })],
    ...more,
  };
}

describe("a share of providers", () => {
  const both = divided({ of: { replicas: 10 }, among: [{ name: "main" }, { name: "store" }] });
  const candidates = both.candidates.map((one) =>
    one.target.name === "main" ? one : { ...one, target: { kind: "edgeSite", name: "store" } as const },
  );
  const SHARED = two({ divided: [{ ...both, candidates }] });

  it("divides workloads so that none has more of the replicas, and the bound stays that of all plans", () => {
    const free = planOf(SHARED);
    const plan = planOf({ ...SHARED, vendorShare: { maxPercent: 60, of: "replicas" } });
    assert.ok(Math.max(...Object.values(plan.vendorShare?.byProvider ?? {})) <= 6);
    assert.ok(plan.search.boundMicroPerHour <= free.cost.microPerHour);
    assert.ok(plan.cost.microPerHour >= free.cost.microPerHour);
    assert.equal(plan.divisions?.["default/web"]?.survive, undefined);
    assert.equal(plan.standby, undefined);
    assert.match(renderPlan(plan), /aws: \d+ replicas, \d+ % of at most 60 %/);
  });

  it("is proved to be broken where every replica has its place", () => {
    const site = workload({ name: "till", target: { kind: "edgeSite", name: "store" }, replicas: 2 });
    const fixed = two({ workloads: [workload({ replicas: 6 }), site] });
    const outcome = outcomeOf({ ...fixed, vendorShare: { maxPercent: 60, of: "replicas" } });
    assert.equal(outcome.status, "infeasible");
    assert.match(outcome.conflicts[0]?.message ?? "", /at most 60 % of the replicas .* and aws has 75 %/);
    assert.equal(
      planOf({ ...fixed, vendorShare: { maxPercent: 75, of: "replicas" } }).vendorShare?.of,
      "replicas",
    );
  });

  it("is none found, and not proved, where it counts cost", () => {
    const outcome = outcomeOf({ workloads: [HEAVY], vendorShare: { maxPercent: 90, of: "spend" } });
    assert.equal(outcome.status, "noneFound");
    assert.equal(outcome.conflicts[0]?.label, "vendor-share");
  });
});

describe("a subsidy of a place", () => {
  it("is off the price of every node that is bought there, and moves divided workloads there", () => {
    const plain = planOf({ workloads: [HEAVY] });
    const plan = planOf({ clusters: [cluster({ subsidyPercent: 25 })], workloads: [HEAVY] });
    assert.equal(plan.cost.microPerHour, (plain.cost.microPerHour * 3) / 4);
    assert.equal(plan.search.stop, "proved");
    const both = divided({
      of: { cpu: 2, gib: 4, replicas: 6 },
      among: [{ name: "main" }, { name: "second" }],
    });
    const clusters = [cluster(), cluster({ name: "second", subsidyPercent: 25 })];
    const { divisions } = planOf({ clusters, divided: [both] });
    assert.deepEqual(divisions?.["default/web"]?.byTarget, { second: 6 });
  });

  it("is rounded to whole micro-units, and a certificate proves the price with it", () => {
    const asked = fleet({ clusters: [cluster({ subsidyPercent: 33 })], workloads: [HEAVY] });
    const outcome = planFleetChecked({
      fleet: asked,
      catalogue: tinyCatalogue,
      version: "0.0.0",
      certify: true,
    });
    assert.ok(outcome.status === "planned");
    assert.equal(outcome.plan.cost.microPerHour, 70_000 - 23_100 + 2 * (20_000 - 6_600));
    assert.equal(outcome.plan.search.certificate?.boundMicroPerHour, outcome.plan.cost.microPerHour);
  });
});

describe("fees of one's own", () => {
  it("are counted for each cluster, and for each platform beyond the first, in cost and bound alike", () => {
    const fees = { microPerClusterHour: 1_000, microPerExtraPlatformHour: 50_000 };
    const clusters = [
      cluster({ name: "a", platform: "kubernetes" }),
      cluster({ name: "b", platform: "sim" }),
      cluster({ name: "c", platform: "sim" }),
    ];
    const plain = planOf({ clusters });
    const plan = planOf({ clusters, fees });
    const of = (name: string): number | undefined => plan.clusters[name]?.fixedFeeMicroPerHour;
    assert.deepEqual([of("a"), of("b"), of("c")], [1_000, 51_000, 1_000]);
    assert.equal(plan.cost.microPerHour - plain.cost.microPerHour, 53_000);
    assert.equal(plan.search.boundMicroPerHour - plain.search.boundMicroPerHour, 53_000);
    assert.ok(
      plan.assumptions.some(({ statement }) => statement.includes("the spec's own fees of cluster b")),
    );
  });
});
