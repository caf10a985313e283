import assert from "node:assert/strict";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import type { FurtherObjective } from "../../../src/model/fleet-spec.js";
import { cluster, nodesByType, planOf, pool, workload } from "../fleets.js";

const THREE = [workload({ replicas: 3, cpu: 2, gib: 4 })];
const WIDE_AND_SMALL = [
  workload({ name: "wide", cpu: 8, gib: 16 }),
  workload({ name: "small", cpu: 2, gib: 4 }),
];

interface Asked {
  readonly objectives: readonly FurtherObjective[];
  /** Per cent. */
  readonly gap: number;
}

function asked({ objectives, gap }: Asked): Partial<CheckedFleet> {
  return {
    furtherObjectives: objectives,
    limits: { targetGapMilliPercent: gap * 1000, workUnits: 200_000 },
  };
}

describe("objectives after cost", () => {
  it("buy fewer nodes where that costs no more than the gap asked for", () => {
    const plan = planOf({ workloads: THREE, ...asked({ objectives: ["nodes"], gap: 17 }) });
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
    assert.deepEqual(plan.search.furtherObjectives, [{ name: "nodes", value: 1, atLeastCost: 3 }]);
    assert.equal(plan.search.boundMicroPerHour, 60_000);
    assert.equal(plan.search.stop, "gapReached");
  });

  it("leave the cheapest plan where anything else costs more than that", () => {
    const plan = planOf({ workloads: THREE, ...asked({ objectives: ["nodes"], gap: 16 }) });
    assert.deepEqual(nodesByType(plan), { "x.small": 3 });
    assert.deepEqual(plan.search.furtherObjectives, [{ name: "nodes", value: 3, atLeastCost: 3 }]);
  });

  it("keep to fewer instance types", () => {
    const cheapest = planOf({ workloads: WIDE_AND_SMALL });
    assert.deepEqual(nodesByType(cheapest), { "x.large": 1, "x.small": 1 });
    assert.equal(cheapest.search.furtherObjectives, undefined);
    const plan = planOf({ workloads: WIDE_AND_SMALL, ...asked({ objectives: ["instanceTypes"], gap: 60 }) });
    assert.deepEqual(nodesByType(plan), { "x.large": 2 });
    assert.deepEqual(plan.search.furtherObjectives, [{ name: "instanceTypes", value: 1, atLeastCost: 2 }]);
  });

  it("count in the order of the list: a later one does not undo an earlier one", () => {
    const first = planOf({ workloads: THREE, ...asked({ objectives: ["instanceTypes", "nodes"], gap: 17 }) });
    assert.deepEqual(
      first.search.furtherObjectives?.map(({ name, value }) => [name, value]),
      [
        ["instanceTypes", 1],
        ["nodes", 3],
      ],
    );
    const second = planOf({
      workloads: THREE,
      ...asked({ objectives: ["nodes", "instanceTypes"], gap: 17 }),
    });
    assert.deepEqual(
      second.search.furtherObjectives?.map(({ name, value }) => [name, value]),
      [
        ["nodes", 1],
        ["instanceTypes", 1],
      ],
    );
  });

  it("keep the pool's limits", () => {
    const clusters = [cluster({ pools: [pool({ minNodes: 2 })] })];
    const plan = planOf({ clusters, workloads: THREE, ...asked({ objectives: ["nodes"], gap: 60 }) });
    assert.equal(plan.search.furtherObjectives?.[0]?.value, 2);
  });
});
