import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet, Workload } from "../../../src/model/fleet.js";
import type { PlanOutcome } from "../../../src/model/outcome.js";
import type { Plan } from "../../../src/model/plan.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { renderPlan, renderRehearsal } from "../../../src/report/index.js";
import { simulatePlan } from "../../../src/simulate/index.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { cluster, fleet, nodesByType, pool } from "../fleets.js";
import { ONE, TWO, asking, cheapestShared, sharedCatalogue } from "../shared-devices.js";

function fleetOf(workloads: readonly Workload[], perDevice = 10): CheckedFleet {
  const shared = pool({ chips: ["nvidia-l4"], deviceShares: { perDevice } });
  const small = cluster({ availabilityZones: ["eu-central-1a"], pools: [shared] });
  return fleet({ clusters: [small], workloads, fidelity: "packing" });
}

function outcomeOf(workloads: readonly Workload[], perDevice?: number): PlanOutcome {
  return planFleetChecked({
    fleet: fleetOf(workloads, perDevice),
    catalogue: sharedCatalogue,
    version: "0.0.0",
  });
}

function planOf(workloads: readonly Workload[], perDevice?: number): Plan {
  const outcome = outcomeOf(workloads, perDevice);
  if (outcome.status !== "planned") throw new Error(JSON.stringify(outcome, undefined, 2));
  return outcome.plan;
}

describe("devices of which pods take shares", () => {
  it("are packed one by one: what is left over of two is no third share", () => {
    // 180 of 200 per cent in sum, and a device holds one share of 60.
    const plan = planOf([asking({ gpus: 1, memory: 60, compute: 10 }, { replicas: 3 })]);
    assert.equal(plan.cost.microPerHour, ONE + TWO);
    assert.equal(plan.search.stop, "proved");
  });

  it("are shared by pods of different sizes, and the plan says which are on which", () => {
    const plan = planOf([
      asking({ gpus: 1, memory: 60, compute: 50 }, { name: "a", id: "main/default/a", replicas: 2 }),
      asking({ gpus: 1, memory: 40, compute: 50 }, { name: "b", id: "main/default/b", replicas: 2 }),
    ]);
    assert.deepEqual(nodesByType(plan), { "g.xlarge": 1 });
    const [purchase] = Object.values(plan.clusters["main"]?.purchases ?? {});
    const both = { "main/default/a": 1, "main/default/b": 1 };
    assert.deepEqual(purchase?.layouts, [
      { nodes: 1, pods: { "main/default/a": 2, "main/default/b": 2 }, devices: [both, both] },
    ]);
    assert.deepEqual(purchase.deviceShares, { devices: 2, perDevice: 10 });
    assert.match(renderPlan(plan), /pool general: each nvidia-l4 gives up to 10 shares/);
  });

  it("are whole for pods that name no share, which stand beside the others", () => {
    const plan = planOf([
      asking({ gpus: 1 }, { name: "whole", id: "main/default/whole" }),
      asking({ gpus: 1, memory: 25, compute: 25 }, { name: "part", id: "main/default/part", replicas: 4 }),
    ]);
    assert.deepEqual(nodesByType(plan), { "g.xlarge": 1 });
  });

  it("are whole for pods that name no share where nobody names one", () => {
    const plan = planOf([asking({ gpus: 1 }, { replicas: 3 })]);
    assert.equal(plan.cost.microPerHour, ONE + TWO);
    assert.equal(planOf([asking({ gpus: 2 }, { replicas: 2 })]).cost.microPerHour, 2 * TWO);
  });

  it("hold no more pods than they may, however small their shares", () => {
    const small = asking({ gpus: 1, memory: 5, compute: 5 }, { replicas: 6 });
    assert.equal(planOf([small], 3).cost.microPerHour, TWO);
    assert.equal(planOf([small], 10).cost.microPerHour, ONE);
  });

  it("are each another one for a pod that takes shares of several", () => {
    const plan = planOf([asking({ gpus: 2, memory: 30, compute: 10 })]);
    assert.deepEqual(nodesByType(plan), { "g.xlarge": 1 });
    const outcome = outcomeOf([asking({ gpus: 3, memory: 30, compute: 10 })]);
    assert.equal(outcome.status, "infeasible");
    assert.match(JSON.stringify(outcome), /takes a share of 3 device\(s\), these nodes have at most 2/);
  });

  it("are not replayed, as kube-scheduler does not place shares", () => {
    const plan = planOf([asking({ gpus: 1, memory: 60, compute: 10 })]);
    const [replay] = simulatePlan({ plan, order: "byName" });
    assert.equal(replay?.status, "notReplayed");
    assert.match(renderRehearsal([replay]).join(), /not replayed: pods share its devices/);
  });

  it("are checked one by one by the verifier", () => {
    const workloads = [
      asking({ gpus: 1, memory: 60, compute: 50 }, { name: "a", id: "main/default/a", replicas: 2 }),
      asking({ gpus: 1, memory: 40, compute: 50 }, { name: "b", id: "main/default/b", replicas: 2 }),
    ];
    const plan = planOf(workloads);
    const [key] = Object.keys(plan.clusters["main"]?.purchases ?? {});
    const at = `/clusters/main/purchases/${key ?? ""}/layouts/0/devices`;
    const refusalsOf = (devices: unknown): string[] => {
      const changed = structuredClone(plan) as unknown as {
        clusters: { main: { purchases: Record<string, { layouts: { devices: unknown }[] }> } };
      };
      changed.clusters.main.purchases[key ?? ""]!.layouts[0]!.devices = devices;
      return verifyPlan({ plan: changed as unknown as Plan }).map(({ path }) => path);
    };
    const [a, b] = ["main/default/a", "main/default/b"];
    assert.deepEqual(
      refusalsOf([
        { [a]: 1, [b]: 1 },
        { [a]: 1, [b]: 1 },
      ]),
      [],
    );
    assert.deepEqual(refusalsOf([{ [a]: 2 }, { [b]: 2 }]), [`${at}/0`]);
    assert.deepEqual(refusalsOf([{ [a]: 1, [b]: 1 }, { [a]: 1 }]), [at]);
    assert.deepEqual(refusalsOf([{ [a]: 1, [b]: 1 }]), [at]);
    assert.deepEqual(refusalsOf(undefined), [at]);
  });

  it("never give a bound above the optimum or a cost below it", function () {
    this.timeout(60_000);
    const load = fc.record({
      gpus: fc.integer({ min: 1, max: 2 }),
      memory: fc.constantFrom(0, 20, 35, 50, 60, 70),
      compute: fc.constantFrom(0, 10, 40, 60),
      replicas: fc.integer({ min: 1, max: 2 }),
    });
    let planned = 0;
    fc.assert(
      fc.property(
        fc.array(load, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(2, 10),
        (loads, perDevice) => {
          const workloads = loads.map(({ replicas, ...asked }, index) =>
            asking(asked, { replicas, name: `w${index}`, id: `main/default/w${index}` }),
          );
          const { cost, search } = planOf(workloads, perDevice);
          const optimum = cheapestShared(workloads, perDevice);
          planned += 1;
          assert.ok(search.boundMicroPerHour <= optimum && optimum <= cost.microPerHour);
          assert.equal(cost.microPerHour, optimum);
        },
      ),
      { seed: 20261127, numRuns: 100 },
    );
    assert.equal(planned, 100);
  });
});
