import assert from "node:assert/strict";
import { meetsRequirement, meetsTerms, tolerates, untolerated } from "../../src/model/selectors.js";

const labels = { "kubernetes.io/arch": "arm64", cores: "8" };

describe("meetsRequirement", () => {
  it("reads every operator as Kubernetes does", () => {
    const check = (
      key: string,
      operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt",
      values?: string[],
    ) => meetsRequirement(labels, values === undefined ? { key, operator } : { key, operator, values });
    assert.equal(check("kubernetes.io/arch", "In", ["amd64", "arm64"]), true);
    assert.equal(check("kubernetes.io/arch", "NotIn", ["arm64"]), false);
    assert.equal(check("absent", "NotIn", ["x"]), true, "NotIn holds where the label is absent");
    assert.equal(check("absent", "Exists"), false);
    assert.equal(check("absent", "DoesNotExist"), true);
    assert.equal(check("cores", "Gt", ["4"]), true);
    assert.equal(check("cores", "Lt", ["8"]), false);
    assert.equal(check("kubernetes.io/arch", "Gt", ["4"]), false, "not a number");
    assert.equal(check("constructor", "Exists"), false, "inherited properties are no labels");
  });
});

describe("meetsTerms", () => {
  it("holds without terms, holds if any term does, and never holds for a term without requirements", () => {
    assert.equal(meetsTerms(labels, []), true);
    assert.equal(meetsTerms(labels, [{ requirements: [] }]), false);
    assert.equal(
      meetsTerms(labels, [
        { requirements: [{ key: "absent", operator: "Exists" }] },
        { requirements: [{ key: "cores", operator: "In", values: ["8"] }] },
      ]),
      true,
    );
  });
});

describe("tolerates", () => {
  const taint = { key: "dedicated", value: "data", effect: "NoSchedule" } as const;

  it("matches by key, value and effect, with their defaults", () => {
    assert.equal(tolerates({ key: "dedicated", value: "data" }, taint), true);
    assert.equal(tolerates({ key: "dedicated" }, taint), false, "Equal with no value means an empty value");
    assert.equal(tolerates({ key: "dedicated", operator: "Exists" }, taint), true);
    assert.equal(tolerates({ operator: "Exists" }, taint), true, "an empty key with Exists tolerates all");
    assert.equal(tolerates({ key: "dedicated", operator: "Exists", effect: "NoExecute" }, taint), false);
  });

  it("does not count PreferNoSchedule as a bar", () => {
    assert.equal(untolerated([{ key: "a", effect: "PreferNoSchedule" }], []), undefined);
    assert.deepEqual(untolerated([taint], []), taint);
  });
});
