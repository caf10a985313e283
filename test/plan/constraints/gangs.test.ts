import assert from "node:assert/strict";
import fc from "fast-check";
import { explainPlacement } from "../../../src/explain/index.js";
import type { Workload } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { omitted } from "../../../src/units/omitted.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { optimumOf } from "../brute-force.js";
import {
  cluster,
  conflictsOf,
  edgeSite,
  fleet,
  nodesByType,
  outcomeOf,
  planOf,
  pool,
  shape,
  workload,
} from "../fleets.js";

const ZONES = ["eu-central-1a", "eu-central-1b"];

function gang(within: "node" | "availabilityZone", name = "train"): Pick<Workload, "gang"> {
  return { gang: { within, name: `default/${name}` } };
}

function ungathered(one: Workload): Workload {
  return omitted(one, "gang");
}

function zonesOf(plan: Plan, id: string): string[] {
  return Object.keys(plan.workloads[id]?.placement.byAvailabilityZone ?? {});
}

describe("gangs in one availability zone", () => {
  it("stand in one, with the bound of any plan, where alone they would use several", () => {
    const box = (availabilityZone: string, count: number) => shape({ count, availabilityZone });
    const owned = cluster({
      availabilityZones: ZONES,
      pools: [pool({ nodes: [box("eu-central-1a", 2), box("eu-central-1b", 3)] })],
    });
    const train = workload({ name: "train", cpu: 4, gib: 1, replicas: 3 });
    const plan = planOf({ clusters: [owned], workloads: [{ ...train, ...gang("availabilityZone") }] });
    assert.deepEqual(zonesOf(plan, train.id), ["eu-central-1b"]);
    const lines = explainPlacement(plan, train.id) ?? [];
    assert.match(lines.join("\n"), /in one availability zone with all of gang default\/train/);
    const larger = { ...train, replicas: 4 };
    assert.equal(outcomeOf({ clusters: [owned], workloads: [larger] }).status, "planned");
    const [conflict] = conflictsOf({
      clusters: [owned],
      workloads: [{ ...larger, ...gang("availabilityZone") }],
    });
    assert.equal(conflict?.label, "gang");
    assert.match(conflict.message, /no one availability zone has room for all of them/);
  });

  it("may be of several workloads, one of which knows its zone by its volume", () => {
    const volumes = [{ name: "data", availabilityZone: "eu-central-1b" }];
    const store = workload({ name: "store", volumes, ...gang("availabilityZone") });
    const train = workload({ name: "train", replicas: 5, ...gang("availabilityZone") });
    const plan = planOf({ workloads: [store, train] });
    assert.deepEqual(zonesOf(plan, train.id), ["eu-central-1b"]);
    const elsewhere = [{ name: "data", availabilityZone: "eu-central-1a" }];
    const [conflict] = conflictsOf({ workloads: [store, { ...train, volumes: elsewhere }] });
    assert.match(conflict?.message ?? "", /no availability zone has nodes for each of them/);
  });
});

describe("gangs on one node", () => {
  it("share a node that holds all of them, be it the dearer one", () => {
    const web = workload({ name: "web", cpu: 1.5, gib: 1, replicas: 2 });
    assert.deepEqual(nodesByType(planOf({ workloads: [web] })), { "x.small": 2 });
    const plan = planOf({ workloads: [{ ...web, ...gang("node", "web") }] });
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
    assert.equal(plan.search.stop, "proved");
    const [conflict] = conflictsOf({ workloads: [{ ...web, replicas: 6, ...gang("node", "web") }] });
    assert.match(conflict?.message ?? "", /no node takes all of them/);
  });
});

describe("gangs that may stay out", () => {
  it("run as a whole or not at all", () => {
    const site = edgeSite({ nodes: [shape({ count: 1, availabilityZone: "store" })] });
    const target = { kind: "edgeSite", name: "store" } as const;
    for (const within of ["node", "availabilityZone"] as const) {
      const train = workload({ name: "train", target, replicas: 5, outByPriority: true, ...gang(within) });
      const rest = workload({ name: "rest", target, replicas: 3, penaltyMicroPerHour: 5 });
      const plan = planOf({ clusters: [], edgeSites: [site], workloads: [train, rest] });
      assert.deepEqual(plan.workloads[train.id]?.leftOut, { replicas: 5 });
      assert.equal(plan.workloads[rest.id]?.replicas, 3);
      assert.deepEqual(plan.edgeSites["store"]?.priorities, [
        { priority: 0, replicas: 5, leftOut: 5, boundLeftOut: 5 },
      ]);
    }
  });
});

describe("plans with gangs", () => {
  it("cost no less than trying everything finds, and verify refuses one that is torn apart", () => {
    const one = fc.record({
      cpu: fc.constantFrom(0.5, 1, 2, 3),
      replicas: fc.integer({ min: 1, max: 3 }),
      out: fc.constantFrom({}, {}, { penaltyMicroPerHour: 9000 }, { outByPriority: true as const }),
    });
    const drawn = fc.record({
      train: one,
      second: one,
      both: fc.boolean(),
      within: fc.constantFrom("node" as const, "availabilityZone" as const),
      maxNodes: fc.constantFrom(2, 3),
      reserved: fc.boolean(),
    });
    let planned = 0;
    let [exact, tornApart] = [0, 0];
    fc.assert(
      fc.property(drawn, ({ train, second, both, within, maxNodes, reserved }) => {
        const first = workload({ name: "train", ...train, ...train.out, ...gang(within) });
        const other = both
          ? workload({ name: "other", ...second, ...train.out, ...gang(within) })
          : workload({ name: "other", ...second });
        const cheap = { instanceType: "x.small", count: 1, microPerHour: 0 };
        const main = cluster({
          availabilityZones: ZONES,
          pools: [
            pool({
              instanceTypes: ["x.small", "x.large"],
              maxNodes,
              ...(reserved
                ? {
                    purchaseOptions: ["on-demand", "reserved"],
                    reserved: ZONES.map((availabilityZone) => ({ ...cheap, availabilityZone })),
                  }
                : {}),
            }),
          ],
        });
        const asked = { clusters: [main], workloads: [other, first] };
        const outcome = outcomeOf(asked);
        const optimum = optimumOf({ cluster: main, workloads: asked.workloads });
        if (outcome.status === "infeasible") assert.equal(optimum, undefined);
        if (outcome.status !== "planned") return;
        planned += 1;
        const { plan } = outcome;
        const cost = plan.cost.microPerHour + (plan.cost.penaltiesMicroPerHour ?? 0);
        assert.ok(optimum !== undefined);
        const [priority] = plan.clusters["main"]?.priorities ?? [];
        const [fewest = 0] = optimum.leftOut;
        if (priority !== undefined) assert.ok(priority.boundLeftOut <= fewest && fewest <= priority.leftOut);
        if (priority !== undefined && priority.leftOut !== fewest) return;
        assert.ok(plan.search.boundMicroPerHour <= optimum.cost && optimum.cost <= cost);
        if (cost === optimum.cost) exact += 1;
        const [loose, forged] = [asked.workloads.map(ungathered), asked.workloads];
        const torn = outcomeOf({ clusters: [main], workloads: loose });
        if (torn.status !== "planned") return;
        const claimed = structuredClone(torn.plan) as { workloads: Record<string, Partial<Workload>> };
        for (const { id, gang: rule } of forged)
          if (rule !== undefined) claimed.workloads[id] = { ...claimed.workloads[id], gang: rule };
        const refusals = verifyPlan({ plan: claimed as never, fleet: fleet(asked) });
        const apart = zonesOf(torn.plan, first.id).length > 1;
        if (apart) tornApart += 1;
        if (apart) assert.ok(refusals.some(({ path }) => path.endsWith("/gang")));
      }),
      { seed: 20261130, numRuns: 150 },
    );
    assert.ok(planned > 80, `${planned} planned`);
    assert.ok(tornApart > 5, `${tornApart} torn apart`);
    assert.ok(exact > 0.9 * planned, `${exact} of ${planned} cost what the optimum does`);
  });
});
