import assert from "node:assert/strict";
import { knownRuntimeClasses, runtimeOverhead } from "../../src/catalogue/index.js";
import { present } from "../../src/units/invariant.js";

describe("runtimeOverhead", () => {
  it("is what Kata's own RuntimeClasses ask for", () => {
    assert.deepEqual(runtimeOverhead("kata-qemu")?.podFixed, { cpuMilli: 250, memoryMiB: 320 });
    assert.deepEqual(runtimeOverhead("kata-fc")?.podFixed, { cpuMilli: 250, memoryMiB: 130 });
    assert.equal(runtimeOverhead("kata-fc")?.evidence.confidence, "vendor-code");
  });

  it("is larger for a confidential virtual machine than for a plain one", () => {
    const [plain, confidential] = ["kata-qemu", "kata-qemu-tdx"].map((name) =>
      present(runtimeOverhead(name), name),
    );
    assert.equal(confidential?.isolation, "tee");
    assert.ok((confidential.podFixed["memoryMiB"] ?? 0) > (plain?.podFixed["memoryMiB"] ?? 0));
  });

  it("is nothing for WebAssembly and an estimate for gVisor, and both say so", () => {
    assert.deepEqual(runtimeOverhead("wasmtime")?.podFixed, {});
    assert.equal(runtimeOverhead("wasmtime")?.evidence.confidence, "assumption");
    assert.equal(runtimeOverhead("gvisor")?.evidence.confidence, "estimate");
  });

  it("is unknown for a runtime that nobody has a figure of", () => {
    assert.equal(runtimeOverhead("own-runtime"), undefined);
    assert.equal(runtimeOverhead("__proto__"), undefined);
  });

  it("has a source, a date and what it leaves out for each, and each once", () => {
    const names = knownRuntimeClasses();
    assert.equal(new Set(names).size, names.length);
    for (const name of names) {
      const { evidence, statement } = present(runtimeOverhead(name), name);
      assert.notEqual(evidence.source, "");
      assert.match(evidence.asOf, /^\d{4}-\d\d-\d\d$/);
      assert.notEqual(statement, "");
    }
  });
});
