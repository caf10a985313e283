import assert from "node:assert/strict";
import {
  cluster,
  conflictsOf,
  edgeSite,
  load,
  nodesByType,
  outcomeOf,
  planOf,
  pool,
  shape,
  workload,
} from "../fleets.js";

const HEAVY = workload({ cpu: 2, gib: 4, replicas: 6 });

describe("a pool's maxNodes", () => {
  it("makes the planner buy larger machines", () => {
    const six = planOf({ clusters: [cluster({ pools: [pool({ maxNodes: 6 })] })], workloads: [HEAVY] });
    assert.equal(six.cost.microPerHour, 110_000);
    const two = planOf({ clusters: [cluster({ pools: [pool({ maxNodes: 2 })] })], workloads: [HEAVY] });
    assert.deepEqual(nodesByType(two), { "x.large": 2 });
  });

  it("conflicts with a demand above it, and says how far it must rise", () => {
    const outcome = outcomeOf({
      clusters: [cluster({ pools: [pool({ maxNodes: 1 })] })],
      workloads: [HEAVY],
    });
    assert.equal(outcome.status, "infeasible");
    const [conflict] = outcome.conflicts;
    assert.equal(conflict?.label, "pool-limit");
    assert.equal(conflict.subject, "main/general");
    assert.match(conflict.message, /12 CPU requested, at most 8 CPU there/);
    assert.equal(conflict.waysOut[0], 'raise maxNodes of pool "general" from 1 to 2');
  });

  it("counts nodes that exist", () => {
    const pools = [pool({ nodes: [shape({ count: 3 })], maxNodes: 2 })];
    const [conflict] = conflictsOf({ clusters: [cluster({ pools })], workloads: [] });
    assert.equal(conflict?.label, "pool-limit");
  });
});

describe("a pool's minNodes", () => {
  it("is reached with the cheapest machines, empty ones over all zones", () => {
    const plan = planOf({ clusters: [cluster({ pools: [pool({ minNodes: 3 })] })], workloads: [] });
    assert.equal(plan.cost.microPerHour, 60_000);
    assert.equal(plan.search.stop, "proved");
    assert.equal(Object.keys(plan.clusters["main"]?.purchases ?? {}).length, 3);
  });

  it("is filled before anything dearer is bought", () => {
    // One x.large would hold all six; with four nodes to be had anyway, x.small hold it for less.
    const small = workload({ cpu: 1, gib: 2, replicas: 8 });
    const plan = planOf({ clusters: [cluster({ pools: [pool({ minNodes: 4 })] })], workloads: [small] });
    assert.equal(plan.cost.microPerHour, 80_000);
    assert.deepEqual(nodesByType(plan), { "x.small": 4 });
  });

  it("conflicts with a pool that nothing can be bought for", () => {
    const pools = [pool({ minNodes: 1, families: ["none"] })];
    const [conflict] = conflictsOf({ clusters: [cluster({ pools })], workloads: [] });
    assert.match(conflict?.message ?? "", /must have 1 node\(s\) \(minNodes\), and nothing is sold/);
  });
});

describe("quotas", () => {
  it("limit the virtual CPUs of all nodes together", () => {
    const [conflict] = conflictsOf({ clusters: [cluster({ quotas: { vcpu: 10 } })], workloads: [HEAVY] });
    assert.equal(conflict?.label, "quota");
    assert.equal(conflict.waysOut[0], 'raise the quota of cluster "main" from 10 to 12 vCPU(s)');
  });

  it("limit the nodes of all pools together", () => {
    const pools = [pool(), pool({ name: "second" })];
    const plan = planOf({ clusters: [cluster({ pools, quotas: { nodes: 2 } })], workloads: [HEAVY] });
    assert.equal(
      Object.values(nodesByType(plan)).reduce((sum, count) => sum + count, 0),
      2,
    );
  });

  it("count owned nodes and pool minimums", () => {
    const pools = [pool({ minNodes: 2 }), pool({ name: "own", nodes: [shape({ count: 2 })] })];
    const [conflict] = conflictsOf({ clusters: [cluster({ pools, quotas: { nodes: 3 } })], workloads: [] });
    assert.equal(conflict?.label, "quota");
    assert.match(conflict.message, /its owned nodes and pool minimums alone need 4/);
  });
});

describe("nodes that exist", () => {
  it("are all in the plan and paid for, used or not", () => {
    const nodes = [shape({ count: 3, microPerHour: 10_000 })];
    const plan = planOf({ clusters: [cluster({ pools: [pool({ nodes })] })], workloads: [workload()] });
    assert.equal(plan.cost.microPerHour, 30_000);
    assert.equal(plan.search.stop, "proved");
    const [purchase] = Object.values(plan.clusters["main"]?.purchases ?? {});
    assert.deepEqual(purchase?.layouts, [
      { nodes: 1, pods: { "main/default/web": 1 } },
      { nodes: 2, pods: {} },
    ]);
  });

  it("are used before anything is bought", () => {
    const pools = [pool({ name: "own", nodes: [shape()] }), pool()];
    const plan = planOf({ clusters: [cluster({ pools })], workloads: [workload({ replicas: 5 })] });
    assert.deepEqual(nodesByType(plan), { box: 1, "x.small": 1 });
  });

  it("of an edge site are a pool of the site's name, less what K3s keeps", () => {
    const plan = planOf({
      edgeSites: [edgeSite()],
      workloads: [workload({ target: { kind: "edgeSite", name: "store" } })],
    });
    const [purchase] = Object.values(plan.edgeSites["store"]?.purchases ?? {});
    assert.equal(purchase?.pool, "store");
    assert.ok((purchase.allocatable["ephemeralMiB"] ?? 0) < 32768);
  });

  it("conflict with replicas that they cannot hold, and say how many are missing", () => {
    const target = { kind: "edgeSite", name: "store" } as const;
    const outcome = outcomeOf({ edgeSites: [edgeSite()], workloads: [workload({ target, replicas: 6 })] });
    assert.equal(outcome.status, "infeasible");
    const [conflict] = outcome.conflicts;
    assert.equal(conflict?.label, "fixed-nodes");
    assert.match(conflict.message, /6 CPU requested, at most 4 CPU there/);
    assert.equal(conflict.waysOut[0], 'add 1 box node(s) to edge site "store"');
  });

  it("conflict with system load that they cannot hold", () => {
    const site = edgeSite({ systemLoad: [load({ requests: { memoryMiB: 9000 } })] });
    const [conflict] = conflictsOf({ edgeSites: [site], workloads: [] });
    assert.equal(conflict?.label, "fixed-nodes");
    assert.match(conflict.message, /system load takes 9000Mi memory of each box node/);
  });
});
