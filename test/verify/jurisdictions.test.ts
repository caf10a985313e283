import assert from "node:assert/strict";
import { jurisdictionContains, knownJurisdictions } from "../../src/catalogue/index.js";
import { JURISDICTION_SOURCES, insideJurisdictions } from "../../src/verify/index.js";

describe("insideJurisdictions", () => {
  it("agrees with the catalogue's table, which was written apart from it", () => {
    const countries = knownJurisdictions().filter((name) => name.length === 2 && name !== "EU");
    for (const country of countries) {
      for (const jurisdiction of ["EU", "EEA", country, "XX"])
        assert.equal(
          insideJurisdictions(country, [jurisdiction]),
          jurisdictionContains(jurisdiction, country),
          `${country} in ${jurisdiction}`,
        );
    }
    assert.ok(countries.length > 240);
  });

  it("takes in 27 members of the EU and 30 of the EEA", () => {
    const countries = knownJurisdictions();
    assert.equal(countries.filter((country) => insideJurisdictions(country, ["EU"])).length, 27);
    assert.equal(countries.filter((country) => insideJurisdictions(country, ["EEA"])).length, 30);
  });

  it("needs one jurisdiction of several, and none takes in nothing", () => {
    assert.equal(insideJurisdictions("CH", ["EEA", "CH"]), true);
    assert.equal(insideJurisdictions("CH", []), false);
  });

  it("has a dated source for each group", () => {
    for (const { source, asOf } of Object.values(JURISDICTION_SOURCES))
      assert.match(`${source} ${asOf}`, /^\S.* \d{4}-\d\d-\d\d$/);
  });
});
