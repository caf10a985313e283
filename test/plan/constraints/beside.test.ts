import assert from "node:assert/strict";
import fc from "fast-check";
import { explainPlacement } from "../../../src/explain/index.js";
import type { Workload } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { bruteForce } from "../brute-force.js";
import { cluster, conflictsOf, fleet, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

const BASE = "main/default/cache";
const cache = (more: Parameters<typeof workload>[0] = {}): Workload => workload({ name: "cache", ...more });
const beside = (over: "node" | "availabilityZone" = "node"): Pick<Workload, "beside"> => ({
  beside: { workload: BASE, over },
});

/** What each node holds, by names, one entry a filling. */
function fillings(plan: Plan): string[] {
  return Object.values(plan.clusters["main"]?.purchases ?? {})
    .flatMap(({ layouts }) => layouts)
    .map(({ pods }) =>
      Object.entries(pods)
        .map(([id, count]) => `${plan.workloads[id]?.name ?? ""} ${count}`)
        .sort()
        .join(", "),
    )
    .sort();
}

describe("workloads that stand beside others on every node", () => {
  it("share the nodes of these, divided evenly, some with one more", () => {
    const web = workload({ cpu: 0.5, gib: 0.5, replicas: 5, ...beside() });
    const plan = planOf({ workloads: [cache({ cpu: 0.5, gib: 0.5, replicas: 2, maxPerNode: 2 }), web] });
    for (const filling of fillings(plan)) assert.match(filling, /cache/);
    assert.deepEqual(nodesByType(plan), { "x.small": 2 });
    assert.equal(plan.workloads[BASE]?.isSelected, true);
    const lines = explainPlacement(plan, web.id) ?? [];
    assert.match(lines.join("\n"), /stands beside main\/default\/cache on every node/);
  });

  it("fit where alone they would be elsewhere, which is proved where every filling is tried", () => {
    const big = cache({ cpu: 1, gib: 1, replicas: 1 });
    const web = workload({ cpu: 1.5, gib: 1, replicas: 2 });
    assert.deepEqual(nodesByType(planOf({ workloads: [big, web] })), { "x.small": 3 });
    const plan = planOf({ workloads: [big, { ...web, ...beside() }] });
    assert.deepEqual(fillings(plan), ["cache 1, web 2"]);
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
    assert.equal(plan.search.boundMicroPerHour, 70_000);
  });

  it("are told where no node takes their even part, or nothing is there to stand beside", () => {
    const web = workload({ cpu: 3, replicas: 6, ...beside() });
    const outcome = outcomeOf({ workloads: [cache({ replicas: 2 }), web] });
    assert.equal(outcome.status, "infeasible");
    assert.equal(outcome.conflicts[0]?.label, "beside");
    assert.match(outcome.conflicts[0].message, /some node has to hold 3 of its replicas with one of "cache"/);
    const [nothing] = conflictsOf({ workloads: [cache({ replicas: 0 }), web] });
    assert.match(nothing?.message ?? "", /it has no replica/);
  });
});

describe("workloads that stand beside others in every availability zone", () => {
  it("stand in the zones of these alone", () => {
    const base = cache({ replicas: 2 });
    const web = workload({ cpu: 2, gib: 4, replicas: 12, ...beside("availabilityZone") });
    const plan = planOf({ workloads: [base, web] });
    const zonesOf = (id: string): string[] =>
      Object.keys(plan.workloads[id]?.placement.byAvailabilityZone ?? {});
    const zones = zonesOf(BASE);
    assert.equal(zones.length, 2);
    assert.ok(zonesOf(web.id).every((zone) => zones.includes(zone)));
  });

  it("follow these into the one zone that both can have", () => {
    const bound = workload({
      ...beside("availabilityZone"),
      volumes: [{ name: "d", availabilityZone: "eu-central-1b" }],
    });
    const plan = planOf({ workloads: [cache({ replicas: 2 }), bound] });
    assert.deepEqual(plan.workloads[BASE]?.placement.byAvailabilityZone, { "eu-central-1b": 2 });
    const other = cache({ replicas: 2, volumes: [{ name: "d", availabilityZone: "eu-central-1a" }] });
    const [conflict] = conflictsOf({ workloads: [other, bound] });
    assert.match(conflict?.message ?? "", /no availability zone has nodes for both/);
  });
});

describe("plans with workloads beside others", () => {
  it("cost no less than trying everything finds, and verify refuses one whose base moves away", () => {
    const one = fc.record({ cpu: fc.constantFrom(0.5, 1, 2.5), replicas: fc.integer({ min: 1, max: 3 }) });
    let planned = 0;
    const drawn = fc.record({
      base: one,
      guest: one,
      over: fc.constantFrom("node" as const, "availabilityZone" as const),
      third: fc.boolean(),
    });
    fc.assert(
      fc.property(drawn, ({ base, guest, over, third }) => {
        const web = workload({ name: "web", ...guest, ...beside(over) });
        const workloads = [cache(base), web, ...(third ? [workload({ name: "other", cpu: 1.5 })] : [])];
        const main = cluster({
          availabilityZones: ["eu-central-1a", "eu-central-1b"],
          pools: [pool({ maxNodes: 4 })],
        });
        const asked = { clusters: [main], workloads };
        const outcome = outcomeOf(asked);
        const optimum = bruteForce({ cluster: main, workloads });
        if (outcome.status === "infeasible") assert.equal(optimum, undefined);
        if (outcome.status !== "planned") return;
        planned += 1;
        const { plan } = outcome;
        assert.ok(optimum !== undefined);
        assert.ok(plan.search.boundMicroPerHour <= optimum && optimum <= plan.cost.microPerHour);
        const forged = structuredClone(plan) as unknown as {
          clusters: { main: { purchases: Record<string, { layouts: { pods: Record<string, number> }[] }> } };
        };
        for (const { layouts } of Object.values(forged.clusters.main.purchases))
          for (const { pods } of layouts) Reflect.deleteProperty(pods, BASE);
        const refusals = verifyPlan({ plan: forged as never, fleet: fleet(asked) });
        assert.ok(refusals.some(({ message }) => /must stand beside|must hold/.test(message)));
      }),
      { seed: 20261202, numRuns: 60 },
    );
    assert.ok(planned > 30, `${planned} planned`);
  });
});
