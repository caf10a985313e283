import assert from "node:assert/strict";
import { deployment, importObjects, object, template } from "./manifests.js";
import type { Json } from "./manifests.js";

function owned(kind: string, name: string, owner: Json, labels: Json = { app: "web" }): Json {
  const metadata = { labels, ownerReferences: [owner] };
  return kind === "Pod"
    ? object("v1", "Pod", { name, metadata, spec: template()["spec"] as Json })
    : object(kind === "Job" ? "batch/v1" : "apps/v1", kind, {
        name,
        metadata,
        spec: { template: template() },
      });
}

const HASHED = { app: "web", "pod-template-hash": "5d8f" };
const REPLICA_SET = owned("ReplicaSet", "web-5d8f", { kind: "Deployment", name: "web" });
const POD = owned("Pod", "web-5d8f-x2k", { kind: "ReplicaSet", name: "web-5d8f" }, HASHED);

function kindsOf(...objects: readonly Json[]): readonly unknown[] {
  const { workloads, diagnostics } = importObjects(objects);
  return [workloads.map(({ workload }) => workload.kind), diagnostics.map(({ code }) => code)];
}

describe("withoutOwned", () => {
  it("counts a Deployment once in a dump with its ReplicaSet and its Pods", () => {
    assert.deepEqual(kindsOf(deployment(), REPLICA_SET, POD), [
      ["Deployment"],
      ["skipped-kind", "skipped-kind"],
    ]);
  });

  it("knows the Deployment behind a ReplicaSet that is not in the dump", () => {
    assert.deepEqual(kindsOf(deployment(), POD), [["Deployment"], ["skipped-kind"]]);
  });

  it("knows the CronJob behind a Job that is not in the dump", () => {
    const cronJob = object("batch/v1", "CronJob", {
      name: "nightly",
      spec: { jobTemplate: { spec: { template: template() } } },
    });
    const run = owned("Job", "nightly-28391234", { kind: "CronJob", name: "nightly" });
    const pod = owned("Pod", "nightly-28391234-a", { kind: "Job", name: "nightly-28391234" });
    assert.deepEqual(kindsOf(cronJob, run, pod), [["CronJob"], ["skipped-kind", "skipped-kind"]]);
    assert.deepEqual(kindsOf(cronJob, pod), [["CronJob"], ["skipped-kind"]]);
  });

  it("keeps an object that names itself as its owner", () => {
    const own = owned("ReplicaSet", "web", { kind: "ReplicaSet", name: "web" });
    assert.deepEqual(kindsOf(own), [["ReplicaSet"], []]);
  });

  it("keeps what belongs to an owner that is not among the files, or in another namespace", () => {
    assert.deepEqual(kindsOf(POD), [["Pod"], []]);
    const elsewhere = deployment({}, { namespace: "bank" });
    assert.deepEqual(kindsOf(elsewhere, REPLICA_SET), [["Deployment", "ReplicaSet"], []]);
  });
});
