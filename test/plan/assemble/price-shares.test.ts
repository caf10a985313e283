import assert from "node:assert/strict";
import { divided, priceSharesOf } from "../../../src/plan/assemble/price-shares.js";
import { planOf, workload, cluster, pool, shape } from "../fleets.js";

describe("divided", () => {
  it("adds up exactly, left-over units going to the largest remainders", () => {
    const shares = divided(
      10,
      new Map([
        ["a", 1n],
        ["b", 1n],
        ["c", 1n],
      ]),
    );
    assert.deepEqual([...shares].sort(), [
      ["a", 4],
      ["b", 3],
      ["c", 3],
    ]);
  });

  it("gives nothing to nobody", () => {
    assert.equal(divided(10, new Map()).size, 0);
  });
});

describe("priceSharesOf", () => {
  it("weighs replicas by their largest share of any resource, idle capacity included", () => {
    const workloads = [
      workload({ name: "cpu", cpu: 1, gib: 0.5 }),
      workload({ name: "mem", cpu: 0.1, gib: 1 }),
    ];
    const plan = planOf({ workloads });
    // On a node of 2 CPU and 4 GiB they weigh 1/2 and 1/4: two thirds and one third of 20,000.
    assert.equal(plan.workloads["main/default/cpu"]?.microPerHour, 13_333);
    assert.equal(plan.workloads["main/default/mem"]?.microPerHour, 6_667);
  });

  it("puts empty nodes on the workloads of their pool, or of the target", () => {
    const own = pool({ name: "own", nodes: [shape({ count: 3, microPerHour: 1000 })] });
    const plan = planOf({ clusters: [cluster({ pools: [own] })], workloads: [workload()] });
    assert.equal(plan.workloads["main/default/web"]?.microPerHour, 3000);
    const alone = planOf({ clusters: [cluster({ pools: [own] })], workloads: [workload({ replicas: 0 })] });
    assert.equal(priceSharesOf(alone.clusters["main"]?.purchases ?? {}, []).size, 0);
  });
});
