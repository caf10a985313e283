import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { importManifests } from "../../../src/spec/manifests/import-manifests.js";
import type { ManifestText } from "../../../src/spec/manifests/imported.js";
import { fleetSpecOf } from "../../../src/spec/manifests/to-fleet-spec.js";
import { addResources } from "../../../src/units/resources.js";
import type { ResourceVector } from "../../../src/units/resources.js";
import {
  OPTIONS,
  container,
  deployment,
  errorsOf,
  importObjects,
  importTexts,
  object,
  soleFault,
  soleMessage,
  template,
} from "./manifests.js";

function manifestsIn(folder: string): ManifestText[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const file = join(folder, name);
      return statSync(file).isDirectory() ? manifestsIn(file) : [{ file, text: readFileSync(file, "utf8") }];
    });
}

const DAEMON_SET = object("apps/v1", "DaemonSet", {
  name: "agent",
  namespace: "monitoring",
  spec: {
    template: template({
      containers: [container({ ports: [{ containerPort: 9100, hostPort: 9100 }] })],
      nodeSelector: { "kubernetes.io/os": "linux" },
      tolerations: [{ operator: "Exists" }],
    }),
  },
});

const MISTAKES = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: -2
  template:
    spec:
      containers:
        - name: main
          resources:
            requests:
              cpu: many
              memory: 1Gi
`;

describe("importManifests", () => {
  it("sorts workloads by namespace and name, whatever the order of the files", () => {
    const objects = [
      deployment({}, { name: "b", namespace: "two" }),
      deployment({}, { name: "b", namespace: "one" }),
      deployment({}, { name: "a", namespace: "two" }),
    ];
    const names = (list: readonly unknown[]): string[] =>
      importObjects(list).workloads.map(({ workload }) => `${workload.namespace}/${workload.name}`);
    assert.deepEqual(names(objects), ["one/b", "two/a", "two/b"]);
    assert.deepEqual(names(objects.toReversed()), ["one/b", "two/a", "two/b"]);
  });

  it("reads a DaemonSet as system load, without the pod that the planner adds", () => {
    const { workloads, systemLoad, diagnostics } = importObjects([DAEMON_SET]);
    assert.deepEqual([workloads, diagnostics], [[], []]);
    assert.deepEqual(systemLoad, [
      {
        load: {
          name: "agent",
          requests: { cpuMilli: 500, memoryMiB: 1024, "hostPort/TCP/9100": 1 },
          requiredNodeTerms: [
            { requirements: [{ key: "kubernetes.io/os", operator: "In", values: ["linux"] }] },
          ],
          tolerations: [{ operator: "Exists" }],
        },
        namespace: "monitoring",
        origin: "0.yaml#/0 (DaemonSet)",
      },
    ]);
  });

  it("reports every fault at once, with file, path and line", () => {
    assert.deepEqual(
      importTexts([MISTAKES]).diagnostics.map(({ code, file, path, line }) => [code, file, path, line]),
      [
        ["invalid-manifest", "0.yaml", "/spec/replicas", 6],
        ["invalid-quantity", "0.yaml", "/spec/template/spec/containers/0/resources/requests/cpu", 13],
        ["missing-requests", "0.yaml", "/spec/template/spec/containers/0/resources", 12],
      ].sort((left, right) => Number(left[3]) - Number(right[3])),
    );
  });

  it("refuses pods without containers and values of the wrong type", () => {
    const path = "error invalid-manifest /spec/template/spec";
    assert.equal(soleFault(deployment({ containers: null })), path);
    assert.equal(soleFault(deployment({ containers: [] })), path);
    assert.equal(soleFault(deployment({ containers: "main" })), `${path}/containers`);
    assert.equal(soleFault(deployment({ affinity: [] })), `${path}/affinity`);
    assert.equal(
      soleFault(object("apps/v1", "Deployment", { spec: { template: template({}, [1] as never) } })),
      "error invalid-manifest /spec/template/metadata/labels",
    );
    assert.match(soleMessage(deployment({ tolerations: {} })), /is an object; a list is needed/);
  });

  it("refuses a selector that misses its own pods", () => {
    const selector = { matchLabels: { app: "api" } };
    assert.equal(soleFault(deployment({}, { spec: { selector } })), "error invalid-manifest /spec/selector");
  });

  it("reports what changes where pods run and is not planned", () => {
    const path = "warning not-supported /spec/template/spec";
    assert.equal(soleFault(deployment({ schedulerName: "volcano" })), `${path}/schedulerName`);
    assert.equal(soleFault(deployment({ os: { name: "windows" } })), `${path}/os`);
    assert.equal(soleFault(deployment({ resourceClaims: [{ name: "gpu" }] })), `${path}/resourceClaims`);
    const { diagnostics } = importObjects([deployment({ schedulerName: "default-scheduler", nodeName: "" })]);
    assert.deepEqual(diagnostics, []);
  });

  it("returns each manifest as it was written", () => {
    const web = deployment({ containers: [container({ env: [{ name: "A", value: "1" }] })] });
    assert.deepEqual(importObjects([web]).workloads[0]!.manifest, web);
  });

  it("lets no environment value and no Secret out, whatever is wrong beside them", () => {
    const secret = "s3cr3t-value";
    const env = [{ name: "PASSWORD", value: secret }];
    const { workloads, diagnostics, assumptions, systemLoad } = importObjects([
      {
        ...object("v1", "Secret", { name: "db" }),
        data: { password: secret },
        stringData: { password: secret },
      },
      { ...object("v1", "ConfigMap", { name: "settings" }), data: secret },
      deployment({ containers: [container({ env, args: [secret], resources: {} })], volumes: secret }),
      deployment(
        { containers: [container({ env: secret, command: secret, ports: secret })] },
        { name: "broken" },
      ),
      deployment({ containers: secret }, { name: "worse" }),
    ]);
    assert.equal(workloads.length, 3);
    assert.ok(errorsOf({ workloads, diagnostics, assumptions, systemLoad, loadBalancers: [] }).length >= 3);
    const shown = [workloads.map(({ workload }) => workload), diagnostics, assumptions, systemLoad];
    assert.ok(!JSON.stringify(shown).includes(secret));
  });

  it("cuts long texts in messages", () => {
    const { diagnostics } = importObjects([deployment({ tolerations: [{ operator: "x".repeat(5000) }] })]);
    assert.ok(diagnostics[0]!.message.length < 200);
  });

  it("reads the manifests of the shop without a warning", () => {
    const imported = importManifests(manifestsIn("examples/shop/k8s"), OPTIONS);
    assert.deepEqual(
      imported.diagnostics.filter(({ severity }) => severity !== "info"),
      [],
    );
    assert.equal(imported.workloads.length, 21);
    assert.deepEqual(
      imported.systemLoad.map(({ load }) => load.name),
      ["metrics-agent"],
    );
    const total = imported.workloads.reduce<ResourceVector>(
      (sum, { workload }) => addResources(sum, workload.requests, workload.replicas),
      {},
    );
    assert.deepEqual(total, {
      cpuMilli: 113600,
      memoryMiB: 381760,
      ephemeralMiB: 8192,
      attachableVolumes: 12,
      "nvidia.com/gpu": 4,
      pods: 107,
    });
    assert.equal(fleetSpecOf(imported, "shop").workloads?.length, 21);
  });
});
