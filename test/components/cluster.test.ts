import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Cluster, Workload } from "../../src/components/index.js";
import type { ClusterPlan } from "../../src/planner/index.js";
import { WEB, WEB_MANIFEST, clusterPlan, webPlan } from "./platforms/cluster-plans.js";
import { registeredBy, useMocks } from "./platforms/recorded-program.js";

const ZONE = "eu-central-1a";
const PLAN: ClusterPlan = {
  ...clusterPlan({
    platform: "eks",
    region: "eu-central-1",
    purchases: [
      { pool: "general", instanceType: "m7g.large", zone: ZONE, architecture: "arm64", holds: { [WEB]: 1 } },
      { pool: "spare", instanceType: "m7i.large", zone: ZONE },
    ],
  }),
  pools: {
    general: { labels: {}, taints: [], nodes: 2, minNodes: 0 },
    spare: { labels: {}, taints: [], nodes: 2, minNodes: 0 },
  },
};
const WORKLOADS = { [WEB]: webPlan({ general: 1 }) };
const EKS = { subnetIds: ["subnet-a", "subnet-b"], subnetIdsByAvailabilityZone: { [ZONE]: "subnet-a" } };

class ProviderStandIn extends pulumi.ProviderResource {
  constructor() {
    super("kubernetes", "of-the-cluster");
  }
}

describe("Cluster", () => {
  before(useMocks);

  it("has a node pool for each pool of the plan, and one node group in it for each purchase", async () => {
    const graph = await registeredBy(
      () => new Cluster("shop", { plan: PLAN, workloads: WORKLOADS, eks: EKS }),
    );
    const names = (type: string): string[] =>
      graph.filter((one) => one.type === type).map(({ name }) => name);
    assert.deepEqual(names("stowage:index:NodePool"), ["shop-pool-general", "shop-pool-spare"]);
    assert.equal(names("aws:eks/nodeGroup:NodeGroup").length, 2);
    assert.deepEqual(names("stowage:index:Workload"), ["shop-workload-web-frontend"]);
    assert.deepEqual(
      graph.filter(({ type }) => type.startsWith("kubernetes:")),
      [],
    );
  });

  it("creates pods from manifests where the wiring leads to the cluster's API", async () => {
    const graph = await registeredBy(() => {
      const kubernetesProvider = new ProviderStandIn();
      const eks = { ...EKS, kubernetesProvider };
      const manifests = { [WEB]: { ...WEB_MANIFEST } };
      return new Cluster("shop", { plan: PLAN, workloads: WORKLOADS, eks, manifests });
    });
    const types = graph.map(({ type }) => type).filter((type) => type.startsWith("kubernetes:"));
    assert.deepEqual(types.sort(), [
      "kubernetes:apps/v1:Deployment",
      "kubernetes:core/v1:LimitRange",
      "kubernetes:core/v1:Namespace",
      "kubernetes:core/v1:ResourceQuota",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    ]);
  });

  it("leaves out workloads of other clusters", async () => {
    const other = { ...webPlan({ general: 1 }), target: { kind: "cluster", name: "elsewhere" } } as const;
    const graph = await registeredBy(
      () =>
        new Cluster("shop", { plan: PLAN, workloads: { "elsewhere/web/frontend": other }, target: "sim" }),
    );
    assert.deepEqual(
      graph.filter(({ type }) => type.endsWith(":Workload")),
      [],
    );
  });

  it("builds any platform on the simulated cloud", async () => {
    const graph = await registeredBy(
      () => new Cluster("shop", { plan: PLAN, workloads: WORKLOADS, target: "sim" }),
    );
    assert.deepEqual([...new Set(graph.map(({ type }) => type))].sort(), [
      "stowage:index:Cluster",
      "stowage:index:NodePool",
      "stowage:index:Workload",
      "stowage:sim:Cluster",
      "stowage:sim:NodePool",
      "stowage:sim:Workload",
    ]);
  });

  it("refuses a slice that is an output: nothing could be built from it in a preview", () => {
    const plan = pulumi.output(PLAN) as unknown as ClusterPlan;
    assert.throws(() => new Cluster("shop", { plan, target: "sim" }), /Cluster needs `plan` as plain data/);
    assert.throws(() => new Cluster("shop", { plan: undefined as never }), /the slice of a plan/);
  });
});

describe("Workload", () => {
  before(useMocks);
  const template = { containers: [{ name: "main", image: "web:1" }] };
  const cluster = { platformCluster: { resources: {} } };

  it("makes a controller of the planned kind around a pod template", async () => {
    const made: unknown[] = [];
    const host = {
      platformCluster: {
        resources: {},
        createWorkload: ({ manifest }: { manifest?: unknown }) => {
          made.push(manifest);
          return undefined;
        },
      },
    };
    await registeredBy(
      () => new Workload("web", { id: WEB, plan: webPlan({ general: 1 }), cluster: host, template }),
    );
    const [deployment] = made as [{ kind: string; spec: { template: { spec: unknown } } }];
    assert.equal(deployment.kind, "Deployment");
    assert.deepEqual(deployment.spec.template.spec, template);
  });

  it("refuses a template for kinds that are more than their pods, and a template beside a manifest", () => {
    const plan = { ...webPlan({ general: 1 }), kind: "StatefulSet" } as const;
    assert.throws(
      () => new Workload("web", { id: WEB, plan, cluster, template }),
      /is a StatefulSet: a pod template does not say all of it/,
    );
    assert.throws(
      () =>
        new Workload("web", {
          id: WEB,
          plan: webPlan({ general: 1 }),
          cluster,
          template,
          manifest: { ...WEB_MANIFEST },
        }),
      /has a manifest and a template/,
    );
  });
});
