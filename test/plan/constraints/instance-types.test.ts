import assert from "node:assert/strict";
import { cluster, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

const WIDE = workload({ name: "wide", cpu: 8, gib: 16 });
const SMALL = workload({ name: "small", cpu: 2, gib: 4 });

describe("a pool's maxInstanceTypes", () => {
  const ONE_TYPE = [cluster({ pools: [pool({ maxInstanceTypes: 1 })] })];

  it("takes a larger machine in place of a second type, and keeps the bound of any plan", () => {
    const workloads = [WIDE, { ...SMALL, replicas: 10 }];
    assert.deepEqual(nodesByType(planOf({ workloads })), { "x.large": 3, "x.small": 2 });
    const plan = planOf({ clusters: ONE_TYPE, workloads });
    assert.deepEqual(nodesByType(plan), { "x.large": 4 });
    assert.equal(plan.cost.microPerHour, 280_000);
    assert.ok(plan.search.boundMicroPerHour <= 250_000);
    assert.notEqual(plan.search.stop, "proved");
  });

  it("is proved to cost least where every filling is tried", () => {
    const plan = planOf({ clusters: ONE_TYPE, workloads: [WIDE, SMALL] });
    assert.deepEqual(nodesByType(plan), { "x.large": 2 });
    assert.equal(plan.search.stop, "proved");
  });

  it("is told where no type alone holds everything", () => {
    const arm = workload({ name: "arm", imagePlatforms: ["linux/arm64"] });
    const pools = [pool({ chips: ["amd64", "arm64"], maxInstanceTypes: 1 })];
    const outcome = outcomeOf({ clusters: [cluster({ pools })], workloads: [WIDE, arm] });
    assert.equal(outcome.status, "noneFound");
    assert.equal(outcome.conflicts[0]?.label, "instance-types");
  });
});
