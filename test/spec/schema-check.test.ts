import assert from "node:assert/strict";
import type { FleetSpec } from "../../src/model/fleet-spec.js";
import { faultsOfSpec } from "./check/faults-of-spec.js";

const FLEET: FleetSpec = {
  apiVersion: "stowage.dev/v1",
  name: "shop",
  clusters: [
    { name: "web", platform: "eks", region: "eu-central-1", pools: [{ name: "general", chips: ["amd64"] }] },
  ],
  workloads: [{ name: "web", replicas: 1, requests: { cpu: 1 } }],
};

describe("the schema's sentences", () => {
  const faults = (wrong: object): string[] => faultsOfSpec({ ...FLEET, ...wrong });

  it("count the entries of a list that is too short, too long or empty", () => {
    const hourly = { base: 1, hourly: [1, 2, 3] };
    const registries = Array.from({ length: 101 }, () => "registry.example");
    const zone = { name: "eu", jurisdictions: [], registries };
    assert.deepEqual(
      faults({
        complianceZones: [zone],
        workloads: [{ name: "web", demand: hourly, requests: { cpu: 1 } }],
      }).sort(),
      [
        "/complianceZones/0/jurisdictions: must have at least 1 entry, and is empty",
        "/complianceZones/0/registries: must have at most 100 entries, and has 101",
        "/workloads/0/demand/hourly: must have at least 24 entries, and has 3",
      ],
    );
  });

  it("count characters, not halves of them", () => {
    const zone = (length: number) => ({
      name: "eu",
      jurisdictions: ["EEA"],
      signatureAnnotation: "\u{1F6A2}".repeat(length),
    });
    const told = (length: number) => faults({ complianceZones: [zone(length)] }).join("\n");
    assert.match(told(318), /must have at most 317 characters, and has 318$/m);
    assert.doesNotMatch(told(317), /characters, and has/);
  });
});
