import assert from "node:assert/strict";
import { renderPlan } from "../../../src/report/index.js";
import { cluster, conflictsOf, nodesByType, planOf, pool, workload } from "../fleets.js";

const TWO = workload({ cpu: 1, gib: 1, replicas: 2 });

describe("a pool's headroom", () => {
  it("of 10 % keeps that of every node's CPU and memory free", () => {
    assert.deepEqual(nodesByType(planOf({ workloads: [TWO] })), { "x.small": 1 });
    const clusters = [cluster({ pools: [pool({ headroom: { percent: 10 } })] })];
    const plan = planOf({ clusters, workloads: [TWO] });
    assert.deepEqual(nodesByType(plan), { "x.small": 2 });
    assert.equal(plan.search.stop, "proved");
  });

  it("buys room for more replicas of the largest workload that the pool can hold", () => {
    const tiny = workload({ name: "tiny", cpu: 0.1, gib: 0.125 });
    const clusters = [cluster({ pools: [pool({ headroom: { pods: 3 } })] })];
    const plan = planOf({ clusters, workloads: [TWO, tiny] });
    assert.deepEqual(nodesByType(plan), { "x.small": 3 });
    const spare = { workload: "main/default/web", replicas: 3 };
    assert.deepEqual(plan.clusters["main"]?.pools["general"]?.headroom, { spare });
    assert.equal(plan.workloads["main/default/web"]?.placement.replicas, 2);
    assert.match(renderPlan(plan), /pool general keeps free: room for 3 more of web/);
  });

  it("buys nothing for a pool that no workload may use", () => {
    const clusters = [cluster({ pools: [pool({ chips: ["arm64"], headroom: { pods: 3 } })] })];
    assert.deepEqual(nodesByType(planOf({ clusters, workloads: [] })), {});
  });

  it("counts the nodes of an upgrade against the quota", () => {
    const pools = [pool({ headroom: { surgeNodes: 2 } })];
    const four = workload({ cpu: 2, gib: 2, replicas: 4 });
    const roomy = planOf({ clusters: [cluster({ pools, quotas: { nodes: 6 } })], workloads: [four] });
    assert.equal(nodesByType(roomy)["x.large"], 1);
    const [conflict] = conflictsOf({
      clusters: [cluster({ pools, quotas: { nodes: 2 } })],
      workloads: [four],
    });
    assert.match(conflict?.message ?? "", /quota of 2 node\(s\), 2 of them for upgrades/);
    assert.match(conflict?.waysOut[0] ?? "", /from 2 to 3 node\(s\)/);
  });
});
