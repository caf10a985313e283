import assert from "node:assert/strict";
import fc from "fast-check";
import { DIAGNOSTIC_CODES } from "../../../src/model/diagnostic.js";
import { importManifests } from "../../../src/spec/manifests/import-manifests.js";
import { fleetSpecOf } from "../../../src/spec/manifests/to-fleet-spec.js";
import { OPTIONS, container, deployment, importObjects, object, template } from "./manifests.js";
import type { Json } from "./manifests.js";

const SEED = 20261101;

const KINDS = [
  ["apps/v1", "Deployment"],
  ["apps/v1", "StatefulSet"],
  ["apps/v1", "DaemonSet"],
  ["apps/v1", "ReplicaSet"],
  ["batch/v1", "Job"],
  ["batch/v1", "CronJob"],
  ["v1", "Pod"],
  ["autoscaling/v2", "HorizontalPodAutoscaler"],
  ["policy/v1", "PodDisruptionBudget"],
  ["scheduling.k8s.io/v1", "PriorityClass"],
  ["node.k8s.io/v1", "RuntimeClass"],
  ["v1", "PersistentVolumeClaim"],
  ["v1", "PersistentVolume"],
  ["v1", "List"],
  ["apps/v1", "DeploymentList"],
] as const;

/** Everything that the importer reads, in one pod. */
const FULL_POD: Json = {
  containers: [container({ ports: [{ containerPort: 80, hostPort: 80, protocol: "TCP" }] })],
  initContainers: [container({ name: "init", restartPolicy: "Always" })],
  resources: { requests: { cpu: "2" }, limits: { memory: "2Gi" } },
  overhead: { cpu: "10m" },
  runtimeClassName: "sandbox",
  priorityClassName: "high",
  nodeSelector: { disk: "ssd" },
  tolerations: [{ key: "a", operator: "Equal", value: "b", effect: "NoSchedule" }],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "In", values: ["b"] }] }],
      },
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 1, preference: { matchExpressions: [{ key: "a", operator: "Exists" }] } },
      ],
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          topologyKey: "kubernetes.io/hostname",
          labelSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["web"] }] },
          namespaces: ["default"],
          namespaceSelector: { matchLabels: { a: "b" } },
          mismatchLabelKeys: ["x"],
        },
      ],
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 1, podAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector: {} } },
      ],
    },
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{}] },
  },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
      labelSelector: { matchLabels: { app: "web" } },
      minDomains: 2,
      nodeTaintsPolicy: "Honor",
    },
  ],
  volumes: [
    { name: "files", persistentVolumeClaim: { claimName: "pictures" } },
    { name: "cache", ephemeral: { volumeClaimTemplate: { spec: {} } } },
  ],
};

const FULL_SET: readonly Json[] = [
  deployment(FULL_POD, { metadata: { ownerReferences: [{ kind: "ReplicaSet", name: "x" }] } }),
  object("batch/v1", "CronJob", {
    name: "nightly",
    spec: {
      suspend: false,
      jobTemplate: { spec: { parallelism: 2, completions: 3, template: template(FULL_POD) } },
    },
  }),
  object("autoscaling/v2", "HorizontalPodAutoscaler", {
    spec: { scaleTargetRef: { kind: "Deployment", name: "web" }, minReplicas: 1, maxReplicas: 3 },
  }),
  object("policy/v1", "PodDisruptionBudget", { spec: { minAvailable: "50%", selector: {} } }),
  { ...object("scheduling.k8s.io/v1", "PriorityClass", { name: "high" }), value: 5, globalDefault: true },
  {
    ...object("node.k8s.io/v1", "RuntimeClass", { name: "sandbox" }),
    overhead: { podFixed: { cpu: "1m" } },
    scheduling: { nodeSelector: { a: "b" }, tolerations: [{ operator: "Exists" }] },
  },
  object("v1", "PersistentVolumeClaim", {
    name: "pictures",
    spec: { volumeName: "disk", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  }),
  object("v1", "PersistentVolume", {
    name: "disk",
    spec: {
      claimRef: { namespace: "default", name: "pictures" },
      nodeAffinity: { required: { nodeSelectorTerms: [] } },
    },
  }),
];

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy: unknown = structuredClone(value);
  const parent = copy as Record<string | number, unknown>;
  parent[key] = replaced(parent[key], rest, by);
  return copy;
}

const PATHS = pathsOf(FULL_SET);
const STRANGE = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    "",
    -1,
    1e300,
    2 ** 53,
    "1e99",
    [null],
    { __proto__: null },
    [[]],
    {},
    "constructor",
  ),
);

/** Nothing that a manifest says may throw, and what comes out is always of the right shape. */
function importsSoundly(text: string): void {
  const imported = importManifests([{ file: "a.yaml", text }], OPTIONS);
  for (const { code, message, file, path } of imported.diagnostics) {
    assert.ok(DIAGNOSTIC_CODES.includes(code));
    assert.ok(message.length > 0 && message.length < 1000, message);
    assert.ok(!/undefined|\[object/.test(message), message);
    assert.equal(file, "a.yaml");
    assert.ok(path === "" || path.startsWith("/"));
  }
  for (const { workload } of imported.workloads) {
    assert.ok(Number.isSafeInteger(workload.replicas) && workload.replicas >= 0);
    assert.equal(workload.requests["pods"], 1);
    assert.ok(Object.values(workload.requests).every((amount) => Number.isSafeInteger(amount) && amount > 0));
    assert.ok(Number.isInteger(workload.priority));
  }
  assert.equal(fleetSpecOf(imported, "fuzz").workloads?.length, imported.workloads.length);
}

describe("importManifests, whatever it is given", () => {
  it("reads any JSON at any place of every kind", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        STRANGE,
        STRANGE,
        fc.jsonValue(),
        ([apiVersion, kind], spec, metadata, rest) => {
          const around =
            typeof rest === "object" && rest !== null && !Array.isArray(rest) ? rest : { items: rest };
          importsSoundly(JSON.stringify({ ...around, apiVersion, kind, metadata, spec }));
          importsSoundly(JSON.stringify({ ...around, apiVersion, kind, metadata: { name: "a" }, spec }));
        },
      ),
      { seed: SEED, numRuns: 400 },
    );
  });

  it("reads full manifests in which any field has become something else", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PATHS),
        STRANGE,
        fc.constantFrom(...PATHS),
        STRANGE,
        (path, by, also, value) => {
          const once = replaced(FULL_SET, path, by);
          importsSoundly(JSON.stringify({ apiVersion: "v1", kind: "List", items: once }));
          const known = pathsOf(once).some((one) => JSON.stringify(one) === JSON.stringify(also));
          const twice = known ? replaced(once, also, value) : once;
          importsSoundly(JSON.stringify({ apiVersion: "v1", kind: "List", items: twice }));
        },
      ),
      { seed: SEED, numRuns: 600 },
    );
  });

  it("reads any text", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        importsSoundlyOrRefuses(`${before}\n---\n${JSON.stringify(deployment())}\n${after}`);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("gives the same workloads in whatever order the objects stand", () => {
    const strip = (objects: readonly unknown[]): unknown =>
      importObjects(objects).workloads.map(({ workload }) => ({ ...workload, origin: "" }));
    const expected = strip(FULL_SET);
    fc.assert(
      fc.property(fc.shuffledSubarray([...FULL_SET], { minLength: FULL_SET.length }), (objects) => {
        assert.deepEqual(strip(objects), expected);
      }),
      { seed: SEED, numRuns: 50 },
    );
  });
});

function importsSoundlyOrRefuses(text: string): void {
  const { diagnostics, workloads } = importManifests([{ file: "a.yaml", text }], OPTIONS);
  assert.ok(workloads.length === 1 || diagnostics.some(({ severity }) => severity === "error"));
}
