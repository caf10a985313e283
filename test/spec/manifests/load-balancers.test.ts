import assert from "node:assert/strict";
import { stringify } from "yaml";
import { loadBalancerRule } from "../../../src/catalogue/index.js";
import type { LoadBalancerAsked } from "../../../src/model/network.js";
import type { PlatformName } from "../../../src/model/fleet-spec.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { fleetKnowledge } from "../../../src/planner/fleet-knowledge.js";
import { loadCatalogue } from "../../../src/planner/load-catalogue.js";
import { checkFleet } from "../../../src/spec/check-fleet.js";
import { parseFleetText } from "../../../src/spec/parse-fleet.js";
import { deployment, importObjects, object } from "./manifests.js";
import type { Json } from "./manifests.js";

function service(name: string, spec: Json = {}, metadata: Json = {}): Json {
  return object("v1", "Service", {
    name,
    metadata,
    spec: { type: "LoadBalancer", selector: { app: "web" }, ...spec },
  });
}

function ingress(name: string, to: string, spec: Json = {}, annotations: Json = {}): Json {
  const rules = [{ http: { paths: [{ path: "/", backend: { service: { name: to } } }] } }];
  return object("networking.k8s.io/v1", "Ingress", {
    name,
    metadata: { annotations },
    spec: { rules, ...spec },
  });
}

function gateway(name: string, gatewayClassName: string): Json {
  return object("gateway.networking.k8s.io/v1", "Gateway", { name, spec: { gatewayClassName } });
}

describe("objects that may take a load balancer", () => {
  it("are Services of that type, Ingresses and Gateways, with the workloads that they lead to", () => {
    const { loadBalancers, diagnostics } = importObjects([
      deployment(),
      service("front", { loadBalancerClass: "service.k8s.aws/nlb" }),
      service("inside", { type: "ClusterIP" }),
      service("elsewhere", { selector: { app: "other" } }),
      ingress(
        "site",
        "inside",
        { ingressClassName: "alb" },
        { "alb.ingress.kubernetes.io/group.name": "shop" },
      ),
      gateway("edge", "gke-l7-global-external-managed"),
    ]);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      loadBalancers.map(({ kind, name, className, group, workloads }) => [
        kind,
        name,
        className,
        group,
        workloads,
      ]),
      [
        ["Gateway", "edge", "gke-l7-global-external-managed", undefined, []],
        ["Ingress", "site", "alb", "shop", ["default/web"]],
        ["Service", "elsewhere", undefined, undefined, []],
        ["Service", "front", "service.k8s.aws/nlb", undefined, ["default/web"]],
      ],
    );
  });
});

describe("the rule of a platform", () => {
  const asked = (more: Partial<LoadBalancerAsked>): LoadBalancerAsked => ({
    kind: "Service",
    namespace: "default",
    name: "a",
    isInternal: false,
    ...more,
  });
  const named = (platform: PlatformName, ...all: readonly Partial<LoadBalancerAsked>[]): unknown[] =>
    all.map((one) => loadBalancerRule(platform).nameOf(asked(one)));

  it("gives each Service of EKS and GKE one of its own, and those of AKS one together", () => {
    const two = [{}, { name: "b" }] as const;
    assert.deepEqual(named("eks", ...two), ["Service default/a", "Service default/b"]);
    assert.deepEqual(named("gke", ...two), ["Service default/a", "Service default/b"]);
    assert.deepEqual(named("aks", ...two, { isInternal: true }), [
      "shared public",
      "shared public",
      "shared internal",
    ]);
    assert.deepEqual(named("kubernetes", ...two), ["Service default/a", "Service default/b"]);
  });

  it("knows the classes of Ingresses and Gateways that its documents name, and says so of others", () => {
    const kind = "Ingress";
    assert.deepEqual(
      named(
        "eks",
        { kind, className: "alb" },
        { kind, className: "alb", group: "g" },
        { kind, className: "nginx" },
        { kind },
      ),
      ["Ingress default/a", "Ingress group g", "none", undefined],
    );
    assert.deepEqual(named("gke", { kind }, { kind, className: "nginx" }), ["Ingress default/a", "none"]);
    assert.deepEqual(
      named("gke", { kind: "Gateway", className: "gke-l7-rilb" }, { kind: "Gateway", className: "istio" }),
      ["Gateway default/a", undefined],
    );
    assert.deepEqual(named("eks", { kind: "Gateway", className: "x" }), [undefined]);
    assert.deepEqual(named("eks", { className: "tailscale" }), [undefined]);
  });
});

describe("load balancers of manifests", () => {
  const catalogue = loadCatalogue({
    regions: [
      { provider: "aws", region: "eu-central-1" },
      { provider: "azure", region: "germanywestcentral" },
    ],
  });
  const OBJECTS = [
    deployment(),
    service("front"),
    service("api"),
    ingress("site", "front", { ingressClassName: "alb" }),
    gateway("edge", "unheard-of"),
  ];

  function checked(
    limit: number | undefined,
    platform: "eks" | "aks" = "eks",
  ): ReturnType<typeof checkFleet> {
    const region = platform === "eks" ? "eu-central-1" : "germanywestcentral";
    const provider = platform === "eks" ? "aws" : "azure";
    const spec = {
      apiVersion: "stowage.dev/v1",
      name: "shop",
      clusters: [{ name: "main", platform, region, pools: [{ name: "general", chips: ["amd64"] }] }],
      workloads: [{ manifests: "k8s" }],
      ...(limit === undefined ? {} : { loadBalancerQuotas: [{ provider, region, limit }] }),
    };
    const parsed = parseFleetText({ text: stringify(spec) });
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const text = OBJECTS.map((one) => JSON.stringify(one)).join("\n---\n");
    const manifests = new Map([["k8s", [{ file: "k8s/all.yaml", text }]]]);
    return checkFleet({ parsed: parsed.value, manifests, knowledge: fleetKnowledge(catalogue) });
  }

  function planned(limit: number, platform: "eks" | "aks" = "eks"): ReturnType<typeof planFleetChecked> {
    const result = checked(limit, platform);
    assert.ok(result.ok, JSON.stringify(result.diagnostics));
    return planFleetChecked({ fleet: result.value.fleet, catalogue, version: "0.0.0" });
  }

  it("are held to the quotas of accounts as those that the spec states", () => {
    const outcome = planned(3);
    assert.ok(outcome.status === "planned", JSON.stringify(outcome));
    assert.deepEqual(Object.values(outcome.plan.loadBalancers ?? {}), [{ limit: 3, byCluster: { main: 3 } }]);
    const refused = planned(2);
    assert.equal(refused.status, "infeasible");
    assert.match(JSON.stringify(refused), /workloads take 3 load balancers/);
    const azure = planned(1, "aks");
    assert.ok(azure.status === "planned");
    assert.deepEqual(Object.values(azure.plan.loadBalancers ?? {}), [{ limit: 1, byCluster: { main: 1 } }]);
  });

  it("are told with rule and source, and that no price of them is known", () => {
    const told = (limit?: number): string[] =>
      checked(limit).diagnostics.flatMap(({ severity, message }) =>
        message.includes("load balancer") ? [`${severity}: ${message}`] : [],
      );
    const [unknown, counted] = told(3);
    assert.match(
      unknown ?? "",
      /^warning: Gateway default\/edge: whether it takes a load balancer .* is not known/,
    );
    assert.match(
      counted ?? "",
      /^info: 3 load balancer\(s\) in cluster "main" .*docs\.aws\.amazon\.com.*they are not priced/,
    );
    assert.match(told()[0] ?? "", /^info: /);
  });

  it("are part of what the spec says where a quota asks about them", () => {
    const digest = (limit?: number): string => {
      const result = checked(limit);
      assert.ok(result.ok);
      return result.value.fleet.specDigest;
    };
    const [before, without] = [digest(3), digest()];
    OBJECTS.push(service("more"));
    assert.deepEqual([digest(3) === before, digest() === without], [false, true]);
    OBJECTS.pop();
  });
});
