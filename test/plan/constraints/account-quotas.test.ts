import assert from "node:assert/strict";
import fc from "fast-check";
import type { Cluster, FleetQuota, Pool, Workload } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { renderPlan } from "../../../src/report/index.js";
import { bruteForce } from "../brute-force.js";
import { accountQuota, cluster, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

const HEAVY = workload({ cpu: 2, gib: 4, replicas: 6 });
const BOTH = ["main", "second"];

function usedOf(plan: Plan): number | undefined {
  return plan.quotas?.["aws/eu-central-1/L-1"]?.planned;
}

describe("a quota of the account", () => {
  it("limits the virtual CPUs of its families and its purchase option", () => {
    const clusters = [cluster({ pools: [pool({ purchaseOptions: ["on-demand", "spot"] })] })];
    const spot = accountQuota({ limit: 8, purchaseOption: "spot", families: ["x"] });
    const plan = planOf({ clusters, workloads: [HEAVY], quotas: [spot] });
    // Eight on spot, the other four where the quota does not count.
    assert.equal(usedOf(plan), 8);
    assert.equal(plan.cost.microPerHour, 21_000 + 2 * 20_000);
    assert.equal(plan.search.stop, "proved");
    assert.match(renderPlan(plan), /Quotas of accounts\n {2}aws\/eu-central-1\/L-1: 8 of 8 vCPU/);
  });

  it("does not count machines of other families", () => {
    const pools = [pool({ chips: ["amd64", "arm64"] })];
    const images: Workload["imagePlatforms"] = ["linux/amd64", "linux/arm64"];
    const plan = planOf({
      clusters: [cluster({ pools })],
      workloads: [{ ...HEAVY, imagePlatforms: images }],
      quotas: [accountQuota({ limit: 4, families: ["a"] })],
    });
    assert.ok((usedOf(plan) ?? 0) <= 4);
    assert.ok((nodesByType(plan)["x.small"] ?? 0) + (nodesByType(plan)["x.large"] ?? 0) > 0);
  });

  it("conflicts with a demand above it, with both numbers and the way out", () => {
    const outcome = outcomeOf({ workloads: [HEAVY], quotas: [accountQuota({ limit: 10 })] });
    assert.equal(outcome.status, "infeasible");
    const [conflict] = outcome.conflicts;
    assert.equal(conflict?.label, "account-quota");
    assert.equal(conflict.path, "/quotas/0");
    assert.match(conflict.message, /quota L-1 of aws in eu-central-1 leaves 10 vCPU\(s\) \(on-demand\)/);
    assert.match(conflict.message, /12 CPU requested, at most 10 CPU there/);
    assert.equal(conflict.waysOut[0], "have quota L-1 of aws in eu-central-1 raised by 2 vCPU(s)");
  });

  it("holds the peak of all its clusters", () => {
    const rising = workload({ cpu: 2, gib: 4, replicas: 1, peak: 3 });
    const other = {
      ...rising,
      target: { kind: "cluster", name: "second" } as const,
      id: "second/default/web",
    };
    const clusters = [cluster(), cluster({ name: "second" })];
    const quota = (limit: number): FleetQuota => accountQuota({ limit, clusters: BOTH });
    const fits = planOf({ clusters, workloads: [rising, other], quotas: [quota(12)] });
    assert.deepEqual(fits.quotas?.["aws/eu-central-1/L-1"], {
      unit: "vcpu",
      limit: 12,
      planned: 4,
      atPeak: 12,
    });
    const outcome = outcomeOf({ clusters, workloads: [rising, other], quotas: [quota(11)] });
    assert.equal(outcome.status, "noneFound");
    assert.equal(outcome.conflicts[0]?.label, "peak");
  });

  it("says what an export found in use, and whose it takes that for", () => {
    const quotas = [accountQuota({ usedAtExport: 6 })];
    const { assumptions } = planOf({ workloads: [HEAVY], quotas });
    const [assumption] = assumptions.filter(({ subject }) => subject === "quota aws/eu-central-1/L-1");
    assert.equal(assumption?.statement, "the 6 vCPU(s) in use when it was exported are this fleet's own");
  });
});

const load = fc.record({
  cpu: fc.constantFrom(0.5, 1, 2, 3),
  gib: fc.constantFrom(0.5, 2, 4, 9),
  replicas: fc.integer({ min: 1, max: 3 }),
});

const tinyShared = fc.record({
  loads: fc.tuple(load, load),
  limit: fc.integer({ min: 2, max: 12 }),
  scope: fc.constantFrom<readonly [Partial<FleetQuota>, Partial<Pool>, Workload["imagePlatforms"]]>(
    [{}, {}, ["linux/amd64"]],
    [{ families: ["a"] }, { chips: ["amd64", "arm64"] }, ["linux/amd64", "linux/arm64"]],
    [{ purchaseOption: "spot" }, { purchaseOptions: ["on-demand", "spot"] }, ["linux/amd64"]],
  ),
});

/** The cheapest fleet by trying every division of the quota. */
function optimumOf(
  clusters: readonly [Cluster, Cluster],
  workloads: readonly [Workload, Workload],
  quota: FleetQuota,
): number | undefined {
  const [first, second] = clusters.map((one, index) =>
    Array.from({ length: quota.limit + 1 }, (_none, limit) =>
      bruteForce({
        cluster: one,
        workloads: [workloads[index] as Workload],
        quotas: [{ ...quota, limit }],
      }),
    ),
  );
  const sums = Array.from({ length: quota.limit + 1 }, (_none, limit) => {
    const [one, other] = [first?.[limit], second?.[quota.limit - limit]];
    return one === undefined || other === undefined ? Infinity : one + other;
  });
  const best = Math.min(...sums);
  return best === Infinity ? undefined : best;
}

describe("a quota that two clusters share", () => {
  it("goes to the cluster that needs it", () => {
    const images: Workload["imagePlatforms"] = ["linux/amd64", "linux/arm64"];
    const any = { ...HEAVY, imagePlatforms: images };
    const only = {
      ...HEAVY,
      target: { kind: "cluster", name: "second" } as const,
      id: "second/default/web",
    };
    const chips = ["amd64", "arm64"];
    const plan = planOf({
      clusters: [
        cluster({
          pools: [pool({ chips: ["amd64"], purchaseOptions: ["on-demand"] }), pool({ name: "arm", chips })],
        }),
        cluster({ name: "second" }),
      ],
      workloads: [any, only],
      quotas: [accountQuota({ limit: 12, families: ["x"], clusters: BOTH })],
    });
    assert.equal(usedOf(plan), 12);
    assert.equal(plan.search.stop, "proved");
  });

  it("conflicts where both need more than it, with the sum of what they need", () => {
    const second = {
      ...HEAVY,
      target: { kind: "cluster", name: "second" } as const,
      id: "second/default/web",
    };
    const outcome = outcomeOf({
      clusters: [cluster(), cluster({ name: "second" })],
      workloads: [HEAVY, second],
      quotas: [accountQuota({ limit: 20, clusters: BOTH })],
    });
    assert.equal(outcome.status, "infeasible");
    const [conflict] = outcome.conflicts;
    assert.equal(conflict?.label, "account-quota");
    assert.match(
      conflict.message,
      /^clusters "main" and "second" need at least 24 vCPU\(s\) together, and quota L-1 of aws in eu-central-1 leaves 20/,
    );
  });

  it("never makes a bound above the optimum of all divisions, a cost below it, or no plan where there is one", function () {
    this.timeout(120_000);
    let [shared, best, proved, planned] = [0, 0, 0, 0];
    fc.assert(
      fc.property(tinyShared, ({ loads, limit, scope: [scope, buying, imagePlatforms] }) => {
        const clusters = BOTH.map((name) =>
          cluster({
            name,
            availabilityZones: ["eu-central-1a"],
            pools: [pool(buying)],
          }),
        ) as unknown as readonly [Cluster, Cluster];
        const workloads = loads.map((one, index) => {
          const name = BOTH[index] ?? "";
          return workload({
            ...one,
            imagePlatforms,
            target: { kind: "cluster", name },
            id: `${name}/default/web`,
          });
        }) as unknown as readonly [Workload, Workload];
        const quota = accountQuota({ limit, clusters: BOTH, ...scope });
        const outcome = outcomeOf({
          clusters,
          workloads,
          quotas: [quota],
          limits: { targetGapMilliPercent: 0, workUnits: 100_000 },
        });
        const optimum = optimumOf(clusters, workloads, quota);
        if (outcome.status === "noneFound") return;
        if (outcome.status === "infeasible") {
          assert.equal(optimum, undefined);
          return;
        }
        const { cost, search } = outcome.plan;
        planned += 1;
        assert.ok(optimum !== undefined);
        assert.ok(search.boundMicroPerHour <= optimum && optimum <= cost.microPerHour);
        const free = planOf({ clusters, workloads, quotas: [{ ...quota, limit: 1000 }] });
        if ((usedOf(free) ?? 0) > limit) shared += 1;
        if (cost.microPerHour === optimum) best += 1;
        if (search.stop === "proved") proved += 1;
      }),
      { seed: 20261105, numRuns: 150 },
    );
    assert.ok(shared > 50, `${shared} divide the quota`);
    assert.ok(best > 0.75 * planned && proved > 0.5 * planned, `${best} and ${proved} of ${planned}`);
  });
});
