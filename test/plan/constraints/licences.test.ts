import assert from "node:assert/strict";
import fc from "fast-check";
import { explainPlacement } from "../../../src/explain/index.js";
import type { CheckedFleet, Licence, Workload } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { renderPlan } from "../../../src/report/index.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { bruteForce } from "../brute-force.js";
import {
  cluster,
  conflictsOf,
  edgeSite,
  fleet,
  licence,
  nodesByType,
  outcomeOf,
  planOf,
  pool,
  shape,
  workload,
} from "../fleets.js";

const DATABASE = licence({ name: "database", per: "vcpu", vcpusEach: 2, microPerHour: 30_000 });
const db = workload({ name: "db", cpu: 2, gib: 4, licences: ["database"], replicas: 2 });
const web = workload({ name: "web", cpu: 2, gib: 4, replicas: 4 });

function purchases(plan: Plan): Plan["clusters"][string]["purchases"][string][] {
  return Object.values(plan.clusters["main"]?.purchases ?? {});
}

describe("licences of every node", () => {
  it("buy one large node where machines alone would be four small ones", () => {
    const four = workload({ cpu: 1.5, gib: 3, replicas: 3 });
    assert.deepEqual(nodesByType(planOf({ workloads: [four] })), { "x.small": 3 });
    const clusters = [cluster({ pools: [pool({ licences: ["agent"] })] })];
    const licences = [licence({ microPerHour: 10_000 })];
    const plan = planOf({ clusters, workloads: [four], licences });
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
    assert.equal(plan.cost.machinesMicroPerHour, 70_000);
    assert.equal(plan.cost.licencesMicroPerHour, 10_000);
    assert.equal(plan.cost.microPerHour, 80_000);
    assert.equal(plan.search.stop, "proved");
    assert.deepEqual(plan.licences, { agent: { microPerHour: 10_000, planned: 1 } });
    assert.equal(plan.workloads[four.id]?.microPerHour, 80_000);
  });

  it("are in the cost of nodes that exist too", () => {
    const target = { kind: "edgeSite", name: "store" } as const;
    const site = edgeSite({ nodes: [shape({ count: 2, availabilityZone: "store" })], licences: ["agent"] });
    const till = workload({ target, licences: ["agent"] });
    const plan = planOf({ clusters: [], edgeSites: [site], workloads: [till], licences: [licence()] });
    assert.equal(plan.cost.licencesMicroPerHour, 2000);
    assert.equal(plan.search.boundMicroPerHour, 2000);
  });
});

describe("licences of workloads", () => {
  it("are paid for the nodes that hold these, which others share only where that costs nothing", () => {
    const plan = planOf({ workloads: [db, web], licences: [DATABASE] });
    // Two small nodes for the database, a licence each; an x.large would need four.
    assert.deepEqual(plan.licences, { database: { microPerHour: 30_000, planned: 2 } });
    assert.equal(plan.cost.microPerHour, 2 * 20_000 + 60_000 + 70_000);
    assert.equal(plan.search.stop, "proved");
    for (const { licences, labels, layouts } of purchases(plan)) {
      const holds = layouts.some(({ pods }) => Object.hasOwn(pods, db.id));
      assert.deepEqual(licences, holds ? { database: 1 } : undefined);
      assert.equal(labels["licence.stowage.dev/database"], holds ? "true" : undefined);
    }
    const keys = Object.keys(plan.clusters["main"]?.purchases ?? {});
    assert.ok(keys.some((key) => key.endsWith("-on-demand-database")));
    const text = renderPlan(plan);
    assert.match(text, /of it {3}\$43\.80 a month for licences/);
    assert.match(text, /Licences\n {2}database: 2, \$21\.90 a month each/);
    const lines = explainPlacement(plan, db.id) ?? [];
    assert.match(lines.join("\n"), /runs only on nodes that have licence database/);
  });

  it("are on no node that needs none, though they cost nothing", () => {
    const free = licence({ name: "database", microPerHour: 0, count: 2 });
    const plan = planOf({ workloads: [db, web], licences: [free] });
    assert.equal(plan.cost.licencesMicroPerHour, undefined);
    for (const { licences, layouts } of purchases(plan))
      assert.equal(
        licences !== undefined,
        layouts.some(({ pods }) => Object.hasOwn(pods, db.id)),
      );
  });

  it("gather on few nodes where there are only so many, and are told where there are too few", () => {
    const few = (count: number): Licence => licence({ name: "database", microPerHour: 0, count });
    const plan = planOf({ workloads: [db], licences: [few(1)] });
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
    const many = workload({ ...db, replicas: 5 });
    const [conflict] = conflictsOf({ workloads: [many], licences: [few(1)] });
    assert.equal(conflict?.label, "licences");
    assert.match(conflict.message, /there are 1 licence\(s\) of "database"/);
    assert.deepEqual(conflict.waysOut[0], 'get 1 licence(s) more of "database"');
  });

  it("are divided among clusters where there are only so many in the fleet", () => {
    const second = { kind: "cluster", name: "second" } as const;
    const there = workload({ ...db, target: second, id: "second/default/db" });
    const clusters = [cluster(), cluster({ name: "second" })];
    const at = (count: number): Partial<CheckedFleet> => ({
      clusters,
      workloads: [db, there],
      licences: [licence({ name: "database", count })],
    });
    assert.deepEqual(nodesByType(planOf(at(2))), { "x.large": 2 });
    const outcome = outcomeOf(at(1));
    assert.equal(outcome.status, "infeasible");
    assert.equal(outcome.conflicts[0]?.label, "licences");
  });

  it("keep room for more of them on nodes that have them", () => {
    const pools = [pool({ headroom: { pods: 1 } })];
    const plan = planOf({ clusters: [cluster({ pools })], workloads: [db], licences: [DATABASE] });
    const nodes = purchases(plan).reduce(
      (sum, one) => sum + (one.licences?.["database"] ?? 0) * one.count,
      0,
    );
    assert.equal(nodes, 3);
  });

  it("cost what trying everything finds, and verify refuses a plan with one of them fewer", () => {
    const drawn = fc.record({
      needs: fc.array(fc.subarray(["agent", "database"]), { minLength: 2, maxLength: 3 }),
      each: fc.constantFrom(1, 2, 8),
      least: fc.constantFrom(1, 3),
      prices: fc.tuple(fc.constantFrom(0, 4000, 50_000), fc.constantFrom(1000, 9000)),
      count: fc.constantFrom(undefined, 1, 2, 6),
    });
    let planned = 0;
    fc.assert(
      fc.property(drawn, ({ needs, each, least, prices: [agent, database], count }) => {
        const workloads = needs.map((licences, index): Workload => {
          const own = licences.length === 0 ? {} : { licences };
          return workload({ name: `w${index}`, cpu: 1 + index, gib: 2, replicas: 2, ...own });
        });
        const licences = [
          licence({ microPerHour: agent }),
          licence({
            name: "database",
            per: "vcpu",
            vcpusEach: each,
            leastPerNode: least,
            microPerHour: database,
            ...(count === undefined ? {} : { count }),
          }),
        ];
        const main = cluster({ availabilityZones: ["eu-central-1a"] });
        const optimum = bruteForce({ cluster: main, workloads, licences });
        const asked = { clusters: [main], workloads, licences };
        const outcome = outcomeOf(asked);
        if (optimum === undefined) {
          assert.notEqual(outcome.status, "planned");
          return;
        }
        if (outcome.status !== "planned") return;
        planned += 1;
        const { plan } = outcome;
        assert.ok(plan.search.boundMicroPerHour <= optimum && optimum <= plan.cost.microPerHour);
        for (const [key, purchase] of Object.entries(plan.clusters["main"]?.purchases ?? {})) {
          for (const [name, units] of Object.entries(purchase.licences ?? {})) {
            const forged = structuredClone(plan) as unknown as {
              clusters: { main: { purchases: Record<string, { licences: Record<string, number> }> } };
            };
            const own = forged.clusters.main.purchases[key]?.licences ?? {};
            if (units > 1) own[name] = units - 1;
            else Reflect.deleteProperty(own, name);
            const refusals = verifyPlan({ plan: forged as never, fleet: fleet(asked) });
            assert.ok(refusals.length > 0, `${key} with one ${name} fewer`);
          }
        }
      }),
      { seed: 20261201, numRuns: 60 },
    );
    assert.ok(planned > 20, `${planned} planned`);
  });
});
