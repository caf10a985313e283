import assert from "node:assert/strict";
import fc from "fast-check";
import { arrivals } from "../../src/simulate/arrival-order.js";
import { schedulerState } from "../../src/simulate/node-states.js";
import { podShape } from "../../src/simulate/pod-shapes.js";
import { reasonsAgainst, schedulePod } from "../../src/simulate/schedule-pod.js";
import { simulatePlan } from "../../src/simulate/index.js";
import { smallPlan } from "./small-plan.js";
import type { SmallNodes, SmallWorkload } from "./small-plan.js";

const SEED = 20261124;

const nodes: fc.Arbitrary<SmallNodes[]> = fc.array(
  fc.record({
    pool: fc.constantFrom("general", "other"),
    count: fc.integer({ min: 1, max: 4 }),
    cpu: fc.integer({ min: 1, max: 8 }),
    memory: fc.integer({ min: 1, max: 16 }),
    pods: fc.integer({ min: 1, max: 12 }),
    zone: fc.constantFrom("a", "b", "c"),
  }),
  { maxLength: 5 },
);

const workloads: fc.Arbitrary<SmallWorkload[]> = fc
  .array(
    fc.record(
      {
        cpu: fc.integer({ min: 0, max: 4 }),
        memory: fc.integer({ min: 0, max: 6 }),
        replicas: fc.integer({ min: 0, max: 12 }),
        pools: fc.constantFrom(["general"], ["general", "other"]),
        maxPerNode: fc.integer({ min: 1, max: 3 }),
        zoneSpread: fc.record({ maxSkew: fc.integer({ min: 1, max: 2 }) }),
        priority: fc.integer({ min: 0, max: 2 }),
      },
      { requiredKeys: ["cpu", "memory", "replicas", "pools"] },
    ),
    { maxLength: 6 },
  )
  .map((list) => list.map((one, index) => ({ ...one, name: `w${index}` })));

const orders = fc.oneof(
  fc.constant("largestFirst" as const),
  fc.constant("byName" as const),
  fc.record({ seed: fc.integer() }),
);

describe("the scheduler model, on random targets", () => {
  it("never overfills a node, a cap or a zone, and leaves pending only what no node takes", () => {
    fc.assert(
      fc.property(nodes, workloads, orders, (someNodes, someWorkloads, order) => {
        const plan = smallPlan(someNodes, someWorkloads);
        const planned = Object.entries(plan.workloads);
        const state = schedulerState(
          plan.clusters["shop-eu"]!,
          planned.map(([, { requests }]) => requests),
        );
        const shapes = planned.map(([id, one]) =>
          podShape({ id, planned: one, placement: one.placement }, state),
        );
        const pending = new Map<number, number>();
        for (const index of arrivals(shapes, state, order))
          if (!schedulePod(shapes[index]!, state)) pending.set(index, (pending.get(index) ?? 0) + 1);
        for (const { requested, capacity } of state.nodes)
          requested.forEach((amount, resource) => {
            assert.ok(amount <= capacity[resource]!);
          });
        for (const [index, shape] of shapes.entries()) {
          const bound = shape.onNode.reduce((sum, count) => sum + count, 0);
          assert.equal(bound + (pending.get(index) ?? 0), shape.replicas);
          assert.ok(shape.onNode.every((count) => count <= shape.maxPerNode));
          if ((pending.get(index) ?? 0) > 0)
            assert.ok(state.nodes.every((node) => reasonsAgainst(shape, node, state).length > 0));
          const { zoneSpread, inZone } = shape;
          if (zoneSpread === undefined || bound === 0) continue;
          const counts = zoneSpread.domains.map((zone) => inZone[zone]!);
          assert.ok(Math.max(...counts) - Math.min(...counts) <= zoneSpread.maxSkew);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("gives the same answer twice, and counts every pod once", () => {
    fc.assert(
      fc.property(nodes, workloads, orders, (someNodes, someWorkloads, order) => {
        const plan = smallPlan(someNodes, someWorkloads);
        const results = simulatePlan({ plan, order });
        assert.deepEqual(results, simulatePlan({ plan, order }));
        for (const target of results) {
          assert.ok(target.status === "replayed");
          const pending = target.pending.reduce((sum, one) => sum + one.pending, 0);
          assert.equal(target.bound + pending, target.pods);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
