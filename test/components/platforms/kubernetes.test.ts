import * as assert from "node:assert/strict";
import { kubernetes } from "../../../src/components/platforms/kubernetes.js";
import type { WorkloadKind } from "../../../src/model/fleet.js";
import type { ClusterPlan, WorkloadPlan } from "../../../src/model/plan.js";
import { build, refusalOf } from "./built-cluster.js";
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

const API = "shop/api/orders";

/** In a compliance zone with every rule, and traffic from the internet to the web to the API to a database. */
const RULED: ClusterPlan = {
  ...PLAN,
  complianceZone: "eu",
  complianceZoneRules: {
    jurisdictions: ["EEA"],
    dataClasses: ["personal"],
    regimes: ["gdpr"],
    registries: ["registry.test", "ghcr.io/shop"],
    signatureAnnotation: "signing.test/verified",
  },
  flows: [
    { fromCidr: "0.0.0.0/0", toWorkload: WEB, ports: ["TCP/8080"] },
    { fromWorkload: WEB, toWorkload: API, ports: ["TCP/8080", "TCP/8443"] },
    { fromWorkload: API, toCidr: "10.0.0.0/8", ports: [] },
  ],
};

const FULL: WorkloadPlan = {
  ...WORKLOAD,
  peak: 5,
  priority: 1000,
  dataClass: "personal",
  disruptionBudget: { minAvailable: 2 },
  zoneSpread: { maxSkew: 1 },
};

const OTHER: WorkloadPlan = {
  ...WORKLOAD,
  name: "orders",
  namespace: "api",
  kind: "CronJob",
  requests: { cpuMilli: 250, memoryMiB: 100, pods: 1, "nvidia.com/gpu": 1 },
};

function withPodField(spec: typeof WEB_MANIFEST.spec, field: object): object {
  return { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, ...field } } };
}

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
    assert.deepEqual(names(graph), [
      "shop-container-defaults-web",
      "shop-namespace-web",
      "shop-default-deny-web",
    ]);
  });

  it("creates no network policy where traffic is allowed by default", async () => {
    const { graph } = await build({
      platform: kubernetes,
      plan: PLAN,
      wiring: { allowTrafficByDefault: true },
    });
    assert.deepEqual(names(graph), ["shop-container-defaults-web", "shop-namespace-web"]);
  });

  it("holds all that the plan means: rules, room, flows, budget, priority and the autoscaler's limits", async () => {
    const { graph } = await build({
      platform: kubernetes,
      plan: RULED,
      wiring: {},
      workload: FULL,
      workloads: { [WEB]: FULL, [API]: OTHER },
      namespaces: ["api", "web"],
    });
    assertGraph("kubernetes-rules", graph);
  });

  it("creates one priority class for each value, and none for pods that name theirs", async () => {
    const named = { ...WEB_MANIFEST, spec: withPodField(WEB_MANIFEST.spec, { priorityClassName: "mine" }) };
    const graph = await registeredBy(() => {
      const site = { name: "shop", parent: new Parent("shop") };
      const cluster = kubernetes.createCluster({ plan: PLAN, wiring: {}, site, namespaces: [] });
      for (const [name, manifest] of [
        ["one", WEB_MANIFEST],
        ["two", WEB_MANIFEST],
        ["three", named],
      ] as const)
        cluster.createWorkload!(
          { id: WEB, plan: { ...WORKLOAD, name, priority: 500 }, manifest },
          { ...site, name },
        );
    });
    assert.deepEqual(
      graph.map(({ name, inputs }) => [
        name,
        (
          inputs as {
            readonly spec?: { readonly template: { readonly spec: { priorityClassName?: string } } };
          }
        ).spec?.template.spec.priorityClassName,
      ]),
      [
        ["one-deployment-web-one", "stowage-500"],
        ["three-deployment-web-three", "mine"],
        ["two-deployment-web-two", "stowage-500"],
        ["shop-priority-500", undefined],
      ],
    );
  });

  it("leaves out the kinds that others create", async () => {
    const { graph } = await build({
      platform: kubernetes,
      plan: RULED,
      wiring: {
        leaveOut: [
          "ResourceQuota",
          "LimitRange",
          "PodDisruptionBudget",
          "HorizontalPodAutoscaler",
          "PriorityClass",
          "ValidatingAdmissionPolicy",
        ],
        allowTrafficByDefault: true,
      },
      workload: FULL,
      workloads: { [WEB]: FULL, [API]: OTHER },
      namespaces: ["api", "web"],
    });
    assert.deepEqual(names(graph), [
      "shop-deployment-web-frontend",
      "shop-namespace-api",
      "shop-namespace-web",
    ]);
    assert.doesNotMatch(JSON.stringify(graph), /priorityClassName/);
  });

  it("refuses kinds that it never creates, and levels that do not exist, before anything is registered", async () => {
    const plan = PLAN;
    assert.match(
      await refusalOf({ platform: kubernetes, plan, wiring: { leaveOut: ["Secret"] } }),
      /`leaveOut` names Secret; it may name ResourceQuota, /,
    );
    assert.match(
      await refusalOf({ platform: kubernetes, plan, wiring: { podSecurity: "open" } }),
      /`podSecurity` is "open"/,
    );
  });

  it("lets namespaces whose workloads hold ports of nodes do so", async () => {
    const holding = { ...WORKLOAD, requests: { ...WORKLOAD.requests, "hostPort/TCP/80": 1 } };
    const { graph } = await build({
      platform: kubernetes,
      plan: PLAN,
      wiring: { podSecurity: "restricted" },
      workloads: { [WEB]: holding, [API]: OTHER },
      namespaces: ["api", "web"],
    });
    const levels = graph
      .filter(({ type }) => type === "kubernetes:core/v1:Namespace")
      .map(
        ({ inputs }) =>
          (inputs as { readonly metadata: { readonly labels: Record<string, string> } }).metadata,
      )
      .map(({ labels }) => labels["pod-security.kubernetes.io/enforce"]);
    assert.deepEqual(levels, ["restricted", "privileged"]);
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
