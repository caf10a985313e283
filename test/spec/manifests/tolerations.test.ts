import assert from "node:assert/strict";
import { deployment, importObjects, onlyWorkload, soleFault, workloadOf } from "./manifests.js";
import type { Json } from "./manifests.js";

function tolerating(...tolerations: readonly Json[]): Json {
  return deployment({ tolerations });
}

describe("readTolerations", () => {
  it("writes out the operator and drops how long a toleration holds", () => {
    const { tolerations } = workloadOf(
      tolerating(
        { key: "dedicated", value: "data", effect: "NoSchedule" },
        { key: "gone", operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 },
        { operator: "Exists" },
        { key: "any", operator: "Exists", effect: "", value: "" },
      ),
    );
    assert.deepEqual(tolerations, [
      { key: "dedicated", operator: "Equal", value: "data", effect: "NoSchedule" },
      { key: "gone", operator: "Exists", effect: "NoExecute" },
      { operator: "Exists" },
      { key: "any", operator: "Exists" },
    ]);
  });

  it("refuses unknown operators and effects, values beside Exists, and no key beside Equal", () => {
    const path = "error invalid-manifest /spec/template/spec/tolerations/0";
    assert.equal(soleFault(tolerating({ key: "a", operator: "Like" })), `${path}/operator`);
    assert.equal(soleFault(tolerating({ key: "a", effect: "Never" })), `${path}/effect`);
    assert.equal(soleFault(tolerating({ key: "a", operator: "Exists", value: "b" })), path);
    assert.equal(soleFault(tolerating({ value: "b" })), path);
  });

  it("leaves out tolerations by comparison and says so", () => {
    const numeric = tolerating({ key: "sla", operator: "Gt", value: "950" });
    assert.match(soleFault(numeric), /^warning not-supported/);
    assert.deepEqual(onlyWorkload(importObjects([numeric])).tolerations, []);
  });
});
