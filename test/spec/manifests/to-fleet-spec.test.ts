import assert from "node:assert/strict";
import { stringify } from "yaml";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import type { FleetSpec } from "../../../src/model/fleet-spec.js";
import { fleetKnowledge } from "../../../src/planner/fleet-knowledge.js";
import { loadCatalogue } from "../../../src/planner/load-catalogue.js";
import { checkFleet } from "../../../src/spec/check-fleet.js";
import { fleetSpecOf } from "../../../src/spec/manifests/to-fleet-spec.js";
import { parseFleetText } from "../../../src/spec/parse-fleet.js";
import { container, deployment, importObjects, object, requesting, template } from "./manifests.js";
import type { Json } from "./manifests.js";

/** The spec, printed, read again and checked like any other. */
function checkedAgain(spec: FleetSpec): CheckedFleet {
  const parsed = parseFleetText({ text: stringify(spec) });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const knowledge = fleetKnowledge(loadCatalogue({ regions: [{ provider: "aws", region: "eu-central-1" }] }));
  const checked = checkFleet({ parsed: parsed.value, manifests: new Map(), knowledge });
  assert.ok(checked.ok, JSON.stringify(checked.diagnostics));
  return checked.value.fleet;
}

const RICH: Json = {
  containers: [
    container({
      resources: {
        requests: { cpu: "1500m", memory: "1536Mi", "ephemeral-storage": "2Gi" },
        limits: { "nvidia.com/gpu": 1 },
      },
      ports: [
        { containerPort: 80, hostPort: 8080 },
        { containerPort: 53, hostPort: 53, protocol: "UDP" },
      ],
    }),
  ],
  nodeSelector: { pool: "data" },
  tolerations: [
    { key: "dedicated", value: "data" },
    { operator: "Exists", effect: "NoExecute" },
  ],
  priorityClassName: "high",
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: "disk", operator: "In", values: ["ssd"] }] },
          { matchExpressions: [{ key: "cores", operator: "Gt", values: ["8"] }] },
        ],
      },
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 7, preference: { matchExpressions: [{ key: "spot", operator: "Exists" }] } },
      ],
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        "kubernetes.io/hostname",
        "topology.kubernetes.io/zone",
      ].map((topologyKey) => ({ topologyKey, labelSelector: { matchLabels: { app: "web" } } })),
    },
  },
  topologySpreadConstraints: ["DoNotSchedule", "ScheduleAnyway"].map((whenUnsatisfiable) => ({
    maxSkew: 2,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable,
    labelSelector: { matchLabels: { app: "web" } },
    ...(whenUnsatisfiable === "DoNotSchedule" ? { minDomains: 2 } : {}),
  })),
};

const SET = object("apps/v1", "StatefulSet", {
  name: "db",
  namespace: "data",
  spec: {
    template: template({}, { app: "db" }),
    volumeClaimTemplates: [
      {
        metadata: { name: "disk", labels: { "topology.kubernetes.io/zone": "eu-central-1a" } },
        spec: { storageClassName: "gp3", resources: { requests: { storage: "20Gi" } } },
      },
    ],
  },
});

const OBJECTS: readonly Json[] = [
  deployment(RICH),
  SET,
  { ...object("scheduling.k8s.io/v1", "PriorityClass", { name: "high" }), value: 900 },
  object("autoscaling/v2", "HorizontalPodAutoscaler", {
    spec: { scaleTargetRef: { kind: "Deployment", name: "web" }, minReplicas: 2, maxReplicas: 6 },
  }),
  object("policy/v1", "PodDisruptionBudget", {
    spec: { minAvailable: "50%", selector: { matchLabels: { app: "web" } } },
  }),
  object("apps/v1", "DaemonSet", {
    name: "agent",
    spec: {
      template: template(
        {
          containers: [requesting("250m", "100Mi", { ports: [{ containerPort: 9100, hostPort: 9100 }] })],
          nodeSelector: { "kubernetes.io/os": "linux" },
          tolerations: [{ operator: "Exists" }],
        },
        { app: "agent" },
      ),
    },
  }),
];

describe("fleetSpecOf", () => {
  it("prints canonical quantities and leaves out defaults", () => {
    const imported = importObjects([deployment({ containers: [requesting("0.5", "1024Mi")] })]);
    assert.deepEqual(fleetSpecOf(imported, "demo"), {
      apiVersion: "stowage.dev/v1",
      name: "demo",
      clusters: [
        {
          name: "main",
          platform: "eks",
          region: "eu-central-1",
          pools: [{ name: "general", chips: ["amd64"] }],
        },
      ],
      workloads: [{ name: "web", replicas: 3, requests: { cpu: "500m", memory: "1Gi" } }],
    });
  });

  it("loses nothing: the spec, read again, gives the workloads that were imported", () => {
    const imported = importObjects(OBJECTS);
    assert.deepEqual(imported.diagnostics, []);
    const { workloads, clusters } = checkedAgain(fleetSpecOf(imported, "demo"));
    assert.deepEqual(
      workloads,
      imported.workloads.map(({ workload }) => ({
        ...workload,
        id: `main/${workload.namespace}/${workload.name}`,
        target: { kind: "cluster", name: "main" },
        origin: workloads.find(({ name }) => name === workload.name)?.origin,
        imagePlatforms: ["linux/amd64"],
      })),
    );
    assert.deepEqual(
      clusters[0]?.systemLoad.find(({ name }) => name === "agent"),
      imported.systemLoad[0]?.load,
    );
  });

  it("keeps the platform's own agents beside the DaemonSets", () => {
    const names = checkedAgain(fleetSpecOf(importObjects(OBJECTS), "demo")).clusters[0]?.systemLoad.map(
      ({ name }) => name,
    );
    assert.ok(names?.includes("agent") && names.includes("kube-proxy"), String(names));
  });

  it("gives names that a spec allows, each once", () => {
    const long = "a".repeat(100);
    const pod = (name: string): Json => object("v1", "Pod", { name, spec: template()["spec"] as Json });
    const job = object("batch/v1", "Job", { spec: { template: template() } });
    const set = (namespace: string): Json =>
      object("apps/v1", "DaemonSet", { name: "agent", namespace, spec: { template: template() } });
    const imported = importObjects([
      deployment(),
      job,
      pod("a.b"),
      pod("a-b"),
      pod(long),
      set("x"),
      set("y"),
    ]);
    const spec = fleetSpecOf(imported, "My Fleet!");
    assert.equal(spec.name, "my-fleet");
    const { workloads, clusters } = checkedAgain(spec);
    assert.deepEqual(
      workloads.map(({ name, kind }) => [name, kind]),
      [
        ["a-b", "Pod"],
        ["a-b-2", "Pod"],
        ["a".repeat(63), "Pod"],
        ["web", "Deployment"],
        ["web-2", "Job"],
      ],
    );
    assert.deepEqual(
      clusters[0]?.systemLoad.map(({ name }) => name).filter((name) => name.startsWith("agent")),
      ["agent", "agent-2"],
    );
  });

  it("repeats what is written twice in place of pointing to it", () => {
    assert.doesNotMatch(stringify(fleetSpecOf(importObjects(OBJECTS), "demo")), /[&*]a\d/);
  });
});
