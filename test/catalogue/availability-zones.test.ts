import assert from "node:assert/strict";
import { availabilityZoneLabel, defaultAvailabilityZones } from "../../src/catalogue/index.js";
import type { CloudProvider } from "../../src/model/catalogue.js";
import { present } from "../../src/units/invariant.js";
import { catalogue } from "./loaded.js";

function zones(provider: CloudProvider, name: string): readonly string[] {
  return defaultAvailabilityZones(present(catalogue.region(provider, name), name)).availabilityZones;
}

describe("defaultAvailabilityZones", () => {
  it("are the first three as the provider names them", () => {
    assert.deepEqual(zones("aws", "us-east-1"), ["us-east-1a", "us-east-1b", "us-east-1c"]);
    assert.deepEqual(zones("azure", "westeurope"), ["1", "2", "3"]);
    assert.deepEqual(zones("gcp", "europe-west3"), ["europe-west3-a", "europe-west3-b", "europe-west3-c"]);
  });

  it("know the letters that differ", () => {
    assert.deepEqual(zones("gcp", "europe-west1"), ["europe-west1-b", "europe-west1-c", "europe-west1-d"]);
    assert.deepEqual(zones("gcp", "us-east1"), ["us-east1-b", "us-east1-c", "us-east1-d"]);
    assert.deepEqual(catalogue.region("gcp", "us-central1")?.availabilityZones, [
      "us-central1-a",
      "us-central1-b",
      "us-central1-c",
      "us-central1-f",
    ]);
  });

  it("is the label that AKS writes where a region has none", () => {
    assert.deepEqual(zones("azure", "westus"), ["0"]);
  });

  it("say where the names of zones are not known", () => {
    const region = present(catalogue.region("tencent", "ap-guangzhou"), "region");
    const { availabilityZones, assumptions } = defaultAvailabilityZones(region);
    assert.deepEqual(availabilityZones, ["0"]);
    assert.ok(assumptions.some(({ statement }) => /name yours in availabilityZones/.test(statement)));
  });
});

describe("availabilityZoneLabel", () => {
  it("is the zone itself but on Azure, where the region stands before the number", () => {
    assert.equal(availabilityZoneLabel("aws", "eu-west-1", "eu-west-1a"), "eu-west-1a");
    assert.equal(availabilityZoneLabel("gcp", "europe-west1", "europe-west1-b"), "europe-west1-b");
    assert.equal(availabilityZoneLabel("azure", "westeurope", "1"), "westeurope-1");
    assert.equal(availabilityZoneLabel("azure", "westus", "0"), "0");
  });
});
