import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet, Workload } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { renderPlan } from "../../../src/report/index.js";
import { simulatePlan } from "../../../src/simulate/index.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { cluster, fleet, planOf, pool, workload } from "../fleets.js";

const BOUND: Partial<CheckedFleet> = { fidelity: "scheduler", steering: "required" };

const WORKLOADS = [
  workload({ name: "large", cpu: 6, gib: 4, replicas: 2 }),
  workload({ name: "pairs", cpu: 2, gib: 1, replicas: 9 }),
  workload({ name: "small", cpu: 1, gib: 1, replicas: 9 }),
];

function pending(plan: Plan, more: Partial<CheckedFleet>, seeds: readonly number[]): number[] {
  return seeds.map((seed) => {
    const order = { seed, together: seed % 2 === 1, live: seed % 4 >= 2 };
    const targets = simulatePlan({ plan, fleet: fleet(more), order });
    return targets.reduce(
      (sum, target) => sum + (target.status === "replayed" ? target.pods - target.bound : Infinity),
      0,
    );
  });
}

function altered(
  plan: Plan,
  change: (copy: {
    workloads: Record<string, object>;
    clusters: Record<string, Plan["clusters"][string]>;
  }) => void,
): Plan {
  const copy = JSON.parse(JSON.stringify(plan)) as Plan;
  change(copy);
  return copy;
}

describe("boundDesign", () => {
  it("binds every workload to types whose nodes keep room for it, so that every order of arrival holds", () => {
    const more = { ...BOUND, workloads: WORKLOADS };
    const plan = planOf(more);
    const { status, everyOrder } = plan.clusters["main"]!.realisation!;
    assert.deepEqual([status, everyOrder], ["held", true]);
    assert.equal(plan.clusters["main"]!.realisation?.unbound, undefined);
    for (const { requiredInstanceTypes = [] } of Object.values(plan.workloads))
      assert.equal(requiredInstanceTypes.length, 1);
    const seeds = Array.from({ length: 40 }, (_none, seed) => 7_000 + seed);
    assert.deepEqual(
      pending(plan, more, seeds),
      seeds.map(() => 0),
    );
  });

  it("costs no more than a plan in which pods may go anywhere", () => {
    const more = { ...BOUND, workloads: WORKLOADS };
    const free = planOf({ ...more, steering: "preferred" });
    assert.ok(planOf(more).cost.microPerHour <= free.cost.microPerHour);
    assert.equal(free.clusters["main"]!.realisation?.everyOrder, undefined);
  });

  it("gives several replicas two nodes at least", () => {
    const plan = planOf({ ...BOUND, workloads: WORKLOADS });
    for (const { requiredInstanceTypes = [], maxPerNode = Infinity, replicas } of Object.values(
      plan.workloads,
    ))
      if (requiredInstanceTypes.length > 0) assert.ok(maxPerNode < replicas);
  });

  it("leaves rules that it does not know to other designs", () => {
    const [large, pairs] = WORKLOADS as [Workload, Workload];
    const workloads = [
      { ...large, apartFrom: [pairs.id] },
      { ...pairs, apartFrom: [large.id] },
    ];
    const plan = planOf({ ...BOUND, workloads });
    const { realisation } = plan.clusters["main"]!;
    assert.deepEqual([realisation?.everyOrder, realisation?.unbound], [undefined, "rules"]);
    assert.match(
      renderPlan(plan),
      /not bound to instance types: some have rules that binding knows nothing of/,
    );
    for (const one of Object.values(plan.workloads)) assert.equal(one.requiredInstanceTypes, undefined);
  });

  it("keeps to the nodes that a pool may have", () => {
    const clusters = [cluster({ pools: [pool({ maxNodes: 5 })] })];
    const plan = planOf({ ...BOUND, clusters, workloads: WORKLOADS });
    const nodes = Object.values(plan.clusters["main"]!.purchases).reduce((sum, { count }) => sum + count, 0);
    assert.ok(nodes <= 5);
  });

  it("is refused by the verifier where a node keeps too little, or a workload is elsewhere", () => {
    const plan = planOf({ ...BOUND, workloads: WORKLOADS });
    const id = "main/default/small";
    assert.deepEqual(verifyPlan({ plan }), []);
    const refusedAt = (wrong: Plan): string[] => verifyPlan({ plan: wrong }).map(({ path }) => path);
    const higher = altered(plan, ({ workloads }) => {
      workloads[id] = { ...workloads[id], maxPerNode: 9 };
    });
    assert.ok(refusedAt(higher).some((path) => path.includes("allocatable")));
    const lower = altered(plan, ({ workloads }) => {
      workloads[id] = { ...workloads[id], maxPerNode: 1 };
    });
    assert.ok(refusedAt(lower).length > 0);
    const free = altered(plan, ({ workloads }) => {
      delete (workloads[id] as { requiredInstanceTypes?: unknown }).requiredInstanceTypes;
    });
    assert.ok(refusedAt(free).includes(`/workloads/${id.replaceAll("/", "~1")}/requiredInstanceTypes`));
    const elsewhere = altered(plan, ({ workloads }) => {
      workloads[id] = { ...workloads[id], requiredInstanceTypes: ["other"] };
    });
    assert.ok(refusedAt(elsewhere).some((path) => path.includes("layouts")));
    const unbound = altered(plan, ({ clusters }) => {
      const { realisation } = clusters["main"]!;
      clusters["main"] = { ...clusters["main"]!, realisation: { ...realisation!, unbound: "rules" } };
    });
    assert.ok(refusedAt(unbound).includes("/clusters/main/realisation/unbound"));
  });

  it("holds random fleets in orders that nobody chose", () => {
    const one = fc.record({
      cpu: fc.constantFrom(0.25, 0.5, 1, 1.5, 3, 6),
      gib: fc.constantFrom(0.5, 1, 2, 4, 8),
      replicas: fc.integer({ min: 1, max: 12 }),
      isSpread: fc.boolean(),
      maxPerNode: fc.constantFrom(1, 2, 5, 100),
    });
    let counted = 0;
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), (drawn) => {
        const workloads = drawn.map(({ isSpread, ...rest }, index) =>
          workload({
            ...rest,
            name: `w${index}`,
            ...(isSpread ? { zoneSpread: { maxSkew: 1 } } : {}),
          }),
        );
        const more = { ...BOUND, workloads };
        const plan = planOf(more);
        if (plan.clusters["main"]?.realisation?.everyOrder !== true) return;
        counted += 1;
        assert.deepEqual(pending(plan, more, [11, 12, 13, 14, 15]), [0, 0, 0, 0, 0]);
      }),
      { numRuns: 20, seed: 20261127 },
    );
    assert.ok(counted > 0);
  });
});
