import assert from "node:assert/strict";
import type { RiskGroupSpec, TargetSpec, WorkloadSpec } from "../../../src/model/fleet-spec.js";
import { riskZonesOf } from "../../../src/model/risk-zones.js";
import { readFleet } from "../../../src/planner/index.js";
import { omitted } from "../../../src/units/omitted.js";
import { faultsOfSpec } from "./faults-of-spec.js";

type Divide = NonNullable<TargetSpec["divideAmong"]>;

function specWith(riskGroups: readonly RiskGroupSpec[], divideAmong: Divide = {}) {
  const pools = [{ name: "general", families: ["m7g"], chips: ["arm64"] }];
  return {
    apiVersion: "stowage.dev/v1",
    name: "risks",
    clusters: [
      { name: "fra", platform: "eks", region: "eu-central-1", pools },
      { name: "dub", platform: "eks", region: "eu-west-1", pools },
    ],
    riskGroups,
    workloads: [
      {
        name: "web",
        replicas: 4,
        requests: { cpu: "500m", memory: "1Gi" },
        imagePlatforms: ["linux/arm64"],
        divideAmong,
      },
    ],
  } as const;
}

describe("riskGroupsOf", () => {
  it("resolves names to what is lost: an availability zone in every cluster that has it", () => {
    const group = {
      name: "feed",
      availabilityZones: ["eu-central-1a"],
      pools: ["dub/general"],
      downShare: 0.0004,
    };
    const [first, ...others] = readFleet(specWith([group])).fleet.riskGroups ?? [];
    assert.deepEqual(others, []);
    assert.deepEqual(first, {
      name: "feed",
      losses: [
        { kind: "lose", what: "az", name: "fra/eu-central-1a" },
        { kind: "lose", what: "pool", name: "dub/general" },
      ],
      downPpm: 400,
    });
  });

  it("tells of names that nothing has, of groups without members and of two of one name, all at once", () => {
    const groups = [
      { name: "feed", clusters: ["frankfurt"] },
      { name: "feed", pools: ["fra/special"], availabilityZones: ["eu-north-1a"], edgeSites: ["store"] },
      { name: "empty" },
    ];
    const faults = faultsOfSpec(specWith(groups));
    const about = [
      "/0/clusters/0",
      "/1/name",
      "/1/pools/0",
      "/1/availabilityZones/0",
      "/1/edgeSites/0",
      "/2",
    ];
    assert.deepEqual(
      faults.map((fault) => fault.split(": ")[0]).sort(),
      about.map((path) => `/riskGroups${path}`).sort(),
    );
  });

  it("refuses survival of groups that share a place, take a part of one, or take all", () => {
    const survive = { survive: "riskGroup" } as const;
    const faultsOf = (...groups: readonly RiskGroupSpec[]): string[] =>
      faultsOfSpec(specWith(groups, survive));
    assert.match(
      faultsOf({ name: "a", clusters: ["fra"] }, { name: "b", clusters: ["fra"] })[0] ?? "",
      /"fra", which may take workload "web", is in risk groups "a" and "b"/,
    );
    assert.match(
      faultsOf({ name: "a", pools: ["fra/general"] })[0] ?? "",
      /risk group "a" takes a part of cluster "fra"/,
    );
    assert.match(
      faultsOf({ name: "a", clusters: ["fra", "dub"] })[0] ?? "",
      /all places of workload "web" are lost with one risk group/,
    );
    assert.match(faultsOf()[0] ?? "", /the fleet has no risk groups/);
    const read = readFleet(specWith([{ name: "a", clusters: ["fra"] }], survive)).fleet;
    assert.deepEqual(read.divided?.[0]?.survive, { loss: "riskGroup", replicas: 4, groups: { fra: "a" } });
  });

  it("lets what stands in one cluster survive groups of its zones, and says where that is not possible", () => {
    const fra = { clusters: ["fra"] };
    const one = (groups: readonly RiskGroupSpec[], more: Partial<WorkloadSpec> = fra) => {
      const spec = specWith(groups);
      const web = omitted(spec.workloads[0], "divideAmong");
      return { ...spec, workloads: [{ ...web, survive: "riskGroup" as const, ...more }] };
    };
    const zones = { name: "feed", availabilityZones: ["eu-central-1a", "fra/eu-central-1b"] };
    const read = readFleet(one([zones])).fleet;
    assert.equal(read.workloads[0]?.survive, "riskGroup");
    const [cluster] = read.clusters.filter(({ name }) => name === "fra");
    assert.ok(cluster !== undefined);
    assert.deepEqual(riskZonesOf(cluster, read.riskGroups), { feed: ["eu-central-1a", "eu-central-1b"] });
    const at = "/workloads/0/survive";
    assert.deepEqual(faultsOfSpec(one([])), [`${at}: the fleet has no risk groups`]);
    const pools = { name: "feed", pools: ["fra/general"] };
    assert.match(
      faultsOfSpec(one([pools])).join(),
      new RegExp(`^${at}: risk group "feed" takes node pools of cluster "fra"`),
    );
    assert.deepEqual(faultsOfSpec(one([pools], { clusters: ["dub"] })), []);
    const divided = faultsOfSpec(one([zones], { divideAmong: { clusters: ["fra", "dub"] } }));
    assert.match(
      divided.join(),
      /it must survive the loss of one risk group \(divideAmong.survive is for places\)/,
    );
    const site = {
      ...one([zones], { edgeSite: "store" }),
      edgeSites: [
        {
          name: "store",
          tier: "edge" as const,
          distribution: "k3s" as const,
          location: { lat: 53, lon: 10, country: "DE" },
          nodes: [{ type: "box", count: 2, architecture: "arm64" as const, cpu: "4", memory: "8Gi" }],
        },
      ],
    };
    assert.match(faultsOfSpec(site).join(), new RegExp(`^${at}: edge site "store" is lost as a whole`));
  });
});
