import assert from "node:assert/strict";
import type { FleetSpec } from "../../../src/model/fleet-spec.js";
import { readFleet } from "../../../src/planner/index.js";
import { faultsOfSpec } from "./faults-of-spec.js";

type Zone = NonNullable<FleetSpec["complianceZones"]>[number];
type Shape = NonNullable<FleetSpec["edgeSites"]>[number]["nodes"][number];

function spec(zone: Partial<Zone>, shape: Partial<Shape> = {}): FleetSpec {
  return {
    apiVersion: "stowage.dev/v1",
    name: "offices",
    complianceZones: [{ name: "gov", regimes: ["xinchuang"], jurisdictions: ["CN"], ...zone }],
    edgeSites: [
      {
        name: "hall",
        distribution: "k3s",
        location: { lat: 26, lon: 106, country: "CN" },
        complianceZone: "gov",
        origin: { system: "CN" },
        nodes: [{ type: "box", count: 3, architecture: "arm64", cpu: 8, memory: "32Gi", ...shape }],
      },
    ],
  };
}

describe("domestic shares in a spec", () => {
  it("count nodes by what the catalogue says of processors, and the place of the rest", () => {
    const { fleet } = readFleet(spec({ sector: "government" }, { processor: "kunpeng-920" }));
    assert.deepEqual(fleet.edgeSites[0]?.law?.origins, {
      nodes: 3,
      chips: { CN: 3 },
      systems: { CN: 3 },
      platforms: { unknown: 3 },
    });
  });

  it("hold by sector, and by the day that is planned for", () => {
    const rules = (zone: Partial<Zone>): string[] =>
      (readFleet(spec(zone)).fleet.complianceZones[0]?.law?.rules ?? []).map(({ id }) => id);
    assert.deepEqual(rules({ sector: "state-owned" }), [
      "XINCHUANG:state-owned-platforms",
      "XINCHUANG:state-owned-systems",
    ]);
    assert.equal(rules({ sector: "telecom", heldAt: "2026-12-31" }).length, 3);
    assert.equal(rules({ sector: "government", heldAt: "2026-12-31" }).length, 0);
    assert.match(faultsOfSpec(spec({}))[0] ?? "", /the rules of xinchuang differ by sector/);
  });

  it("tell of unknown processors, and of those with another instruction set", () => {
    const faults = (processor: string): string[] =>
      faultsOfSpec(spec({ sector: "government" }, { processor }));
    assert.match(faults("kunpeng-921")[0] ?? "", /no processor is called "kunpeng-921"/);
    assert.match(faults("hygon-c86-7400")[0] ?? "", /hygon-c86-7400 is amd64, and the nodes are arm64/);
  });

  it("are not asked of machines that are bought", () => {
    const bought = spec({ sector: "government", jurisdictions: ["CN", "DE"] });
    const clusters: FleetSpec["clusters"] = [
      {
        name: "cloud",
        platform: "sim",
        region: "eu-central-1",
        complianceZone: "gov",
        pools: [{ name: "general" }],
      },
    ];
    assert.match(
      faultsOfSpec({ ...bought, clusters }).join("; "),
      /pool "general" buys its nodes, and compliance zone "gov" counts domestic processors/,
    );
  });
});
