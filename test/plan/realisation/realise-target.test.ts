import assert from "node:assert/strict";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { renderPlan } from "../../../src/report/index.js";
import { simulatePlan } from "../../../src/simulate/index.js";
import type { ArrivalOrder } from "../../../src/simulate/index.js";
import { cluster, edgeSite, fleet, planOf, pool, shape, workload } from "../fleets.js";

const SCHEDULED: Partial<CheckedFleet> = { fidelity: "scheduler" };

function small(replicas: number) {
  return workload({ name: "small", cpu: 1, gib: 1, replicas });
}

const LARGE = workload({ name: "large", cpu: 6, gib: 4, replicas: 2 });

function pendingIn(plan: Plan, more: Partial<CheckedFleet>, seed: number, together: boolean): number {
  return pendingAfter(plan, more, { seed, together, live: true });
}

function pendingAfter(plan: Plan, more: Partial<CheckedFleet>, order: ArrivalOrder): number {
  return simulatePlan({ plan, fleet: fleet(more), order }).reduce((sum, target) => {
    assert.equal(target.status, "replayed");
    return sum + target.pods - target.bound;
  }, 0);
}

describe("realiseTarget", () => {
  it("buys what it takes until no order of arrival leaves a pod pending, and says what that costs", () => {
    const more = { ...SCHEDULED, workloads: [LARGE, small(9)] };
    const packed = planOf({ ...more, fidelity: "packing" });
    const plan = planOf(more);
    const realisation = plan.search.realisation!;
    assert.equal(realisation.status, "held");
    assert.equal(realisation.pendingPods, 0);
    assert.equal(realisation.packingMicroPerHour, packed.cost.microPerHour);
    assert.equal(plan.search.boundMicroPerHour, packed.search.boundMicroPerHour);
    const { extraMicroPerHour } = plan.clusters["main"]!.realisation!;
    assert.equal(plan.cost.microPerHour, packed.cost.microPerHour + extraMicroPerHour);
    const seeds = Array.from({ length: 20 }, (_none, index) => 500 + index);
    const unheld = (one: Plan): number =>
      seeds.filter((seed) => pendingIn(one, more, seed, false) > 0).length;
    assert.ok(unheld(packed) > 0, "the packing alone holds in every order: the case teaches nothing");
    assert.equal(unheld(plan), 0);
  });

  it("holds the pods in orders that its search has not seen, and says in how many that was confirmed", () => {
    const sized = (
      name: string,
      [cpu, gib, replicas]: readonly [number, number, number],
      maxPerNode?: number,
    ) => workload({ name, cpu, gib, replicas, ...(maxPerNode === undefined ? {} : { maxPerNode }) });
    const workloads = [
      sized("plain", [0.5, 2, 19]),
      sized("alone", [1.5, 0.5, 7], 1),
      sized("large", [3, 0.5, 18]),
      sized("capped", [0.25, 4, 20], 3),
      sized("pairs", [2, 1, 9], 2),
    ];
    const more = { ...SCHEDULED, workloads };
    const plan = planOf(more);
    const { status, confirmedOrders } = plan.clusters["main"]!.realisation!;
    assert.equal(status, "held");
    assert.ok(confirmedOrders >= 100, `confirmed in ${confirmedOrders} orders`);
    const seeds = Array.from({ length: 100 }, (_none, index) => 50_000 + index);
    const unheld = seeds.filter((seed) => pendingIn(plan, more, seed, seed % 2 === 1) > 0);
    assert.deepEqual(unheld, []);
  });

  const CAPPED = [
    workload({ name: "pairs", cpu: 0.5, gib: 2, replicas: 14, maxPerNode: 2 }),
    workload({ name: "alone", cpu: 1.5, gib: 2, replicas: 13, maxPerNode: 1 }),
    workload({ name: "large", cpu: 3, gib: 1, replicas: 11 }),
    workload({ name: "triples", cpu: 3, gib: 4, replicas: 8, maxPerNode: 3 }),
  ];

  it("holds pods whose workloads are scaled in a few steps, which neither mixed pods nor whole workloads show", () => {
    // So little that replays of these few pods are as dear as those of thousands.
    const limits = { targetGapMilliPercent: 0, workUnits: 200_000, replayWorkUnits: 6_000_000 };
    const more = { ...SCHEDULED, workloads: CAPPED, limits };
    const plan = planOf(more);
    assert.equal(plan.clusters["main"]!.realisation!.status, "held");
    const seeds = Array.from({ length: 150 }, (_none, index) => 60_000 + index);
    const unheld = seeds.filter(
      (seed) => pendingAfter(plan, more, { seed, portions: 2 + (seed % 3), live: seed % 2 === 1 }) > 0,
    );
    assert.deepEqual(unheld, []);
  });

  it("confirms in as many orders as the work allows that replays really take, within its limit", () => {
    // 41 pods on about 12 nodes: 16,000 looks at most, some 500 in fact.
    const limits = { targetGapMilliPercent: 0, workUnits: 200_000, replayWorkUnits: 500_000 };
    const { clusters, search } = planOf({ ...SCHEDULED, workloads: CAPPED, limits });
    const { status, confirmedOrders } = clusters["main"]!.realisation!;
    assert.equal(status, "held");
    assert.ok(confirmedOrders >= 16, `confirmed in ${confirmedOrders} orders`);
    assert.ok(search.realisation!.workUnits <= limits.replayWorkUnits);
  });

  it("holds thousands of pods, half of what waits getting room at once", () => {
    const large = workload({ name: "large", cpu: 6, gib: 4, replicas: 20 });
    const spread = workload({ name: "spread", cpu: 3, gib: 2, replicas: 20, zoneSpread: { maxSkew: 1 } });
    const tiny = workload({ name: "tiny", cpu: 0.25, gib: 0.25, replicas: 2000 });
    const limits = { targetGapMilliPercent: 1000, workUnits: 50_000, replayWorkUnits: 60_000_000 };
    const { cost, search } = planOf({ ...SCHEDULED, workloads: [large, spread, tiny], limits });
    assert.equal(search.realisation!.status, "held");
    assert.ok(cost.microPerHour > search.realisation!.packingMicroPerHour, "the packing holds: no case");
  });

  it("leaves a packing that holds as it is", () => {
    const more = { ...SCHEDULED, workloads: [small(3)] };
    const plan = planOf(more);
    assert.equal(plan.search.realisation?.status, "held");
    assert.equal(plan.cost.microPerHour, planOf({ ...more, fidelity: "packing" }).cost.microPerHour);
    assert.equal(plan.workloads["main/default/small"]?.preferredInstanceTypes, undefined);
  });

  it("says how many pods may stay pending where a limit allows no node more", () => {
    // Two nodes of 8 CPU: two halves that come first take one each, and leave no whole one.
    const onTwo = [pool({ instanceTypes: ["x.large"], maxNodes: 2 })];
    const workloads = [
      workload({ name: "whole", cpu: 7, gib: 4 }),
      workload({ name: "half", cpu: 3.5, gib: 4, replicas: 2 }),
    ];
    const plan = planOf({ ...SCHEDULED, clusters: [cluster({ pools: onTwo })], workloads });
    const { status, pendingPods } = plan.search.realisation!;
    assert.equal(status, "pending");
    assert.equal(pendingPods, 1);
    const bought = Object.values(plan.clusters["main"]!.purchases).reduce((sum, { count }) => sum + count, 0);
    assert.equal(bought, 2);
  });

  it("says so of machines that exist and cannot be added to", () => {
    const target = { kind: "edgeSite", name: "store" } as const;
    const site = edgeSite({ nodes: [shape({ count: 2, availabilityZone: "store" })] });
    const plan = planOf({
      ...SCHEDULED,
      clusters: [],
      edgeSites: [site],
      workloads: [
        workload({ name: "large", cpu: 3, gib: 1, target }),
        workload({ name: "small", cpu: 0.5, gib: 1, replicas: 7, target }),
      ],
    });
    const realisation = plan.edgeSites["store"]!.realisation!;
    assert.equal(realisation.status, "pending");
    assert.equal(realisation.pendingPods, 1);
    assert.equal(realisation.extraMicroPerHour, 0);
  });

  it("promises that any one node can be replaced where a pool says what its upgrades add, and tells of others what was found", () => {
    const planWith = (surgeNodes: number): Plan =>
      planOf({
        ...SCHEDULED,
        clusters: [cluster({ pools: [pool(surgeNodes === 0 ? {} : { headroom: { surgeNodes } })] })],
        workloads: [LARGE, small(9)],
      });
    const [free, upgraded] = [planWith(0), planWith(1)];
    const told = (plan: Plan) => plan.clusters["main"]!.realisation!.replacements!["general"];
    assert.deepEqual(told(free), { orders: 4, pendingPods: 0 });
    const { orders, confirmedOrders, status } = upgraded.clusters["main"]!.realisation!;
    assert.equal(status, "held");
    assert.deepEqual(told(upgraded), { promised: true, orders: orders + confirmedOrders, pendingPods: 0 });
    assert.match(renderPlan(free), /not promised of pool general .* nothing would stay pending/);
    assert.match(renderPlan(upgraded), /any one node of pool general can be replaced/);
  });

  it("says that nothing was replayed where the work limit does not allow it", () => {
    const plan = planOf({
      ...SCHEDULED,
      limits: { targetGapMilliPercent: 0, workUnits: 200_000, replayWorkUnits: 0 },
      workloads: [LARGE, small(9)],
    });
    assert.equal(plan.search.realisation?.status, "notReplayed");
    assert.equal(plan.search.realisation.workUnits, 0);
    const { orders, confirmedOrders } = plan.clusters["main"]!.realisation!;
    assert.deepEqual([orders, confirmedOrders], [0, 0]);
  });
});
