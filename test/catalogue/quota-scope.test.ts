import assert from "node:assert/strict";
import { quotaCovers } from "../../src/catalogue/index.js";
import type { AccountQuota } from "../../src/model/catalogue-override.js";
import { typeOf } from "./loaded.js";

function quota(own: Partial<AccountQuota>): AccountQuota {
  return { provider: "aws", region: "eu-central-1", code: "any", unit: "vcpu", limit: 1, ...own };
}

describe("quotaCovers", () => {
  it("takes AWS families by their letters, or by letters and generation", () => {
    const standard = quota({ families: ["a", "i", "m", "t"], purchaseOption: "on-demand" });
    assert.equal(quotaCovers(standard, typeOf("aws", "m7g.xlarge"), "on-demand"), true);
    assert.equal(quotaCovers(standard, typeOf("aws", "m7g.xlarge"), "spot"), false);
    // "i" and "t" are not inf1 and trn1.
    assert.equal(quotaCovers(standard, typeOf("aws", "inf2.xlarge"), "on-demand"), false);
    assert.equal(quotaCovers(standard, typeOf("aws", "trn1.2xlarge"), "on-demand"), false);
    const p5 = quota({ families: ["p5"] });
    assert.equal(quotaCovers(p5, typeOf("aws", "p5.48xlarge"), "spot"), true);
    assert.equal(quotaCovers(p5, typeOf("aws", "p4d.24xlarge"), "spot"), false);
  });

  it("takes Azure's family and GCP's series", () => {
    const azure = quota({ provider: "azure", families: ["dsv5"] });
    assert.equal(quotaCovers(azure, typeOf("azure", "Standard_D4s_v5"), "on-demand"), true);
    assert.equal(quotaCovers(azure, typeOf("azure", "Standard_E4s_v5"), "on-demand"), false);
    const gcp = quota({ provider: "gcp", families: ["n2"] });
    assert.equal(quotaCovers(gcp, typeOf("gcp", "n2-standard-8"), "on-demand"), true);
    assert.equal(quotaCovers(gcp, typeOf("gcp", "n2d-standard-8"), "on-demand"), false);
  });

  it("takes every type where it names none, but of its provider only and never an owned machine", () => {
    assert.equal(quotaCovers(quota({}), typeOf("aws", "m5.large"), "on-demand"), true);
    assert.equal(quotaCovers(quota({}), typeOf("azure", "Standard_D4s_v5"), "on-demand"), false);
    assert.equal(quotaCovers(quota({}), typeOf("aws", "m5.large"), "owned"), false);
  });

  it("takes reserved machines for on-demand ones", () => {
    const onDemand = quota({ purchaseOption: "on-demand" });
    assert.equal(quotaCovers(onDemand, typeOf("aws", "m5.large"), "reserved"), true);
    assert.equal(
      quotaCovers(quota({ purchaseOption: "spot" }), typeOf("aws", "m5.large"), "reserved"),
      false,
    );
  });

  it("takes accelerators by chip", () => {
    const l4 = quota({ provider: "gcp", unit: "accelerators", chips: ["nvidia-l4"] });
    assert.equal(quotaCovers(l4, typeOf("gcp", "g2-standard-4"), "on-demand"), true);
    assert.equal(quotaCovers(l4, typeOf("gcp", "n2-standard-8"), "on-demand"), false);
  });
});
