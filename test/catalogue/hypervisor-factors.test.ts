import assert from "node:assert/strict";
import { hypervisorFactors, knownHypervisors } from "../../src/catalogue/index.js";
import { present } from "../../src/units/invariant.js";

describe("hypervisorFactors", () => {
  it("leaves no more than the least loss of the table's columns, which is more than its totals lose", () => {
    const totals = { "hyper-v": 68, kvm: 85, xen: 92 };
    for (const [name, total] of Object.entries(totals)) {
      const { cpuPerMille, memoryPerMille, diskPerMille, networkPerMille } = present(
        hypervisorFactors(name),
        name,
      );
      for (const factor of [cpuPerMille, memoryPerMille, diskPerMille, networkPerMille]) {
        assert.ok(1000 - factor > total, name);
      }
    }
  });

  it("leaves all of bare metal", () => {
    assert.equal(hypervisorFactors("bare-metal")?.cpuPerMille, 1000);
  });

  it("is unknown where nothing is published, rather than a guess", () => {
    assert.equal(hypervisorFactors("vsphere"), undefined);
    assert.equal(hypervisorFactors("constructor"), undefined);
  });

  it("calls every figure of the report an estimate", () => {
    for (const name of knownHypervisors().filter((one) => one !== "bare-metal")) {
      assert.equal(hypervisorFactors(name)?.evidence.confidence, "estimate");
    }
  });
});
