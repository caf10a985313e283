import assert from "node:assert/strict";
import { transferRate } from "../../src/catalogue/index.js";
import type { Traffic, TrafficLeg } from "../../src/model/traffic.js";
import type { Workload } from "../../src/model/fleet.js";
import { renderPlan } from "../../src/report/index.js";
import { cluster, edgeSite, planOf, workload } from "./fleets.js";

const GB = 1000;

function traffic(more: Partial<Traffic> = {}): Traffic {
  return { name: "logs", from: "default/api", to: "default/store", gbPerMonth: GB, ...more };
}

function at(kind: "cluster" | "edgeSite", place: string, name: string, replicas: number): Workload {
  return workload({ name, replicas, target: { kind, name: place }, id: `${place}/default/${name}` });
}

function legsOf(workloads: readonly Workload[], one: Traffic = traffic()): readonly TrafficLeg[] {
  const plan = planOf({
    clusters: [
      cluster({ availabilityZones: ["eu-central-1a"] }),
      cluster({ name: "dub", region: "us-east-1", availabilityZones: ["us-east-1a"] }),
    ],
    edgeSites: [edgeSite()],
    workloads,
    traffic: [one],
  });
  return plan.traffic?.["logs"]?.legs ?? [];
}

function bills(legs: readonly TrafficLeg[]): (string | number)[][] {
  return legs.map(({ from, to, basis, microPerMonth }) => [from, to, basis, microPerMonth]);
}

describe("declared traffic", () => {
  it("costs nothing inside one availability zone, and the published price to another region", () => {
    assert.deepEqual(legsOf([at("cluster", "main", "api", 2), at("cluster", "main", "store", 1)]), []);
    assert.deepEqual(bills(legsOf([at("cluster", "main", "api", 2), at("cluster", "dub", "store", 1)])), [
      ["main", "dub", "region", GB * 20_000],
    ]);
  });

  it("stays in a place that has receivers, and is billed by what each sender sends", () => {
    const workloads = [
      ...[at("cluster", "main", "api", 3), at("cluster", "dub", "api", 1)],
      at("cluster", "dub", "store", 1),
    ];
    assert.deepEqual(bills(legsOf(workloads)), [["main", "dub", "region", (GB * 20_000 * 3) / 4]]);
  });

  it("goes out of the cloud to users and to edge sites, and what edge sites send is not billed", () => {
    assert.deepEqual(bills(legsOf([at("cluster", "main", "api", 2)], traffic({ to: "internet" }))), [
      ["main", "internet", "internet", GB * 90_000],
    ]);
    assert.deepEqual(bills(legsOf([at("cluster", "main", "api", 2), at("edgeSite", "store", "store", 1)])), [
      ["main", "store", "internet", GB * 90_000],
    ]);
    assert.deepEqual(legsOf([at("edgeSite", "store", "api", 1), at("cluster", "main", "store", 1)]), []);
  });

  it("crosses zones as pairs of pods do", () => {
    const spread = { zoneSpread: { maxSkew: 1 }, maxPerNode: 1 };
    const plan = planOf({
      workloads: [
        { ...at("cluster", "main", "api", 3), ...spread },
        { ...at("cluster", "main", "store", 3), ...spread },
      ],
      traffic: [traffic()],
    });
    // One of each in each of three zones: two of three pairs are in different ones.
    assert.deepEqual(bills(plan.traffic?.["logs"]?.legs ?? []), [
      ["main", "main", "zone", Math.ceil((GB * 20_000 * 2) / 3)],
    ]);
    assert.match(
      renderPlan(plan),
      /logs: default\/api to default\/store, 1,000 GB, \$13\.33 a month beside the cost/,
    );
    assert.ok(plan.notCounted.some((line) => line.includes("priced beside it")));
  });

  it("has the price that the spec states in place of the published one, and says where none is known", () => {
    const workloads = [at("cluster", "main", "api", 2), at("cluster", "dub", "store", 1)];
    const [leg] = legsOf(workloads, traffic({ microPerGb: 5_000 }));
    assert.equal(leg?.microPerMonth, GB * 5_000);
    assert.equal(leg.evidence, undefined);
    assert.equal(transferRate({ provider: "aws", region: "cn-north-1", basis: "region" }), undefined);
    const near = { provider: "aws", region: "us-east-1", basis: "region", toRegion: "us-east-2" } as const;
    assert.equal(transferRate(near)?.microPerGb, 10_000);
  });
});
