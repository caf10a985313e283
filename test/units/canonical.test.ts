import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { canonicalJson, canonicalText } from "../../src/units/canonical.js";
import { sha256 } from "../../src/units/sha256.js";

describe("canonicalJson", () => {
  it("sorts keys by code unit at every depth and leaves lists in order", () => {
    assert.equal(
      canonicalJson({ b: [{ d: 1, c: 2 }, 3], B: null, a: "x" }),
      '{"B":null,"a":"x","b":[{"c":2,"d":1},3]}',
    );
  });

  it("drops undefined members", () => {
    assert.equal(canonicalJson({ a: undefined, b: 1 }), '{"b":1}');
  });

  it("keeps a member called __proto__", () => {
    assert.equal(canonicalJson(JSON.parse('{"__proto__":{"x":1}}')), '{"__proto__":{"x":1}}');
  });
});

describe("canonicalText", () => {
  it("ends with one newline", () => {
    assert.equal(canonicalText({ a: 1 }), '{\n  "a": 1\n}\n');
  });
});

describe("sha256", () => {
  it("equals Node's digest", () => {
    for (const text of ["", "abc", "é".repeat(64), "x".repeat(100_000)]) {
      assert.equal(sha256(text), `sha256:${createHash("sha256").update(text).digest("hex")}`);
    }
  });
});
