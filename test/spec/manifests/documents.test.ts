import assert from "node:assert/strict";
import {
  deployment,
  errorsOf,
  importObjects,
  importTexts,
  object,
  soleFault,
  soleMessage,
  template,
} from "./manifests.js";
import type { Json } from "./manifests.js";

function namesOf(...objects: readonly unknown[]): string[] {
  return importObjects(objects).workloads.map(({ workload }) => workload.name);
}

function podNamed(metadata: Json): Json {
  return { apiVersion: "v1", kind: "Pod", metadata, spec: template()["spec"] };
}

describe("readDocuments", () => {
  it("reads several documents a file and several files, and warns of empty ones", () => {
    const text = ["null", JSON.stringify(deployment()), "# nothing", ""].join("\n---\n");
    const { workloads, diagnostics } = importTexts([
      text,
      "",
      JSON.stringify(deployment({}, { name: "api" })),
    ]);
    assert.deepEqual(
      diagnostics.map(({ file, severity, message }) => [file, severity, message]),
      [["1.yaml", "warning", "the file is empty: it holds no Kubernetes object"]],
    );
    assert.deepEqual(
      workloads.map(({ workload }) => workload.origin),
      ["2.yaml#/0 (Deployment)", "0.yaml#/1 (Deployment)"],
    );
  });

  it("reads the items of lists, nested and typed ones too", () => {
    const untyped = { ...deployment({}, { name: "typed" }), apiVersion: undefined, kind: undefined };
    const objects = [
      {
        apiVersion: "v1",
        kind: "List",
        items: [deployment(), { apiVersion: "v1", kind: "List", items: [] }],
      },
      { apiVersion: "apps/v1", kind: "DeploymentList", items: [untyped] },
    ];
    assert.deepEqual(namesOf(...objects), ["typed", "web"]);
    const faulty = { apiVersion: "v1", kind: "List", items: [deployment({ containers: [] })] };
    assert.equal(soleFault(faulty), "error invalid-manifest /items/0/spec/template/spec");
  });

  it("names each kind that is not read, once an object", () => {
    const { diagnostics, workloads } = importObjects([
      object("v1", "ConfigMap", { name: "front" }),
      object("v1", "LimitRange", { name: "limits" }),
      object("monitoring.coreos.com/v1", "Prometheus", { name: "k8s" }),
      object("apps.kruise.io/v1alpha1", "StatefulSet", { name: "cloned" }),
    ]);
    assert.deepEqual(workloads, []);
    assert.deepEqual(
      diagnostics.map(({ code, severity, message }) => [code, severity, message]),
      [
        ["skipped-kind", "info", "ConfigMap front (v1) is not read"],
        ["skipped-kind", "info", "LimitRange limits (v1) is not read"],
        ["skipped-kind", "info", "Prometheus k8s (monitoring.coreos.com/v1) is not read"],
        ["skipped-kind", "info", "StatefulSet cloned (apps.kruise.io/v1alpha1) is not read"],
      ],
    );
    assert.match(diagnostics[1]!.hint!, /default requests are not applied/);
    assert.match(diagnostics[2]!.hint!, /add them to the spec as a workload/);
  });

  it("warns of objects whose controllers make pods, by what they say of them", () => {
    const { diagnostics } = importObjects([
      object("monitoring.coreos.com/v1", "Prometheus", {
        name: "k8s",
        spec: { replicas: 2, resources: { requests: { memory: "400Mi" } } },
      }),
      object("argoproj.io/v1alpha1", "Rollout", { name: "web", spec: { template: template() } }),
      object("monitoring.coreos.com/v1", "ServiceMonitor", { name: "web", spec: { endpoints: [] } }),
      object("example.com/v1", "Odd", { name: "text", spec: "resources" as unknown as Json }),
      object("networking.k8s.io/v1", "IngressClass", { name: "own", spec: { replicas: 1 } }),
    ]);
    assert.deepEqual(
      diagnostics.map(({ severity, message }) => [severity, message]),
      [
        [
          "warning",
          "Prometheus k8s (monitoring.coreos.com/v1) is not read, and it seems to make pods (it has replicas, resources), which this plan has no room for",
        ],
        [
          "warning",
          "Rollout web (argoproj.io/v1alpha1) is not read, and it seems to make pods (it has template), which this plan has no room for",
        ],
        ["info", "ServiceMonitor web (monitoring.coreos.com/v1) is not read"],
        ["info", "Odd text (example.com/v1) is not read"],
        ["info", "IngressClass own (networking.k8s.io/v1) is not read"],
      ],
    );
    assert.match(diagnostics[0]!.hint!, /add its pods to the spec as a workload/);
  });

  it("does not warn of templates, resources and replicas that are no pods'", () => {
    const { diagnostics } = importObjects([
      object("karpenter.sh/v1", "NodePool", { spec: { template: { spec: { expireAfter: "720h" } } } }),
      object("argoproj.io/v1alpha1", "ApplicationSet", { spec: { template: { spec: { project: "web" } } } }),
      object("bitnami.com/v1alpha1", "SealedSecret", { spec: { template: { type: "Opaque" } } }),
      object("example.com/v1", "Composition", { spec: { resources: [{ name: "bucket" }] } }),
      object("example.com/v1", "Odd", { spec: { containers: "none", replicas: {}, template: [] } }),
    ]);
    assert.deepEqual(
      diagnostics.map(({ severity }) => severity),
      ["info", "info", "info", "info", "info"],
    );
  });

  it("refuses apiVersions that Kubernetes has given up or put elsewhere", () => {
    const cases = [
      ["extensions/v1beta1", "Deployment"],
      ["apps/v1beta2", "Deployment"],
      ["v1", "Deployment"],
      ["batch/v1beta1", "CronJob"],
      ["autoscaling/v2beta2", "HorizontalPodAutoscaler"],
      ["policy/v1beta1", "PodDisruptionBudget"],
    ] as const;
    for (const [apiVersion, kind] of cases) {
      assert.equal(soleFault(object(apiVersion, kind)), "error invalid-manifest /apiVersion");
    }
    assert.match(soleMessage(object("apps/v1beta2", "Deployment")), /v1\.36 has apps\/v1$/);
  });

  it("refuses documents without kind and apiVersion, and those that are no objects", () => {
    assert.match(soleMessage({ metadata: { name: "x" } }), /has no kind and no apiVersion/);
    assert.match(soleMessage({ kind: "Pod" }), /has no apiVersion/);
    assert.match(soleMessage({ kind: 7, apiVersion: "v1" }), /is a number; a text is needed/);
    assert.match(soleMessage("text"), /is a text; an object is needed/);
    assert.match(soleMessage([1]), /is a list; an object is needed/);
  });

  it("passes on what the text says that is no YAML", () => {
    const { diagnostics } = importTexts(["kind: [", JSON.stringify(deployment())]);
    assert.deepEqual(
      diagnostics.map(({ code, file }) => [code, file]),
      diagnostics.map(() => ["syntax", "0.yaml"]),
    );
    assert.ok(diagnostics.length > 0);
  });

  it("makes names of generateName, each once", () => {
    const pods = [podNamed({ generateName: "run-" }), podNamed({ generateName: "run-" })];
    assert.deepEqual(namesOf(...pods), ["run", "run-2"]);
  });

  it("refuses objects without a name and names that the server refuses", () => {
    assert.match(soleMessage(podNamed({})), /has no metadata.name; every Pod has one/);
    assert.equal(soleFault(podNamed({ name: "Web_1" })), "error invalid-manifest /metadata/name");
    assert.equal(
      soleFault(podNamed({ name: "web", namespace: "a.b" })),
      "error invalid-manifest /metadata/namespace",
    );
    assert.match(soleMessage(podNamed({ name: "a".repeat(254) })), /of 254 characters; at most 253/);
  });

  it("refuses the same object twice and names both places", () => {
    const text = JSON.stringify(deployment());
    const twice = importTexts([text, `---\n\n${text}`]);
    assert.equal(twice.workloads.length, 1);
    assert.deepEqual(
      errorsOf(twice).map(({ code, file, line, message }) => [code, file, line, message]),
      [
        [
          "duplicate-name",
          "1.yaml",
          3,
          "Deployment default/web is given twice: in 0.yaml line 1 and in 1.yaml line 3",
        ],
      ],
    );
    assert.deepEqual(errorsOf(importObjects([deployment(), deployment({}, { namespace: "bank" })])), []);
  });
});
