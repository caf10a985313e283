import assert from "node:assert/strict";
import { parseFactor, parseLoss } from "../../src/whatif/index.js";

describe("parseLoss", () => {
  it("reads what is lost and its name", () => {
    assert.deepEqual(parseLoss("az:shop/eu-central-1a"), {
      kind: "lose",
      what: "az",
      name: "shop/eu-central-1a",
    });
  });

  it("says what it takes", () => {
    for (const text of ["zone:a", "az", "az:", ":a", ""]) {
      const event = parseLoss(text);
      assert.ok("fault" in event, text);
      assert.match(
        event.fault,
        /write one of az, region, provider, cluster, site, group, node, pool, link, a colon and a name$/,
      );
    }
  });
});

describe("parseFactor", () => {
  it("reads a name and a factor, or a factor for all", () => {
    assert.deepEqual(parseFactor("price", "spot=1.5"), { kind: "price", of: "spot", thousandths: 1500 });
    assert.deepEqual(parseFactor("demand", "2"), { kind: "demand", of: "all", thousandths: 2000 });
  });

  it("refuses what is no factor", () => {
    for (const text of ["web=", "web=-1", "=2", "web=many", "web=NaN", "web=1001", ""])
      assert.ok("fault" in parseFactor("demand", text), text);
  });
});
