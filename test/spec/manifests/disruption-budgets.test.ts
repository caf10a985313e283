import assert from "node:assert/strict";
import { deployment, importObjects, object, soleFault, soleMessage, workloadOf } from "./manifests.js";
import type { Json } from "./manifests.js";

const SELF = { matchLabels: { app: "web" } };

function budget(spec: Json, name = "web", namespace = "default"): Json {
  return object("policy/v1", "PodDisruptionBudget", { name, namespace, spec: { selector: SELF, ...spec } });
}

function budgetOf(replicas: number, spec: Json): unknown {
  return workloadOf(deployment({}, { spec: { replicas } }), budget(spec)).disruptionBudget;
}

describe("readDisruptionBudgets", () => {
  it("reads counts", () => {
    assert.deepEqual(budgetOf(3, { minAvailable: 2 }), { minAvailable: 2 });
    assert.deepEqual(budgetOf(3, { maxUnavailable: 0 }), { maxUnavailable: 0 });
  });

  it("resolves shares against the replicas and rounds both up", () => {
    assert.deepEqual(budgetOf(5, { minAvailable: "50%" }), { minAvailable: 3 });
    assert.deepEqual(budgetOf(5, { maxUnavailable: "30%" }), { maxUnavailable: 2 });
    assert.deepEqual(budgetOf(4, { minAvailable: "100%" }), { minAvailable: 4 });
  });

  it("resolves shares against an autoscaler's maximum", () => {
    const autoscaler = object("autoscaling/v2", "HorizontalPodAutoscaler", {
      spec: { scaleTargetRef: { kind: "Deployment", name: "web" }, maxReplicas: 9 },
    });
    const workload = workloadOf(deployment(), autoscaler, budget({ minAvailable: "50%" }));
    assert.deepEqual(workload.disruptionBudget, { minAvailable: 5 });
  });

  it("matches everything with an empty selector, and nothing without one or in another namespace", () => {
    assert.deepEqual(budgetOf(3, { minAvailable: 1, selector: {} }), { minAvailable: 1 });
    const path = "warning unknown-name /spec/selector";
    assert.equal(soleFault(deployment(), budget({ minAvailable: 1, selector: null })), path);
    assert.equal(soleFault(deployment(), budget({ minAvailable: 1 }, "web", "bank")), path);
  });

  it("plans no budget over several workloads at once, and no second one", () => {
    const twin = deployment({}, { name: "twin" });
    const shared = importObjects([deployment(), twin, budget({ minAvailable: 1 })]);
    assert.match(
      shared.diagnostics[0]!.message,
      /several workloads \(Deployment default\/web, Deployment default\/twin\)/,
    );
    assert.ok(shared.workloads.every(({ workload }) => workload.disruptionBudget === undefined));
    const second = importObjects([
      deployment(),
      budget({ minAvailable: 1 }),
      budget({ minAvailable: 2 }, "b"),
    ]);
    assert.deepEqual(second.workloads[0]!.workload.disruptionBudget, { minAvailable: 1 });
    assert.match(second.diagnostics[0]!.message, /has a budget already/);
  });

  it("refuses both limits at once, and shares that are none", () => {
    assert.match(soleMessage(deployment(), budget({ minAvailable: 1, maxUnavailable: 1 })), /has both/);
    for (const minAvailable of ["half", "101%", "2", "-1%"]) {
      assert.equal(
        soleFault(deployment(), budget({ minAvailable })),
        "error invalid-manifest /spec/minAvailable",
      );
    }
  });
});
