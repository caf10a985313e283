import assert from "node:assert/strict";
import { arrivals } from "../../src/simulate/arrival-order.js";
import type { RandomArrivals } from "../../src/simulate/index.js";
import { scenePods } from "./model-scene.js";

const PODS = [
  scenePods({ id: "seven", replicas: 7 }),
  scenePods({ id: "two", replicas: 2 }),
  scenePods({ id: "urgent", replicas: 5, priority: 10 }),
];

function orderOf(order: RandomArrivals): string[] {
  return [...arrivals(PODS, [], order)].map((index) => PODS[index]!.id);
}

/** Lengths of the runs of one workload's replicas. */
function runsOf(id: string, order: readonly string[]): number[] {
  const lengths: number[] = [];
  for (const [place, own] of order.entries()) {
    if (own !== id) continue;
    if (order[place - 1] === id) lengths.push((lengths.pop() ?? 0) + 1);
    else lengths.push(1);
  }
  return lengths;
}

describe("arrivals in portions", () => {
  it("has every replica come once, each workload in so many portions, in another order by the seed", () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 50; seed += 1) {
      const order = orderOf({ seed, portions: 3, live: true });
      assert.deepEqual(
        [...order].sort(),
        PODS.flatMap(({ id, replicas }) => Array.from({ length: replicas }, () => id)).sort(),
      );
      const runs = runsOf("seven", order);
      // Portions of 3, 2 and 2: two that come one after the other look like one.
      assert.ok(runs.length <= 3 && runs.every((length) => length >= 2), `${seed}: ${order.join()}`);
      assert.ok(runsOf("two", order).length <= 2);
      seen.add(order.join());
    }
    assert.ok(seen.size > 20, `${seen.size} orders`);
  });

  it("serves a higher priority first where pods wait in a queue", () => {
    for (let seed = 0; seed < 20; seed += 1)
      assert.deepEqual(
        orderOf({ seed, portions: 2 }).slice(0, 5),
        Array.from({ length: 5 }, () => "urgent"),
      );
  });

  it("has a workload of one portion come as a whole", () => {
    for (let seed = 0; seed < 20; seed += 1)
      assert.deepEqual(runsOf("seven", orderOf({ seed, portions: 1, live: true })), [7]);
  });
});
