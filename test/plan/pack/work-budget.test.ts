import assert from "node:assert/strict";
import type { PlanTarget } from "../../../src/plan/formulate/plan-target.js";
import { FlowingWork } from "../../../src/plan/pack/work-budget.js";
import { workload } from "../fleets.js";

function target(workloads: number): PlanTarget {
  const own = Array.from({ length: workloads }, (_none, index) => workload({ name: `w${index}` }));
  return { workloads: own } as unknown as PlanTarget;
}

describe("work that targets share", () => {
  it("flows to those that come later, by their workloads, and none has less than its share", () => {
    const work = new FlowingWork([target(1), target(1), target(3), target(0)], 600);
    assert.equal(work.limit, 100);
    work.took(40);
    // Of 60 left over, one fifth beside its own hundred.
    assert.equal(work.limit, 112);
    work.took(112);
    assert.equal(work.limit, 336);
    // One that takes more than it may leaves others their shares.
    work.took(900);
    assert.equal(work.limit, 100);
  });
});
