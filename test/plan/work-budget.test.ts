import assert from "node:assert/strict";
import { planFleetSync, readFleet } from "../../src/planner/index.js";
import { randomFleet } from "../cluster/random-fleets.js";

describe("the limit of work units", () => {
  it("is kept to, but for the step that reaches it: no look at all node types begins that would take a third more", () => {
    const workUnits = 100_000;
    const spec = randomFleet({ seed: 20, pods: 960 });
    const { search } = planFleetSync(
      readFleet({ ...spec, fidelity: "packing", limits: { workUnits, targetGapMilliPercent: 10 } }),
    );
    assert.equal(search.stop, "workBudget");
    assert.ok(search.workUnits >= 0.9 * workUnits, `${search.workUnits}`);
    assert.ok(search.workUnits <= 1.05 * workUnits, `${search.workUnits}`);
  });
});
