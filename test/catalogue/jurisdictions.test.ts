import assert from "node:assert/strict";
import { isKnownJurisdiction, jurisdictionContains, knownJurisdictions } from "../../src/catalogue/index.js";
import { catalogue } from "./loaded.js";

describe("jurisdictionContains", () => {
  it("takes the EEA as the EU, Iceland, Liechtenstein and Norway", () => {
    for (const country of ["DE", "FR", "IE", "SE", "HR", "NO", "IS", "LI"]) {
      assert.equal(jurisdictionContains("EEA", country), true, country);
    }
    for (const country of ["GB", "CH", "US", "TR", "UA"]) {
      assert.equal(jurisdictionContains("EEA", country), false, country);
    }
    assert.equal(jurisdictionContains("EU", "NO"), false);
    assert.equal(jurisdictionContains("EU", "PL"), true);
  });

  it("takes a country as itself, and Hong Kong as no part of China", () => {
    assert.equal(jurisdictionContains("DE", "DE"), true);
    assert.equal(jurisdictionContains("DE", "FR"), false);
    assert.equal(jurisdictionContains("CN", "HK"), false);
  });

  it("takes nothing into an unknown jurisdiction", () => {
    assert.equal(jurisdictionContains("Europe", "DE"), false);
    assert.equal(jurisdictionContains("XX", "XX"), false);
    assert.equal(jurisdictionContains("toString", "DE"), false);
  });

  it("has 27 states in the EU and 30 in the EEA", () => {
    const members = (group: string) =>
      knownJurisdictions().filter(
        (code) => code.length === 2 && code !== "EU" && jurisdictionContains(group, code),
      );
    assert.equal(members("EU").length, 27);
    assert.equal(members("EEA").length, 30);
  });
});

describe("isKnownJurisdiction", () => {
  it("knows the groups and the 249 countries, in upper case only", () => {
    assert.equal(knownJurisdictions().length, 249 + 2);
    assert.equal(isKnownJurisdiction("EEA"), true);
    assert.equal(isKnownJurisdiction("de"), false);
    assert.equal(isKnownJurisdiction("UK"), false);
  });

  it("knows the country of every region", () => {
    for (const region of catalogue.regions()) assert.ok(isKnownJurisdiction(region.country), region.name);
  });
});
