import assert from "node:assert/strict";
import { planOf, workload } from "../fleets.js";

describe("replicas of merged classes", () => {
  it("go back to their workloads, each on as many zones as its class", () => {
    const alike = ["a", "b"].map((name) => workload({ name, cpu: 1, gib: 2, replicas: 12 }));
    const plan = planOf({ workloads: alike });
    for (const name of ["a", "b"]) {
      const placement = plan.workloads[`main/default/${name}`]?.placement;
      assert.equal(placement?.replicas, 12);
      assert.equal(Object.keys(placement.byAvailabilityZone).length, 3);
    }
  });

  it("keep caps a node to each workload's own replicas", () => {
    const alike = ["a", "b"].map((name) => workload({ name, cpu: 1, gib: 2, replicas: 3, maxPerNode: 1 }));
    const plan = planOf({ workloads: alike });
    assert.equal(plan.cost.microPerHour, 60_000);
  });
});
