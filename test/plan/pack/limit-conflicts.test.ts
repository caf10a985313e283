import assert from "node:assert/strict";
import { limitConflict } from "../../../src/plan/pack/limit-conflicts.js";
import type { Shortage } from "../../../src/plan/pack/limit-conflicts.js";

/** Three replicas of one CPU, and no limit on nodes. */
function shortage(proved: boolean): Shortage {
  const formulation = {
    problem: { classes: [{ demand: 3, size: [1000] }], caps: [], nodeTypes: [] },
    rows: ["cpuMilli"],
    limitOfCap: [],
    kindsOfType: [],
    classes: [{ members: [{ workload: { name: "web" } }] }],
  } as unknown as Shortage["formulation"];
  const room = { words: 'cluster "main"', name: "main", path: "/clusters/0" };
  return { room, formulation, classes: [0], caps: [], proved, workUnits: 1 };
}

describe("limitConflict", () => {
  it("claims nothing of what is there where no limit says it, and that the search ended where it did", () => {
    const { message, waysOut } = limitConflict(shortage(false));
    assert.equal(
      message,
      '3 replica(s) of web were not placed within the search: cluster "main"; the search ended before it had nodes for them, and no limit on nodes is why',
    );
    assert.equal(waysOut[0], "give the search more work units (limits.workUnits)");
    assert.match(
      limitConflict(shortage(true)).message,
      /do not fit: cluster "main"; no limit on nodes is why$/,
    );
  });
});
