import assert from "node:assert/strict";
import { simulatePlan } from "../../src/simulate/index.js";
import { validFleet, validPlan } from "../verify/plan-builder.js";
import { pendingOf, replay, smallPlan } from "./small-plan.js";
import type { SmallNodes, SmallWorkload } from "./small-plan.js";

const GPU = { key: "gpu", effect: "NoSchedule" } as const;

describe("simulatePlan", () => {
  it("binds every pod of a plan that has room, in every order, target by target", () => {
    for (const order of ["largestFirst", "byName", { seed: 7 }] as const) {
      const targets = simulatePlan({ plan: validPlan(), fleet: validFleet(), order });
      assert.deepEqual(
        targets.map(({ name, pods, nodes, status }) => ({ name, pods, nodes, status })),
        [
          { name: "shop-eu", pods: 6, nodes: 2, status: "replayed" },
          { name: "hamburg-store", pods: 3, nodes: 2, status: "replayed" },
        ],
      );
      assert.ok(targets.every((target) => target.status === "replayed" && target.pending.length === 0));
    }
  });

  it("says why pods stay pending as kube-scheduler does: counts of reasons, sorted as text", () => {
    const nodes: SmallNodes[] = [
      { pool: "general", count: 3, cpu: 2, memory: 4 },
      { pool: "general", count: 2, cpu: 8, memory: 1 },
      { pool: "other", count: 1, cpu: 64 },
      { pool: "general", count: 1, cpu: 64, taints: [GPU] },
    ];
    const result = replay(nodes, [{ name: "web", cpu: 4, memory: 4, replicas: 2 }]);
    assert.deepEqual(pendingOf(result), {
      web:
        "2: 0/7 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, " +
        "1 node(s) had untolerated taint(s), 2 Insufficient memory, 3 Insufficient cpu.",
    });
    assert.equal(result.bound, 0);
    assert.deepEqual(result.pendingPpm, { cpuMilli: 1_000_000, memoryMiB: 1_000_000, pods: 1_000_000 });
  });

  it("names every resource that a node lacks", () => {
    const result = replay(
      [{ pool: "general", count: 1, cpu: 1, memory: 1, pods: 1, systemLoad: { pods: 1 } }],
      [{ name: "web", cpu: 2, memory: 2, more: { "nvidia.com/gpu": 1, ephemeralMiB: 5 } }],
    );
    assert.deepEqual(pendingOf(result), {
      web:
        "1: 0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient ephemeral-storage, " +
        "1 Insufficient memory, 1 Insufficient nvidia.com/gpu, 1 Too many pods.",
    });
  });

  it("counts system load as taken", () => {
    const load = { cpuMilli: 500, pods: 1 };
    const nodes = [{ pool: "general", count: 1, cpu: 4, systemLoad: load }];
    assert.equal(replay(nodes, [{ name: "web", cpu: 1, replicas: 4 }]).bound, 3);
  });

  it("shows that order matters: small pods first leave no hole for the large one", () => {
    const nodes = [{ pool: "general", count: 2, cpu: 4 }];
    const workloads: SmallWorkload[] = [
      { name: "a-small", cpu: 1, replicas: 4 },
      { name: "b-large", cpu: 4 },
    ];
    const byName = replay(nodes, workloads, "byName");
    assert.deepEqual(pendingOf(byName), {
      "b-large": "1: 0/2 nodes are available: 2 Insufficient cpu.",
    });
    assert.equal(byName.pendingPpm.cpuMilli, 500_000);
    assert.equal(replay(nodes, workloads, "largestFirst").pending.length, 0);
  });

  it("has pods that stand beside others wait until those are there, and only so long", () => {
    const nodes = [{ pool: "general", count: 2, cpu: 4 }];
    const beside = { workload: "shop-eu/default/b-base", over: "node" } as const;
    const guest = { name: "a-guest", cpu: 1, replicas: 3, beside };
    assert.deepEqual(pendingOf(replay(nodes, [guest, { name: "b-base", cpu: 1 }], "byName")), {});
    assert.deepEqual(pendingOf(replay(nodes, [guest, { name: "b-base", cpu: 2 }], "byName")), {
      "a-guest": "1: 0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match pod affinity rules.",
    });
  });

  it("puts all pods of a gang on the node of its first", () => {
    const nodes = [{ pool: "general", count: 2, cpu: 4 }];
    const gang = { within: "node", name: "default/a" } as const;
    const [first, second] = [
      { name: "a-gang", cpu: 1, replicas: 2, gang },
      { name: "b-gang", cpu: 1, replicas: 2, gang },
    ];
    assert.deepEqual(pendingOf(replay(nodes, [first, second], "byName")), {});
    const larger = { ...second, replicas: 3 };
    assert.deepEqual(pendingOf(replay(nodes, [first, larger], "byName")), {
      "b-gang": "1: 0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match pod affinity rules.",
    });
  });

  it("serves a higher priority first, whatever the order", () => {
    const nodes = [{ pool: "general", count: 2, cpu: 4 }];
    const workloads: SmallWorkload[] = [
      { name: "a-small", cpu: 1, replicas: 4 },
      { name: "b-large", cpu: 4, priority: 10 },
    ];
    assert.equal(replay(nodes, workloads, "byName").pending.length, 0);
  });

  it("gives the same for the same seed, and not the same for all seeds", () => {
    const nodes = [{ pool: "general", count: 4, cpu: 4 }];
    const workloads: SmallWorkload[] = [
      { name: "large", cpu: 4, replicas: 2 },
      { name: "small", cpu: 1, replicas: 8 },
    ];
    const boundBy = (seed: number): number => replay(nodes, workloads, { seed }).bound;
    const seeds = Array.from({ length: 20 }, (_none, seed) => seed);
    assert.deepEqual(seeds.map(boundBy), seeds.map(boundBy));
    assert.ok(new Set(seeds.map(boundBy)).size > 1);
  });

  it("keeps pods to the pools of their placement", () => {
    const nodes = [
      { pool: "a", count: 1, cpu: 1 },
      { pool: "b", count: 1, cpu: 64 },
    ];
    assert.equal(replay(nodes, [{ name: "web", cpu: 1, replicas: 2, pools: ["a"] }]).bound, 1);
    assert.equal(replay(nodes, [{ name: "web", cpu: 1, replicas: 2, pools: ["a", "b"] }]).bound, 2);
  });

  it("keeps to node selectors, image platforms and bound volumes", () => {
    const nodes = [
      { pool: "general", count: 1, cpu: 9, zone: "a", labels: { "kubernetes.io/arch": "amd64" } },
      { pool: "general", count: 1, cpu: 1, zone: "b", labels: { "kubernetes.io/arch": "arm64", ssd: "" } },
    ];
    const bound = (rules: Partial<SmallWorkload>): number =>
      replay(nodes, [{ name: "web", cpu: 1, replicas: 2, ...rules }]).bound;
    assert.equal(bound({}), 2);
    assert.equal(bound({ requiredNodeTerms: [{ requirements: [{ key: "ssd", operator: "Exists" }] }] }), 1);
    assert.equal(bound({ imagePlatforms: ["linux/arm64"] }), 1);
    assert.deepEqual(
      pendingOf(replay(nodes, [{ name: "db", cpu: 2, volumes: [{ name: "data", availabilityZone: "b" }] }])),
      {
        db: "1: 0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match PersistentVolume's node affinity.",
      },
    );
  });

  it("keeps to caps a node and host ports", () => {
    const nodes = [{ pool: "general", count: 2, cpu: 9 }];
    assert.deepEqual(pendingOf(replay(nodes, [{ name: "web", cpu: 1, replicas: 3, maxPerNode: 1 }])), {
      web: "1: 0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.",
    });
    const more = { "hostPort/TCP/80": 1 };
    assert.deepEqual(pendingOf(replay(nodes, [{ name: "web", cpu: 1, replicas: 3, more }])), {
      web: "1: 0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports.",
    });
  });

  it("keeps to hard spread over availability zones, full zones and zones of tainted nodes included", () => {
    const spread = { maxSkew: 1 };
    const zones = (b: SmallNodes): SmallNodes[] => [{ pool: "general", count: 1, cpu: 9, zone: "a" }, b];
    const web = { name: "web", cpu: 1, replicas: 6, zoneSpread: spread };
    const full = replay(zones({ pool: "general", count: 1, cpu: 2, zone: "b" }), [web]);
    assert.deepEqual(pendingOf(full), {
      web: "1: 0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match pod topology spread constraints.",
    });
    const tainted = replay(zones({ pool: "general", count: 1, cpu: 9, zone: "b", taints: [GPU] }), [web]);
    assert.equal(tainted.bound, 1);
    const otherPool = replay(zones({ pool: "other", count: 1, cpu: 9, zone: "b" }), [web]);
    assert.equal(otherPool.bound, 6);
    const fewDomains = { ...web, zoneSpread: { maxSkew: 1, minDomains: 3 } };
    assert.equal(replay(zones({ pool: "general", count: 1, cpu: 9, zone: "b" }), [fewDomains]).bound, 2);
  });

  it("never has all replicas that must survive the loss of a zone in one zone", () => {
    const nodes = (b: number): SmallNodes[] => [
      { pool: "general", count: 1, cpu: 9, zone: "a" },
      { pool: "general", count: 1, cpu: b, zone: "b" },
    ];
    const web = { name: "web", cpu: 2, replicas: 3, survive: "availabilityZone" } as const;
    assert.equal(replay(nodes(2), [web]).bound, 3);
    assert.deepEqual(pendingOf(replay(nodes(1), [web])), {
      web: "1: 0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match pod topology spread constraints.",
    });
    assert.equal(replay(nodes(1), [{ ...web, replicas: 1 }]).bound, 1);
    assert.equal(replay(nodes(1), [{ ...web, survive: "node" }]).bound, 3);
  });

  it("never has all replicas that must survive a risk group in the zones of one, in any order", () => {
    const nodes = (cpu: Readonly<Record<string, number>>): SmallNodes[] =>
      Object.entries(cpu).map(([zone, each]) => ({ pool: "general", count: 1, cpu: each, zone }));
    const web = { name: "web", cpu: 1, survive: "riskGroup", riskZones: { feed: ["a", "b"] } } as const;
    const other = { name: "other", cpu: 1, replicas: 4 };
    const orders = ["largestFirst", "byName", { seed: 7 }, { seed: 8 }, { seed: 9 }] as const;
    for (const order of orders) {
      // However much room a and b have, one of five waits for c.
      const full = replay(nodes({ a: 9, b: 9, c: 0 }), [{ ...web, replicas: 5 }, other], order);
      assert.equal(full.bound, 8);
      assert.equal(replay(nodes({ a: 9, b: 9, c: 2 }), [{ ...web, replicas: 5 }], order).bound, 5);
      // Two of them have no third zone to be in: bound to a and c.
      const two = { ...web, replicas: 2, boundZones: ["a", "c"] };
      assert.equal(replay(nodes({ a: 9, b: 9, c: 0 }), [two], order).bound, 1);
      assert.equal(replay(nodes({ a: 1, b: 9, c: 1 }), [two], order).bound, 2);
    }
  });

  it("without a fleet assumes that pods tolerate the nodes on which the plan puts them", () => {
    const nodes = [{ pool: "general", count: 1, cpu: 4, taints: [GPU] }];
    const workloads = [{ name: "web", cpu: 1 }];
    const [target] = simulatePlan({ plan: smallPlan(nodes, workloads), order: "byName" });
    assert.ok(target?.status === "replayed" && target.bound === 1);
    assert.equal(replay(nodes, workloads).bound, 0);
  });

  it("does not replay what is above the work limit, and says so with both numbers", () => {
    const plan = smallPlan(
      [{ pool: "general", count: 900_000_000, cpu: 4 }],
      [{ name: "web", cpu: 1, replicas: 900 }],
    );
    const [target] = simulatePlan({ plan, order: "byName" });
    assert.deepEqual(target, {
      kind: "cluster",
      name: "shop-eu",
      pods: 900,
      nodes: 900_000_000,
      status: "notReplayed",
      workUnits: 900_000_100_000,
      workUnitsLimit: 20_000_000,
    });
  });

  it("answers for a target without nodes", () => {
    assert.deepEqual(pendingOf(replay([], [{ name: "web", cpu: 1 }])), {
      web: "1: no nodes available to schedule pods",
    });
  });
});
