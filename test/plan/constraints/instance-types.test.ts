import assert from "node:assert/strict";
import { cluster, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

const WIDE = workload({ name: "wide", cpu: 8, gib: 16 });
const SMALL = workload({ name: "small", cpu: 2, gib: 4 });

describe("a pool's maxInstanceTypes", () => {
  it("takes a larger machine in place of a second type, and keeps the bound of any plan", () => {
    assert.deepEqual(nodesByType(planOf({ workloads: [WIDE, SMALL] })), { "x.large": 1, "x.small": 1 });
    const clusters = [cluster({ pools: [pool({ maxInstanceTypes: 1 })] })];
    const plan = planOf({ clusters, workloads: [WIDE, SMALL] });
    assert.deepEqual(nodesByType(plan), { "x.large": 2 });
    assert.equal(plan.cost.microPerHour, 140_000);
    assert.ok(plan.search.boundMicroPerHour <= 90_000);
    assert.notEqual(plan.search.stop, "proved");
  });

  it("is told where no type alone holds everything", () => {
    const arm = workload({ name: "arm", imagePlatforms: ["linux/arm64"] });
    const pools = [pool({ chips: ["amd64", "arm64"], maxInstanceTypes: 1 })];
    const outcome = outcomeOf({ clusters: [cluster({ pools })], workloads: [WIDE, arm] });
    assert.equal(outcome.status, "noneFound");
    assert.equal(outcome.conflicts[0]?.label, "instance-types");
  });
});
