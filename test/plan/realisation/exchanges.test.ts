import assert from "node:assert/strict";
import { simulatePlan } from "../../../src/simulate/index.js";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import { cluster, fleet, nodesByType, planOf, pool, workload } from "../fleets.js";

const WORKLOADS = [
  workload({ name: "large", cpu: 6, gib: 4, replicas: 2 }),
  workload({ name: "pairs", cpu: 2, gib: 1, replicas: 9 }),
  workload({ name: "small", cpu: 1, gib: 1, replicas: 9 }),
];

function planned(more: Partial<CheckedFleet> = {}) {
  const given: Partial<CheckedFleet> = { fidelity: "scheduler", workloads: WORKLOADS, ...more };
  return { given, plan: planOf(given) };
}

describe("Exchanges", () => {
  it("gives nodes that were bought one by one for fewer that cost less, and every order still holds", () => {
    const { given, plan } = planned();
    assert.equal(plan.clusters["main"]!.realisation!.status, "held");
    // 700,000 where nodes are only added and given back.
    assert.ok(plan.cost.microPerHour <= 600_000, `${plan.cost.microPerHour} micro-units an hour`);
    for (let seed = 900; seed < 960; seed += 1) {
      const order = { seed, together: seed % 2 === 1, live: seed % 4 >= 2 };
      for (const target of simulatePlan({ plan, fleet: fleet(given), order }))
        assert.equal(target.status === "replayed" && target.pods - target.bound, 0, `order ${seed}`);
    }
  });

  it("keeps the minimum and the maximum of a pool", () => {
    const { plan } = planned();
    const nodes = Object.values(nodesByType(plan)).reduce((sum, count) => sum + count, 0);
    for (const limits of [{ minNodes: nodes + 1 }, { maxNodes: nodes }]) {
      const limited = planned({ clusters: [cluster({ pools: [pool(limits)] })] }).plan;
      const bought = Object.values(nodesByType(limited)).reduce((sum, count) => sum + count, 0);
      assert.ok(bought >= (limits.minNodes ?? 0) && bought <= (limits.maxNodes ?? Infinity));
    }
  });

  it("makes the same plan again", () => {
    assert.deepEqual(planned().plan, planned().plan);
  });
});
