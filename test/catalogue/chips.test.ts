import assert from "node:assert/strict";
import { chipOf, knownChips, matchesChips, unsupportedReason } from "../../src/catalogue/index.js";
import { catalogue, typeOf } from "./loaded.js";

describe("chipOf", () => {
  it("is the accelerator's chip, or the ISA of a machine without one", () => {
    assert.equal(chipOf(typeOf("aws", "g6.xlarge")), "nvidia-l4");
    assert.equal(chipOf(typeOf("aws", "m7g.large")), "arm64");
    assert.equal(chipOf(typeOf("gcp", "c4a-standard-4")), "arm64");
    assert.equal(chipOf(typeOf("azure", "Standard_D4ps_v5")), "arm64");
  });
});

describe("matchesChips", () => {
  it("keeps accelerated machines out of a pool that names only an ISA", () => {
    assert.equal(matchesChips(typeOf("aws", "g6.xlarge"), ["amd64"]), false);
    assert.equal(matchesChips(typeOf("aws", "m5.large"), ["amd64"]), true);
  });

  it("takes an accelerator of any ISA unless the pool names one", () => {
    assert.equal(matchesChips(typeOf("aws", "g5g.xlarge"), ["nvidia-t4g"]), true);
    assert.equal(matchesChips(typeOf("aws", "g5g.xlarge"), ["nvidia-t4g", "amd64"]), false);
    assert.equal(matchesChips(typeOf("aws", "g6.xlarge"), ["nvidia-l4", "amd64"]), true);
  });

  it("does not take a slice of a card for the card", () => {
    assert.equal(matchesChips(typeOf("aws", "g6f.large"), ["nvidia-l4"]), false);
  });
});

describe("knownChips", () => {
  it("names the ISAs and each provider's accelerators, sorted", () => {
    const chips = knownChips(catalogue, ["aws"]);
    assert.ok(chips.includes("amd64") && chips.includes("nvidia-l4") && chips.includes("aws-trainium2"));
    assert.deepEqual(chips, [...chips].sort());
  });
});

describe("unsupportedReason", () => {
  it("refuses AKS sizes with one vCPU and the oldest shared cores of GKE", () => {
    assert.match(unsupportedReason("aks", typeOf("azure", "Standard_F1s")) ?? "", /2 vCPUs/);
    assert.equal(unsupportedReason("aks", typeOf("azure", "Standard_D2s_v5")), undefined);
    assert.match(unsupportedReason("gke", typeOf("gcp", "f1-micro")) ?? "", /f1-micro/);
    assert.equal(unsupportedReason("gke", typeOf("gcp", "e2-medium")), undefined);
    assert.match(unsupportedReason("eks", typeOf("aws", "hpc7a.12xlarge")) ?? "", /hpc7a/);
    assert.equal(unsupportedReason("sim", typeOf("azure", "Standard_F1s")), undefined);
  });
});
