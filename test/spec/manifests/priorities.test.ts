import assert from "node:assert/strict";
import {
  OPTIONS,
  deployment,
  importObjects,
  object,
  onlyWorkload,
  soleFault,
  workloadOf,
} from "./manifests.js";
import type { Json } from "./manifests.js";

function priorityClass(name: string, value: unknown, more: Json = {}): Json {
  return { ...object("scheduling.k8s.io/v1", "PriorityClass", { name }), value, ...more };
}

describe("podPriority", () => {
  it("takes the value of the pod's class, wherever the class stands", () => {
    const web = deployment({ priorityClassName: "customer-facing" });
    assert.equal(workloadOf(web, priorityClass("customer-facing", 1000)).priority, 1000);
    assert.equal(workloadOf(priorityClass("customer-facing", -5), web).priority, -5);
  });

  it("takes it from other files of the fleet as well, which give no workloads", () => {
    const text = JSON.stringify(priorityClass("customer-facing", 1000));
    const besides = [
      { file: "classes.yaml", text: `${text}\n---\n${JSON.stringify(deployment({}, { name: "other" }))}` },
    ];
    const web = deployment({ priorityClassName: "customer-facing" });
    const { workloads, diagnostics } = importObjects([web], { ...OPTIONS, besides });
    assert.deepEqual(
      workloads.map(({ workload }) => [workload.name, workload.priority]),
      [["web", 1000]],
    );
    assert.deepEqual(diagnostics, []);
  });

  it("knows Kubernetes' own classes", () => {
    const priorityOf = (priorityClassName: string): number =>
      workloadOf(deployment({ priorityClassName })).priority;
    assert.equal(priorityOf("system-cluster-critical"), 2_000_000_000);
    assert.equal(priorityOf("system-node-critical"), 2_000_001_000);
  });

  it("gives pods without a class the smallest global default, or zero", () => {
    const standard = { globalDefault: true };
    assert.equal(workloadOf(deployment()).priority, 0);
    const classes = [
      priorityClass("a", 70, standard),
      priorityClass("b", 50, standard),
      priorityClass("c", 10),
    ];
    assert.equal(workloadOf(deployment(), ...classes).priority, 50);
  });

  it("takes the written priority of a dumped pod whose class is not among the files, and warns", () => {
    const dumped = deployment({ priorityClassName: "gone", priority: 30 });
    assert.equal(soleFault(dumped), "warning unknown-name /spec/template/spec/priorityClassName");
    assert.equal(onlyWorkload(importObjects([dumped])).priority, 30);
  });

  it("refuses values that no class may have", () => {
    assert.equal(soleFault(priorityClass("a", 1_000_000_001)), "error invalid-manifest /value");
    assert.equal(soleFault(priorityClass("a", undefined)), "error invalid-manifest ");
  });
});
