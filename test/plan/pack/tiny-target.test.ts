import assert from "node:assert/strict";
import type { CheckedFleet, Cluster, Pool } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { cluster, nodesByType, planOf, pool, workload } from "../fleets.js";

const EXACTLY = { targetGapMilliPercent: 0, workUnits: 50_000 };
const ZONES = ["eu-central-1a", "eu-central-1b"];
const MAIN = "main/default/";

function planned(fleet: Partial<CheckedFleet>): Plan {
  return planOf({ limits: EXACTLY, ...fleet });
}

function inTwoZones(own: Partial<Pool> = {}, more: Partial<Cluster> = {}): Cluster[] {
  return [cluster({ availabilityZones: ZONES, pools: [pool(own)], ...more })];
}

function nodesByOption(plan: Plan): Record<string, string> {
  const purchases = Object.values(plan.clusters["main"]?.purchases ?? {});
  return Object.fromEntries(
    purchases.map((one) => [`${one.instanceType} ${one.purchaseOption}`, String(one.count)]),
  );
}

describe("a tiny target", () => {
  it("has spot on the machine where the share of spot allows it, not on the one that was packed first", () => {
    const plan = planned({
      clusters: inTwoZones({ purchaseOptions: ["on-demand", "spot"], spotMaxPercent: 80, maxNodes: 3 }),
      workloads: [workload({ replicas: 5, cpu: 0.5, gib: 4 })],
    });
    assert.deepEqual(nodesByOption(plan), { "x.large spot": "1", "x.small on-demand": "1" });
    assert.equal(plan.cost.microPerHour, 41_000);
  });

  it("uses the skew over availability zones that a workload allows", () => {
    const spread = workload({ replicas: 2, cpu: 3, gib: 4, zoneSpread: { maxSkew: 2 } });
    const plan = planned({ clusters: inTwoZones(), workloads: [spread] });
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
  });

  it("keeps to the skew that zones without a replica leave", () => {
    const spread = workload({ replicas: 3, cpu: 2, gib: 4, zoneSpread: { maxSkew: 1 } });
    const plan = planned({ clusters: inTwoZones(), workloads: [spread] });
    const zones = plan.workloads[`${MAIN}web`]?.placement.byAvailabilityZone ?? {};
    assert.deepEqual(Object.values(zones).sort(), [1, 2]);
  });

  it("divides guests unevenly among the replicas that they stand beside, where that is cheaper", () => {
    const base = workload({ name: "base", replicas: 2, cpu: 0.5, gib: 0.5 });
    const beside = { workload: `${MAIN}base`, over: "node" as const };
    const guest = workload({ name: "guest", replicas: 4, cpu: 2, gib: 4, beside });
    const plan = planned({ clusters: inTwoZones(), workloads: [base, guest] });
    const best = planned({
      clusters: inTwoZones(),
      workloads: [
        workload({ name: "base", replicas: 2, cpu: 0.5, gib: 0.5 }),
        workload({ name: "guest", replicas: 4, cpu: 2, gib: 4 }),
      ],
    });
    assert.ok(plan.cost.microPerHour >= best.cost.microPerHour);
    assert.equal(plan.search.stop, "proved");
  });

  it("is proved to cost least where no rule is left that the search of all fillings narrows", () => {
    const capped = workload({ name: "a", replicas: 3, cpu: 0.5, gib: 9, maxPerAvailabilityZone: 2 });
    const other = workload({ name: "b", replicas: 3, cpu: 0.5, gib: 4, maxPerAvailabilityZone: 2 });
    const plan = planned({ clusters: inTwoZones(), workloads: [capped, other] });
    assert.deepEqual(nodesByType(plan), { "x.large": 3 });
    assert.equal(plan.search.stop, "proved");
    assert.equal(plan.search.gapPpm, 0);
    assert.match(plan.search.boundMethod, /the least of all fillings/);
  });

  it("claims no more than its packing proves of shares of spot, which idle nodes could keep", () => {
    const plan = planned({
      clusters: inTwoZones({ purchaseOptions: ["on-demand", "spot"], spotMaxPercent: 50 }),
      workloads: [workload({ replicas: 3, cpu: 2, gib: 4 })],
    });
    assert.ok(plan.search.boundMicroPerHour <= plan.cost.microPerHour);
    assert.notEqual(plan.search.stop, "proved");
  });

  it("is not searched where it has more than ten replicas", () => {
    const spread = workload({ replicas: 12, cpu: 1.5, gib: 3, zoneSpread: { maxSkew: 12 } });
    const plan = planned({ clusters: inTwoZones(), workloads: [spread] });
    const zones = plan.workloads[`${MAIN}web`]?.placement.byAvailabilityZone ?? {};
    assert.deepEqual(Object.values(zones), [6, 6]);
  });

  it("keeps room for more replicas, workloads apart, and the types that a pool may have", () => {
    const apart = [
      workload({
        name: "a",
        replicas: 2,
        cpu: 1,
        gib: 4,
        apartFrom: [`${MAIN}b`],
        zoneSpread: { maxSkew: 2 },
      }),
      workload({ name: "b", replicas: 2, cpu: 1, gib: 4, zoneSpread: { maxSkew: 2 } }),
    ];
    const own = { headroom: { pods: 1 }, maxInstanceTypes: 1 };
    const plan = planned({ clusters: inTwoZones(own), workloads: apart });
    assert.equal(Object.keys(nodesByType(plan)).length, 1);
    const layouts = Object.values(plan.clusters["main"]?.purchases ?? {}).flatMap((one) => one.layouts);
    for (const { pods } of layouts) assert.ok(Object.keys(pods).length <= 1);
  });
});
