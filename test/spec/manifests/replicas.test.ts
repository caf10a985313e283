import assert from "node:assert/strict";
import {
  OPTIONS,
  deployment,
  errorsOf,
  importObjects,
  object,
  onlyWorkload,
  soleFault,
  soleMessage,
  template,
  workloadOf,
} from "./manifests.js";
import type { Json } from "./manifests.js";

function job(spec: Json): Json {
  return object("batch/v1", "Job", { name: "reindex", spec: { template: template(), ...spec } });
}

function cronJob(spec: Json, jobSpec: Json = {}): Json {
  const jobTemplate = { spec: { template: template(), ...jobSpec } };
  return object("batch/v1", "CronJob", { name: "nightly", spec: { jobTemplate, ...spec } });
}

function autoscaler(spec: Json, name = "web"): Json {
  return object("autoscaling/v2", "HorizontalPodAutoscaler", {
    name,
    spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" }, ...spec },
  });
}

function replicasOf(...objects: readonly Json[]): number {
  return workloadOf(...objects).replicas;
}

describe("plannedReplicas", () => {
  it("reads the replicas of a Deployment, one where none is written", () => {
    assert.equal(replicasOf(deployment()), 3);
    assert.equal(replicasOf(deployment({}, { spec: { replicas: null } })), 1);
    assert.equal(replicasOf(deployment({}, { spec: { replicas: 0 } })), 0);
    assert.equal(replicasOf(object("v1", "Pod", { spec: template()["spec"] as Json })), 1);
  });

  it("refuses counts that are negative, broken, absurd or no numbers", () => {
    for (const replicas of [-1, 1.5, 10_000_001, "3", true, []]) {
      assert.equal(
        soleFault(deployment({}, { spec: { replicas } })),
        "error invalid-manifest /spec/replicas",
      );
    }
    assert.match(
      soleMessage(deployment({}, { spec: { replicas: 10_000_001 } })),
      /is 10000001; a whole number from 0 to 10000000/,
    );
  });

  it("runs a Job's parallelism, or fewer where fewer completions are needed", () => {
    assert.equal(replicasOf(job({})), 1);
    assert.equal(replicasOf(job({ parallelism: 4 })), 4);
    assert.equal(replicasOf(job({ parallelism: 4, completions: 16 })), 4);
    assert.equal(replicasOf(job({ parallelism: 4, completions: 2 })), 2);
    assert.equal(replicasOf(job({ parallelism: 4, suspend: true })), 0);
  });

  it("runs one run of a CronJob, and says whether runs may overlap", () => {
    const imported = importObjects([cronJob({}, { parallelism: 2 })]);
    assert.equal(onlyWorkload(imported).replicas, 2);
    assert.match(imported.assumptions[0]!.statement, /though concurrencyPolicy Allow lets runs overlap/);
    const forbidden = importObjects([cronJob({ concurrencyPolicy: "Forbid" })]);
    assert.equal(forbidden.assumptions[0]!.statement, "one run at a time: 1 pod");
    assert.equal(replicasOf(cronJob({ suspend: true }, { parallelism: 2 })), 0);
  });

  it("plans an autoscaler's maximum, which is an assumption", () => {
    const imported = importObjects([deployment(), autoscaler({ minReplicas: 2, maxReplicas: 12 })]);
    assert.deepEqual(imported.diagnostics, []);
    const { replicas, scaling } = onlyWorkload(imported);
    assert.deepEqual([replicas, scaling], [12, { minReplicas: 2, maxReplicas: 12 }]);
    assert.deepEqual(
      imported.assumptions.map(({ subject }) => subject),
      ["replicas of default/web"],
    );
    assert.match(imported.assumptions[0]!.statement, /maximum of 12 is planned/);
  });

  it("lets an autoscaler go down to one where it says nothing, and reads version 1", () => {
    const older = { ...autoscaler({ maxReplicas: 5 }), apiVersion: "autoscaling/v1" };
    assert.deepEqual(workloadOf(deployment(), older).scaling, { minReplicas: 1, maxReplicas: 5 });
  });

  it("plans nothing where zero replicas switch the autoscaler off", () => {
    const imported = importObjects([
      deployment({}, { spec: { replicas: 0 } }),
      autoscaler({ maxReplicas: 5 }),
    ]);
    const { replicas, scaling } = onlyWorkload(imported);
    assert.deepEqual([replicas, scaling], [0, undefined]);
    assert.equal(imported.diagnostics[0]?.severity, "info");
  });

  it("takes the user's replicas for Deployments and StatefulSets that nothing scales", () => {
    const options = { ...OPTIONS, replicas: 7 };
    const statefulSet = object("apps/v1", "StatefulSet", { name: "db", spec: { template: template() } });
    const replicaSet = object("apps/v1", "ReplicaSet", { name: "old", spec: { template: template() } });
    const scaled = [deployment(), autoscaler({ maxReplicas: 5 })];
    const { workloads } = importObjects(
      [...scaled, statefulSet, replicaSet, job({ parallelism: 2 })],
      options,
    );
    assert.deepEqual(
      workloads.map(({ workload }) => [workload.name, workload.replicas]),
      [
        ["db", 7],
        ["old", 1],
        ["reindex", 2],
        ["web", 5],
      ],
    );
  });

  it("warns of an autoscaler that scales nothing", () => {
    assert.equal(soleFault(autoscaler({ maxReplicas: 5 })), "warning unknown-name /spec/scaleTargetRef");
    const batch = { scaleTargetRef: { kind: "Job", name: "reindex" }, maxReplicas: 5 };
    assert.equal(soleFault(job({}), autoscaler(batch)), "warning unknown-name /spec/scaleTargetRef");
    const other = { scaleTargetRef: { kind: "Rollout", name: "web" }, maxReplicas: 5 };
    assert.equal(soleFault(deployment(), autoscaler(other)), "warning unknown-name /spec/scaleTargetRef");
  });

  it("refuses two autoscalers of one workload, and ranges that are none", () => {
    const two = [autoscaler({ maxReplicas: 5 }, "a"), autoscaler({ maxReplicas: 6 }, "b")];
    assert.equal(soleFault(deployment(), ...two), "error duplicate-name /spec/scaleTargetRef");
    assert.match(
      soleMessage(deployment(), autoscaler({ minReplicas: 6, maxReplicas: 5 })),
      /is 6, above maxReplicas 5/,
    );
    assert.match(soleMessage(deployment(), autoscaler({})), /has no maxReplicas/);
    const untargeted = object("autoscaling/v2", "HorizontalPodAutoscaler", { spec: { maxReplicas: 2 } });
    assert.match(errorsOf(importObjects([untargeted]))[0]!.message, /has no scaleTargetRef/);
  });
});
