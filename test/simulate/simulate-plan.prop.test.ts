import assert from "node:assert/strict";
import fc from "fast-check";
import { NODE_LABELS } from "../../src/model/kubernetes.js";
import { arrivals } from "../../src/simulate/arrival-order.js";
import {
  SchedulerModel,
  modelPods,
  nodesOfPurchase,
  plannedPodsOf,
  simulatePlan,
} from "../../src/simulate/index.js";
import { amountOf } from "../../src/units/resources.js";
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
  fc.record({ seed: fc.integer(), together: fc.boolean(), live: fc.boolean() }),
  fc.record({ seed: fc.integer(), portions: fc.integer({ min: 1, max: 5 }), live: fc.boolean() }),
);

describe("the scheduler model, on random targets", () => {
  it("never overfills a node, a cap or a zone, and leaves pending only what no node takes", () => {
    fc.assert(
      fc.property(nodes, workloads, orders, (someNodes, someWorkloads, order) => {
        const plan = smallPlan(someNodes, someWorkloads);
        const slice = plan.clusters["shop-eu"]!;
        const groups = Object.values(slice.purchases).map(nodesOfPurchase);
        const planned = plannedPodsOf({ plan }, "cluster", slice);
        const pods = modelPods(planned);
        const model = new SchedulerModel({ nodes: groups, pods });
        const bound = model.nodeNames.map(() => pods.map(() => 0));
        const pending = pods.map(() => 0);
        for (const index of arrivals(pods, groups, order)) {
          const node = model.schedule(index);
          if (node === undefined) pending[index]! += 1;
          else bound[node]![index]! += 1;
        }
        for (const [node, counts] of bound.entries()) {
          const { allocatable, labels } = groups[model.groupOfNode(node)]!;
          for (const resource of Object.keys(allocatable)) {
            const used = counts.reduce(
              (sum, count, index) => sum + count * amountOf(pods[index]!.requests, resource),
              0,
            );
            assert.ok(used <= amountOf(allocatable, resource));
          }
          for (const [index, { maxPerNode, pools }] of planned.entries()) {
            if (maxPerNode === 1) assert.ok(counts[index]! <= 1);
            if (counts[index]! > 0) assert.ok(pools.includes(labels[NODE_LABELS.pool]!));
          }
        }
        for (const [index, { zoneSpread, replicas, pools }] of planned.entries()) {
          const all = bound.reduce((sum, counts) => sum + counts[index]!, 0);
          assert.equal(all + pending[index]!, replicas);
          if (pending[index]! > 0)
            assert.ok(bound.every((_counts, node) => model.reasonsAgainst(index, node).length > 0));
          if (zoneSpread === undefined || all === 0) continue;
          const zones = new Map<string, number>();
          for (const [node, counts] of bound.entries()) {
            const { labels } = groups[model.groupOfNode(node)]!;
            if (!pools.includes(labels[NODE_LABELS.pool]!)) continue;
            const zone = labels[NODE_LABELS.availabilityZone]!;
            zones.set(zone, (zones.get(zone) ?? 0) + counts[index]!);
          }
          assert.ok(Math.max(...zones.values()) - Math.min(...zones.values()) <= zoneSpread.maxSkew);
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
