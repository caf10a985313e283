import assert from "node:assert/strict";
import type { RunningNodes } from "../../src/model/running.js";
import { compareRunning } from "../../src/plan/index.js";
import type { ClusterComparison } from "../../src/plan/index.js";
import { cluster, pool, planOf, workload } from "./fleets.js";
import { tinyCatalogue } from "./tiny-catalogue.js";

/** Two replicas of 1 CPU, on what is cheapest. */
const PLAN = planOf({
  clusters: [cluster({ platform: "sim", availabilityZones: ["eu-central-1a"], pools: [pool()] })],
  workloads: [workload({ replicas: 2 })],
});
const [PURCHASE] = Object.values(PLAN.clusters["main"]?.purchases ?? {});

/** A row of the kind that the plan buys, unless it says otherwise. */
function row(more: Partial<RunningNodes>): RunningNodes {
  assert.ok(PURCHASE !== undefined);
  const { pool: name, instanceType, availabilityZone, purchaseOption } = PURCHASE;
  return { pool: name, instanceType, availabilityZone, purchaseOption, count: 1, pods: {}, ...more };
}

function compared(...nodes: readonly RunningNodes[]): ClusterComparison {
  const running = { apiVersion: "stowage.dev/running/v1", clusters: { main: { nodes } } } as const;
  const [first] = compareRunning(PLAN, running, tinyCatalogue).clusters;
  assert.ok(first !== undefined);
  return first;
}

describe("compareRunning", () => {
  it("finds nothing to do where the plan runs already", () => {
    const layouts = PURCHASE?.layouts ?? [];
    const rows = layouts.map(({ nodes, pods }) =>
      row({
        count: nodes,
        pods: Object.fromEntries(Object.entries(pods).map(([id, count]) => [id.replace("main/", ""), count])),
      }),
    );
    const { moves, running, planned } = compared(...rows);
    assert.deepEqual(moves, { addNodes: 0, removeNodes: 0, runningPods: 2, movePods: 0 });
    assert.deepEqual(running, planned);
  });

  it("counts nodes to add and to remove by pool, type, zone and option, and the pods on those that go", () => {
    const { moves } = compared(
      row({ availabilityZone: "eu-central-1b", count: 2, pods: { "default/web": 1 } }),
    );
    assert.deepEqual(moves, {
      addNodes: PURCHASE?.count,
      removeNodes: 2,
      runningPods: 2,
      movePods: 2,
    });
  });

  it("lets a pod of which the plan has fewer end in place of moving", () => {
    const { moves } = compared(
      row({ availabilityZone: "eu-central-1b", count: 1, pods: { "default/web": 5 } }),
    );
    assert.equal(moves.movePods, 2);
  });

  it("names nodes without a price, and leaves them out of the cost", () => {
    const { running, unpriced } = compared(row({ instanceType: "x9.mega", count: 3 }));
    assert.deepEqual(unpriced, [{ instanceType: "x9.mega", purchaseOption: "on-demand", nodes: 3 }]);
    assert.deepEqual(running, { nodes: 3, microPerHour: 0 });
  });

  it("names clusters that only one side has", () => {
    const running = { apiVersion: "stowage.dev/running/v1", clusters: { old: { nodes: [] } } } as const;
    assert.deepEqual(compareRunning(PLAN, running, tinyCatalogue), {
      clusters: [],
      notRunning: ["main"],
      notPlanned: ["old"],
    });
  });
});
