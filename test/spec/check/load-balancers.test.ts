import assert from "node:assert/strict";
import type { FleetSpec, LoadBalancerQuotaSpec } from "../../../src/model/fleet-spec.js";
import { readFleet } from "../../../src/planner/index.js";
import { faultsOfSpec } from "./faults-of-spec.js";

function specWith(...loadBalancerQuotas: readonly LoadBalancerQuotaSpec[]): FleetSpec {
  const pools = [{ name: "general", families: ["m7g"], chips: ["arm64" as const] }];
  const place = { platform: "eks", region: "eu-central-1", pools } as const;
  return {
    apiVersion: "stowage.dev/v1",
    name: "balanced",
    clusters: [
      { name: "one", ...place },
      { name: "two", ...place },
    ],
    loadBalancerQuotas,
    workloads: [
      {
        name: "web",
        cluster: "one",
        replicas: 2,
        requests: { cpu: "500m", memory: "1Gi" },
        imagePlatforms: ["linux/arm64"],
        loadBalancers: 2,
      },
    ],
  };
}

const HERE = { provider: "aws", region: "eu-central-1", limit: 50 } as const;

describe("loadBalancerQuotasOf", () => {
  it("counts every cluster of the region, or those that are named, less what others use", () => {
    const { fleet } = readFleet(
      specWith({ ...HERE, usedElsewhere: 8, clusters: ["one"], source: "console" }),
    );
    assert.deepEqual(fleet.loadBalancerQuotas, [
      {
        key: "aws/eu-central-1 of one",
        limit: 42,
        clusters: ["one"],
        source: "console",
        origin: "/loadBalancerQuotas/0",
      },
    ]);
    assert.equal(fleet.workloads[0]?.loadBalancers, 2);
    assert.equal(readFleet(specWith(HERE)).fleet.loadBalancerQuotas?.[0]?.key, "aws/eu-central-1");
  });

  it("tells of regions and clusters that are not there, of more used than there are, and of two quotas for one cluster", () => {
    const faults = faultsOfSpec(
      specWith(
        { ...HERE, region: "eu-central-9" },
        { ...HERE, clusters: ["three"] },
        { ...HERE, usedElsewhere: 51, clusters: ["one"] },
        { ...HERE, clusters: ["one"] },
      ),
    );
    assert.deepEqual(
      faults.map((fault) => fault.split(": ")[0]),
      [
        "/loadBalancerQuotas/0/region",
        "/loadBalancerQuotas/1/clusters/0",
        "/loadBalancerQuotas/2/usedElsewhere",
        "/loadBalancerQuotas/3",
      ],
    );
  });
});
