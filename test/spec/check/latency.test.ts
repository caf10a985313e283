import assert from "node:assert/strict";
import type { FleetSpec, WorkloadSpec } from "../../../src/model/fleet-spec.js";
import type { LatencySpec } from "../../../src/model/latency-spec.js";
import { readFleet } from "../../../src/planner/index.js";
import { faultsOfSpec } from "./faults-of-spec.js";

const pools = [{ name: "general", families: ["m7i"] }];
const requests = { cpu: "100m", memory: "128Mi" };

function spec(latency: readonly LatencySpec[], more: Partial<FleetSpec> = {}): FleetSpec {
  const web: WorkloadSpec = { name: "web", replicas: 2, requests, cluster: "fra", latency };
  return {
    apiVersion: "stowage.dev/v1",
    name: "shop",
    clusters: [
      { name: "fra", platform: "eks", region: "eu-central-1", pools },
      { name: "vir", platform: "eks", region: "us-east-1", pools },
    ],
    demandPoints: [
      { name: "hamburg", location: { lat: 53.55, lon: 9.99 } },
      { name: "dublin", region: "eu-west-1" },
    ],
    workloads: [web, { name: "cart", namespace: "shop", replicas: 1, requests, cluster: "fra" }],
    ...more,
  };
}

describe("latency", () => {
  it("has places with coordinates, times in microseconds and names with their namespace", () => {
    const { fleet } = readFleet(
      spec(
        [
          { workload: "shop/cart", withinMs: 5.5 },
          { demandPoint: "hamburg", withinMs: 20, traffic: 3, judgedBy: "p95" },
        ],
        { roundTrips: [{ between: ["hamburg", "eu-central-1"], p95Ms: 12.25 }] },
      ),
    );
    const [dublin, hamburg] = fleet.demandPoints ?? [];
    assert.deepEqual(hamburg, { name: "hamburg", latitude: 53.55, longitude: 9.99 });
    assert.equal(dublin?.region, "eu-west-1");
    assert.ok(dublin.latitude > 53 && dublin.latitude < 54);
    assert.deepEqual(fleet.roundTrips, [{ between: ["eu-central-1", "hamburg"], p95Microseconds: 12_250 }]);
    assert.deepEqual(fleet.workloads.find(({ name }) => name === "web")?.latency, [
      { demandPoint: "hamburg", withinMicroseconds: 20_000, judgedBy: "p95", traffic: 3 },
      { workload: "shop/cart", withinMicroseconds: 5500, judgedBy: "lowerBound", traffic: 1 },
    ]);
  });

  it("may limit what is promised to any demand point, where there is one", () => {
    const limits = { maxPromisedMs: 40.5 };
    const near = spec([{ demandPoint: "hamburg", withinMs: 90 }], { limits });
    assert.equal(readFleet(near).fleet.limits.maxPromisedMicroseconds, 40_500);
    assert.deepEqual(faultsOfSpec(spec([{ workload: "shop/cart", withinMs: 90 }], { limits })), [
      "/limits/maxPromisedMs: no workload serves a demand point, so that no round trip is promised",
    ]);
  });

  it("refuses ends that are not there, said twice or not at all", () => {
    const faults = faultsOfSpec(
      spec(
        [
          { withinMs: 5 },
          { demandPoint: "bremen", withinMs: 5 },
          { workload: "web", withinMs: 5 },
          { workload: "shop/card", withinMs: 5, traffic: 2 },
        ],
        {
          demandPoints: [
            { name: "fra", location: { lat: 0, lon: 0 } },
            { name: "nowhere" },
            { name: "mars", region: "mars-1" },
          ],
          roundTrips: [
            { between: ["fra", "vir"], p95Ms: 90 },
            { between: ["vir", "fra"], p95Ms: 91 },
            { between: ["fra", "pluto"], p95Ms: 1 },
          ],
        },
      ),
    );
    const told = [
      "/workloads/0/latency/0: demandPoint and workload: none is given",
      '/workloads/0/latency/1/demandPoint: no demand point is called "bremen"',
      '/workloads/0/latency: "default/web" is to be near itself',
      '/workloads/0/latency: no workload is called "shop/card"',
      "/workloads/0/latency/3/traffic: only demand points have traffic",
      '/demandPoints/0/name: "fra" is a cluster or edge site already: measured round trips could not tell them apart',
      "/demandPoints/1: location and region: none is given",
      '/demandPoints/2/region: no region of aws is called "mars-1"',
      '/roundTrips/1/between: a round trip between "fra and vir" is there already, at /roundTrips/0/between',
      '/roundTrips/2/between/1: no demand point, cluster, edge site or region is called "pluto"',
    ];
    for (const fault of told) assert.ok(faults.includes(fault), `${fault} is not among ${faults.join("\n")}`);
    assert.equal(faults.length, told.length);
  });

  it("refuses a divided workload with fewer replicas than demand points", () => {
    const latency = ["hamburg", "dublin"].map((demandPoint) => ({ demandPoint, withinMs: 30 }));
    const one: WorkloadSpec = { name: "web", replicas: 1, requests, divideAmong: {}, latency };
    assert.deepEqual(faultsOfSpec(spec([], { workloads: [one] })), [
      '/workloads/0/latency: workload "default/web" has 1 replica(s) and serves 2 demand points',
    ]);
  });
});
