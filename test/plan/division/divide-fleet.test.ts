import assert from "node:assert/strict";
import type { CheckedFleet, DividedWorkload } from "../../../src/model/fleet.js";
import type { PlanOutcome } from "../../../src/model/outcome.js";
import type { Plan } from "../../../src/model/plan.js";
import { explainNoPlan } from "../../../src/explain/index.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { randomFrom } from "../../../src/units/random.js";
import { whatIf } from "../../../src/whatif/index.js";
import { accountQuota, cluster, edgeSite, fleet, pool, shape, workload } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";
import { divided } from "./divided.js";
import type { DividedRules } from "./divided.js";

const spot = cluster({ name: "cheap", pools: [pool({ purchaseOptions: ["spot"] })] });
const dear = cluster({ name: "dear" });
const CLUSTERS = [spot, dear];

function outcomeOf(more: Partial<CheckedFleet>): PlanOutcome {
  return planFleetChecked({ fleet: fleet(more), catalogue: tinyCatalogue, version: "0.0.0" });
}

function planned(more: Partial<CheckedFleet>): Plan {
  const outcome = outcomeOf(more);
  assert.ok(outcome.status === "planned", JSON.stringify(outcome));
  return outcome.plan;
}

/** Eight replicas of 2 CPU: two large nodes. */
function web(rules: Partial<DividedRules> = {}, among = CLUSTERS): readonly DividedWorkload[] {
  return [divided({ of: { cpu: 2, gib: 4, replicas: 8 }, among, ...rules })];
}

function byTarget(plan: Plan): unknown {
  return plan.divisions?.["default/web"]?.byTarget;
}

describe("divideFleet", () => {
  it("puts replicas where their nodes cost least, with a bound over every division", () => {
    const plan = planned({ clusters: CLUSTERS, workloads: [], divided: web() });
    assert.deepEqual(byTarget(plan), { cheap: 8 });
    assert.deepEqual(Object.keys(plan.workloads), ["cheap/default/web"]);
    assert.equal(plan.search.stop, "proved");
    assert.equal(plan.search.boundMicroPerHour, plan.cost.microPerHour);
  });

  it("keeps the share of one place and the number of places", () => {
    const shared = planned({ clusters: CLUSTERS, workloads: [], divided: web({ maxPerPlace: 5 }) });
    assert.deepEqual(byTarget(shared), { cheap: 5, dear: 3 });
    const apart = planned({ clusters: CLUSTERS, workloads: [], divided: web({ minPlaces: 2 }) });
    assert.equal(Object.keys(byTarget(apart) as object).length, 2);
    // A limit that binds is part of what is proved.
    assert.equal(shared.search.gapPpm, 0);
  });

  it("keeps shares among many places of one price", () => {
    const clusters = Array.from({ length: 12 }, (_none, index) =>
      cluster({ name: `same-${String(index).padStart(2, "0")}` }),
    );
    const [one] = web({ maxPerPlace: 5 }, clusters);
    const plan = planned({ clusters, workloads: [], divided: one === undefined ? [] : [one] });
    const counts = Object.values(byTarget(plan) as Record<string, number>);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      8,
    );
    assert.ok(Math.max(...counts) <= 5);
  });

  it("keeps the rules of many workloads at once, among many places", () => {
    const same = Array.from({ length: 7 }, (_none, index) => cluster({ name: `same-${index}` }));
    const clusters = [spot, ...same];
    const all = Array.from({ length: 10 }, (_none, index) =>
      divided({
        of: { name: `web-${index}`, cpu: 2, gib: 4, replicas: 6 },
        among: clusters,
        ...(index % 2 === 0 ? { minPlaces: 2 } : { maxPerPlace: 2 }),
      }),
    );
    const plan = planned({
      clusters,
      workloads: [],
      divided: all,
      limits: { targetGapMilliPercent: 1000, workUnits: 100_000 },
    });
    for (const [index, { key }] of all.entries()) {
      const counts = Object.values(plan.divisions?.[key]?.byTarget ?? {});
      assert.ok(index % 2 === 0 ? counts.length >= 2 : Math.max(...counts) <= 2, counts.join(", "));
    }
  });

  it("uses room that is paid for already before anything is bought", () => {
    const site = edgeSite({ nodes: [shape({ count: 1, availabilityZone: "store", microPerHour: 5 })] });
    const [one] = web();
    const there = workload({ cpu: 2, gib: 4, replicas: 8, target: { kind: "edgeSite", name: "store" } });
    const candidates = [...(one?.candidates ?? []), there];
    const plan = planned({
      clusters: CLUSTERS,
      edgeSites: [site],
      workloads: [],
      divided: one === undefined ? [] : [{ ...one, candidates }],
    });
    assert.equal((byTarget(plan) as Record<string, number>)["store"], 2);
  });

  it("goes nowhere that the law shuts out, and says so where no place is left", () => {
    const american = cluster({ name: "cheap", region: "us-east-1", pools: spot.pools });
    const zone = {
      name: "eu",
      jurisdictions: ["DE"],
      regimes: [],
      dataClasses: [],
      origin: "/complianceZones/0",
    };
    const european = cluster({ name: "dear", complianceZone: "eu" });
    const of = { cpu: 2, gib: 4, replicas: 8, complianceZone: "eu" };
    const world = { clusters: [american, european], complianceZones: [zone], workloads: [] };
    const plan = planned({ ...world, divided: [divided({ of, among: world.clusters })] });
    assert.deepEqual(byTarget(plan), { dear: 8 });
    const outcome = outcomeOf({ ...world, divided: [divided({ of, among: [american] })] });
    assert.ok(outcome.status === "infeasible" && outcome.conflicts[0]?.message.includes("0 of the 1 places"));
  });

  it("keeps to quotas that its places share, and names one that is too small in its own words", () => {
    const names = ["cheap", "dear"];
    const quotaOf = (limit: number) => [
      accountQuota({ limit, purchaseOption: "spot", clusters: names }),
      accountQuota({ key: "aws/eu-central-1/L-2", code: "L-2", limit: 8, clusters: names }),
    ];
    const world = { clusters: CLUSTERS, workloads: [], divided: web() };
    assert.deepEqual(byTarget(planned({ ...world, quotas: quotaOf(8) })), { cheap: 4, dear: 4 });
    const outcome = outcomeOf({ ...world, quotas: quotaOf(0) });
    assert.ok(outcome.status === "infeasible", outcome.status);
    const [conflict] = outcome.conflicts;
    assert.equal(conflict?.label, "account-quota");
    assert.match(conflict.message, /quota L-2 of aws in eu-central-1 leaves 8 vCPU\(s\)/);
  });

  it("moves to what is left after a loss, and says what it costs", () => {
    const checked = fleet({ clusters: CLUSTERS, workloads: [], divided: web() });
    const plan = planned({ clusters: CLUSTERS, workloads: [], divided: web() });
    const input = { fleet: checked, plan, catalogue: tinyCatalogue, version: "0.0.0" };
    const lost = whatIf(input, [{ kind: "lose", what: "cluster", name: "cheap" }]);
    assert.equal(lost.status, "planned");
    assert.deepEqual(lost.unplaced, []);
    assert.equal(lost.microPerHourAfter, 140_000);
    const doubled = whatIf(input, [{ kind: "demand", of: "web", thousandths: 2000 }]);
    assert.equal(doubled.microPerHourAfter, 2 * plan.cost.microPerHour);
  });

  it("is explained where there is no plan: the smallest set names the rule about places", () => {
    const small = cluster({ name: "dear", pools: [pool({ maxNodes: 1, purchaseOptions: ["on-demand"] })] });
    const world = { clusters: [spot, small], workloads: [], divided: web({ maxPerPlace: 2 }, [spot, small]) };
    assert.notEqual(outcomeOf(world).status, "planned");
    const [reason] = explainNoPlan({ fleet: fleet(world), catalogue: tinyCatalogue, version: "0.0.0" });
    assert.equal(reason?.scope, "the fleet");
    assert.equal(reason.minimal, true);
    assert.ok(reason.members.some(({ label }) => label === "division"));
    assert.ok(reason.relaxations.length > 0);
  });

  it("plans every place within limits that the division uses up, from the nodes that the division found", () => {
    const clusters = Array.from({ length: 4 }, (_none, index) =>
      cluster({
        name: `c${index}`,
        availabilityZones: ["eu-central-1a"],
        pools: [pool({ maxNodes: 20, purchaseOptions: [index % 2 === 0 ? "spot" : "on-demand"] })],
      }),
    );
    for (const seed of [3, 6, 7]) {
      const random = randomFrom(seed);
      const open = Array.from({ length: 20 }, (_none, index) =>
        divided({
          of: {
            name: `w${index}`,
            cpu: (1 + random(30)) / 10,
            gib: (1 + random(24)) / 4,
            replicas: 2 + random(20),
          },
          among: clusters.filter(({ name }) => random(10) < 7 || name === "c0"),
        }),
      );
      const plan = planned({ clusters, workloads: [], divided: open });
      const nodes = Object.values(plan.clusters).map(({ purchases }) =>
        Object.values(purchases).reduce((sum, { count }) => sum + count, 0),
      );
      assert.ok(nodes.includes(20), nodes.join(", "));
    }
  });
});
