import * as assert from "node:assert/strict";
import { kubernetes } from "../../../src/components/platforms/kubernetes.js";
import type { WorkloadKind } from "../../../src/model/fleet.js";
import { build } from "./built-cluster.js";
import { WEB, WEB_MANIFEST, clusterPlan, webPlan } from "./cluster-plans.js";
import { assertGraph } from "./golden-graph.js";
import { Parent, registeredBy, useMocks } from "./recorded-program.js";

const PLAN = clusterPlan({
  platform: "kubernetes",
  region: "eu-central-1",
  purchases: [
    { pool: "rack", instanceType: "r1", zone: "hall-1", option: "owned", holds: { [WEB]: 2 } },
    {
      pool: "shelf",
      instanceType: "r2",
      zone: "hall-2",
      architecture: "arm64",
      option: "owned",
      holds: { [WEB]: 1 },
    },
  ],
});

const WORKLOAD = webPlan({ rack: 2, shelf: 1 });

function names(graph: Awaited<ReturnType<typeof build>>["graph"]): string[] {
  return graph.map(({ name }) => name);
}

describe("kubernetes", () => {
  before(useMocks);

  it("buys nothing: closed namespaces and the scheduled workload are all that is created", async () => {
    const { graph, cluster } = await build({
      platform: kubernetes,
      plan: PLAN,
      wiring: {},
      workload: WORKLOAD,
      namespaces: ["default", "kube-system", "pay", "web"],
    });
    assertGraph("kubernetes", graph);
    assert.equal(cluster.createNodes, undefined);
    assert.equal(cluster.endpoint, undefined);
    assert.deepEqual(Object.keys(cluster.resources), ["namespace-pay", "namespace-web"]);
  });

  it("leaves namespaces alone that exist already", async () => {
    const { graph } = await build({
      platform: kubernetes,
      plan: PLAN,
      wiring: { existingNamespaces: ["pay"] },
      namespaces: ["pay", "web"],
    });
    assert.deepEqual(names(graph), ["shop-namespace-web", "shop-default-deny-web"]);
  });

  it("creates no network policy where traffic is allowed by default", async () => {
    const { graph } = await build({
      platform: kubernetes,
      plan: PLAN,
      wiring: { allowTrafficByDefault: true },
    });
    assert.deepEqual(names(graph), ["shop-namespace-web"]);
  });

  const classes: readonly [WorkloadKind, string][] = [
    ["Deployment", "kubernetes:apps/v1:Deployment"],
    ["StatefulSet", "kubernetes:apps/v1:StatefulSet"],
    ["ReplicaSet", "kubernetes:apps/v1:ReplicaSet"],
    ["Job", "kubernetes:batch/v1:Job"],
    ["CronJob", "kubernetes:batch/v1:CronJob"],
    ["Pod", "kubernetes:core/v1:Pod"],
  ];
  for (const [kind, type] of classes) {
    it(`creates a ${kind} through its typed class, in the namespace of the plan`, async () => {
      const workload = { id: WEB, plan: { ...WORKLOAD, kind }, manifest: { ...WEB_MANIFEST, kind } };
      const graph = await registeredBy(() => {
        const site = { name: "shop", parent: new Parent("shop") };
        const cluster = kubernetes.createCluster({ plan: PLAN, wiring: {}, site, namespaces: [] });
        cluster.createWorkload!(workload, site);
      });
      assert.deepEqual(
        graph.map((one) => [one.type, one.name]),
        [[type, `shop-${kind.toLowerCase()}-web-frontend`]],
      );
      const { metadata } = graph[0]!.inputs as { metadata: unknown };
      assert.deepEqual(metadata, { ...WEB_MANIFEST.metadata, namespace: "web" });
    });
  }

  it("creates no pods of a workload without a manifest", async () => {
    const graph = await registeredBy(() => {
      const site = { name: "shop", parent: new Parent("shop") };
      const cluster = kubernetes.createCluster({ plan: PLAN, wiring: {}, site, namespaces: [] });
      assert.equal(cluster.createWorkload!({ id: WEB, plan: WORKLOAD }, site), undefined);
    });
    assert.deepEqual(graph, []);
  });
});
