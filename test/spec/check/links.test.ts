import assert from "node:assert/strict";
import { readFleet } from "../../../src/planner/index.js";
import type { FleetSpec } from "../../../src/model/fleet-spec.js";
import { faultsOfSpec } from "./faults-of-spec.js";

function specWith(more: Partial<FleetSpec>): FleetSpec {
  const pools = [{ name: "general", families: ["m7g"], chips: ["arm64" as const] }];
  return {
    apiVersion: "stowage.dev/v1",
    name: "lines",
    clusters: [
      { name: "fra", platform: "eks", region: "eu-central-1", pools },
      { name: "dub", platform: "eks", region: "eu-west-1", pools },
    ],
    demandPoints: [{ name: "hamburg", location: { lat: 53.55, lon: 9.99 } }],
    ...more,
  };
}

describe("linksOf", () => {
  it("takes the round trip of a link as measured, and lets a risk group name it by either end", () => {
    const { fleet } = readFleet(
      specWith({
        links: [{ between: ["hamburg", "fra"], p95Ms: 12.5, kbps: 1000 }],
        roundTrips: [{ between: ["dub", "fra"], p95Ms: 24 }],
        riskGroups: [{ name: "trench", links: ["hamburg-fra"] }],
      }),
    );
    assert.deepEqual(fleet.links, [{ between: ["fra", "hamburg"], p95Microseconds: 12_500, kbps: 1000 }]);
    assert.deepEqual(
      fleet.roundTrips?.map(({ between }) => between.join("-")),
      ["dub-fra", "fra-hamburg"],
    );
    assert.deepEqual(fleet.riskGroups?.[0]?.losses, [{ kind: "lose", what: "link", name: "fra-hamburg" }]);
  });

  it("tells of ends that nothing has or that are one, and of a round trip that is stated twice, all at once", () => {
    const faults = faultsOfSpec(
      specWith({
        links: [
          { between: ["fra", "eu-west-1"], p95Ms: 1 },
          { between: ["fra", "fra"], p95Ms: 1 },
          { between: ["fra", "dub"], p95Ms: 1 },
          { between: ["dub", "fra"], p95Ms: 2 },
        ],
        roundTrips: [{ between: ["dub", "fra"], p95Ms: 24 }],
      }),
    );
    assert.deepEqual(
      faults.map((fault) => fault.split(": ")[0]),
      ["/links/0/between/1", "/links/1/between", "/links/2/between", "/links/3/between"],
    );
  });
});
