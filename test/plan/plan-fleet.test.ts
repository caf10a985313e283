import assert from "node:assert/strict";
import { canonicalText } from "../../src/units/canonical.js";
import { catalogueRowsOf, planFleetChecked } from "../../src/plan/index.js";
import { verifyPlan } from "../../src/verify/index.js";
import { cluster, edgeSite, fleet, outcomeOf, planOf, pool, shape, workload } from "./fleets.js";
import { tinyCatalogue } from "./tiny-catalogue.js";

const MIXED = {
  clusters: [
    cluster({
      pools: [
        pool({ chips: ["amd64", "arm64"] }),
        pool({ name: "own", nodes: [shape({ microPerHour: 5000 })] }),
      ],
    }),
    cluster({ name: "second", platform: "eks", version: "1.33" }),
  ],
  edgeSites: [edgeSite()],
  workloads: [
    workload({ name: "api", replicas: 9, cpu: 0.7, zoneSpread: { maxSkew: 1 } }),
    workload({
      name: "batch",
      replicas: 3,
      cpu: 1.5,
      gib: 3,
      imagePlatforms: ["linux/amd64", "linux/arm64"],
    }),
    workload({ name: "web", replicas: 5, cpu: 0.25, gib: 0.5, target: { kind: "cluster", name: "second" } }),
    workload({ name: "till", target: { kind: "edgeSite", name: "store" } }),
    workload({ name: "off", replicas: 0 }),
  ],
} as const;

describe("planFleetChecked", () => {
  it("gives the same bytes for the same input", () => {
    assert.equal(canonicalText(planOf(MIXED)), canonicalText(planOf(MIXED)));
  });

  it("does not care in which order lists are given", () => {
    const turned = {
      clusters: [...MIXED.clusters].reverse().map((one) => ({ ...one, pools: [...one.pools].reverse() })),
      edgeSites: MIXED.edgeSites,
      workloads: [...MIXED.workloads].reverse(),
    };
    assert.equal(canonicalText(planOf(turned)), canonicalText(planOf(MIXED)));
  });

  it("adds up: machines, cluster fees, targets and workloads", () => {
    const plan = planOf(MIXED);
    const targets = [...Object.values(plan.clusters), ...Object.values(plan.edgeSites)];
    assert.equal(plan.cost.clusterFeesMicroPerHour, 100_000);
    assert.equal(
      plan.cost.microPerHour,
      targets.reduce((sum, { microPerHour }) => sum + microPerHour, 0),
    );
    const shares = Object.values(plan.workloads).reduce((sum, { microPerHour }) => sum + microPerHour, 0);
    assert.equal(shares, plan.cost.machinesMicroPerHour);
    assert.equal(plan.cost.microPerMonth, plan.cost.microPerHour * 730);
  });

  it("lists a workload without replicas as placed nowhere", () => {
    const placement = planOf(MIXED).workloads["main/default/off"]?.placement;
    assert.deepEqual(placement, { replicas: 0, byPool: {}, byAvailabilityZone: {} });
  });

  it("plans an empty fleet for nothing, proved", () => {
    const plan = planOf({ workloads: [] });
    assert.equal(plan.cost.microPerHour, 0);
    assert.equal(plan.search.stop, "proved");
    assert.deepEqual(plan.clusters["main"]?.purchases, {});
  });

  it("states only assumptions that it used, each once and sorted", () => {
    const plan = planOf(MIXED);
    const subjects = plan.assumptions.map(({ subject, statement }) => `${subject} ${statement}`);
    assert.deepEqual(subjects, [...new Set(subjects)].sort());
    assert.ok(subjects.some((subject) => subject.startsWith("eks allocatable")));
    assert.ok(!subjects.some((subject) => subject.startsWith("gke")));
    assert.ok(
      !planOf({ workloads: [] }).assumptions.some(({ subject }) => subject.includes("availability zones")),
    );
  });

  it("passes warnings on, and not what is only information", () => {
    const warning = {
      code: "missing-requests",
      severity: "warning",
      path: "/w",
      message: "no requests",
    } as const;
    const told = { code: "skipped-kind", severity: "info", path: "/x", message: "a Service" } as const;
    assert.deepEqual(planOf({ diagnostics: [told, warning] }).warnings, [warning]);
  });

  it("names every conflict of the fleet at once", () => {
    const outcome = outcomeOf({
      clusters: [cluster({ pools: [pool({ maxNodes: 1 })] }), cluster({ name: "second" })],
      workloads: [
        workload({ name: "arm", imagePlatforms: ["linux/arm64"] }),
        workload({ name: "crowd", replicas: 40 }),
        workload({ name: "giant", cpu: 64, target: { kind: "cluster", name: "second" } }),
      ],
    });
    assert.equal(outcome.status, "infeasible");
    assert.deepEqual(
      outcome.conflicts.map(({ label, subject }) => [label, subject]),
      [
        ["no-offering", "main/default/arm"],
        ["no-offering", "second/default/giant"],
        ["pool-limit", "main/general"],
      ],
    );
  });

  it("keeps purchase keys apart that differ in punctuation only", () => {
    const nodes = [shape({ type: "box" }), shape({ type: "box", microPerHour: 7 })];
    const plan = planOf({ clusters: [cluster({ pools: [pool({ nodes })] })] });
    const keys = Object.keys(plan.clusters["main"]?.purchases ?? {});
    assert.equal(keys.length, 2);
    for (const key of keys) assert.match(key, /^general-box-eu-central-1a-owned-[0-9a-f]{6}$/);
  });
});

describe("catalogueRowsOf", () => {
  it("gives the verifier rows with which a raised price is refused", () => {
    const input = { fleet: fleet({ workloads: [workload()] }), catalogue: tinyCatalogue, version: "0.0.0" };
    const outcome = planFleetChecked(input);
    assert.equal(outcome.status, "planned");
    const { plan } = outcome;
    const offers = catalogueRowsOf(plan, tinyCatalogue);
    assert.deepEqual(verifyPlan({ plan, fleet: input.fleet, offers }), []);
    const cheaper = offers.offerings.map((row) => ({ ...row, microPerHour: 1 }));
    const refusals = verifyPlan({ plan, fleet: input.fleet, offers: { ...offers, offerings: cheaper } });
    assert.equal(refusals.length, 1);
  });
});
