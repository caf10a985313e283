import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet, Workload } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { zoneRuleOf } from "../../../src/model/zone-loss.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { omitted } from "../../../src/units/omitted.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { areLostTogether } from "../brute-force.js";
import { cluster, conflictsOf, fleet, outcomeOf, planOf, pool, workload } from "../fleets.js";
import { THREE_ZONES, survivingFleet, zonesTogether } from "../surviving-fleet.js";
import { tinyCatalogue } from "../tiny-catalogue.js";

const [A, B, C] = THREE_ZONES;
const FEED = [zonesTogether("feed", [A, B])];
const WEB = "main/default/web";

function surviving(more: Parameters<typeof workload>[0], riskGroups = FEED): Partial<CheckedFleet> {
  return { riskGroups, workloads: [workload({ cpu: 1, gib: 1, survive: "riskGroup", ...more })] };
}

function webOf(of: Partial<CheckedFleet>): Plan["workloads"][string] {
  return planOf(of).workloads[WEB] ?? assert.fail("no such workload");
}

function rulesOf(plan: Plan): readonly unknown[] {
  return Object.values(plan.workloads).map((one) => [
    zoneRuleOf(one),
    one.boundZones,
    one.placement.byAvailabilityZone,
  ]);
}

describe("survival of risk groups of one cluster's zones", () => {
  it("binds few replicas to zones of different groups, and spreads them over those", () => {
    const web = webOf(surviving({ replicas: 2 }));
    assert.deepEqual(web.riskZones, { feed: [A, B] });
    assert.deepEqual(web.boundZones, [A, C]);
    assert.deepEqual(web.placement.byAvailabilityZone, { [A]: 1, [C]: 1 });
    assert.deepEqual(zoneRuleOf(web), { maxSkew: 1, minDomains: 2 });
  });

  it("spreads more replicas over all zones by a rule that leaves no room for all in one group", () => {
    const web = webOf(surviving({ replicas: 3, cpu: 2, gib: 4 }));
    assert.equal(web.boundZones, undefined);
    assert.deepEqual(web.placement.byAvailabilityZone, { [A]: 1, [B]: 1, [C]: 1 });
    assert.deepEqual(zoneRuleOf(web), { maxSkew: 1, minDomains: 3 });
  });

  it("takes few zones where that costs less", () => {
    // A node for two replicas costs as much as one for each: two zones need two of them.
    const { boundZones, placement } = webOf(surviving({ replicas: 4 }));
    assert.deepEqual([boundZones, placement.byAvailabilityZone], [[A, C], { [A]: 2, [C]: 2 }]);
  });

  it("outlives groups that share zones, where only all three zones are in no one group", () => {
    const pairs = [zonesTogether("ab", [A, B]), zonesTogether("bc", [B, C]), zonesTogether("ac", [A, C])];
    const web = webOf(surviving({ replicas: 3 }, pairs));
    assert.deepEqual(Object.keys(web.placement.byAvailabilityZone), [A, B, C]);
    assert.deepEqual(zoneRuleOf(web), { maxSkew: 1, minDomains: 3 });
    const two = outcomeOf(surviving({ replicas: 2 }, pairs));
    assert.equal(two.status, "noneFound");
    const [conflict] = conflictsOf(surviving({ replicas: 2 }, pairs));
    assert.ok(
      conflict?.waysOut.some((way) => way.startsWith("raise its replicas to 3")),
      conflict?.message,
    );
  });

  it("says which group takes all zones that can take the workload, and what helps", () => {
    const all = surviving({ replicas: 2 }, [zonesTogether("feed", [A, B, C])]);
    assert.equal(outcomeOf(all).status, "infeasible");
    const [conflict] = conflictsOf(all);
    assert.match(conflict?.message ?? "", /risk group "feed" takes eu-central-1a, eu-central-1b and .*1c/);
    assert.ok((conflict?.waysOut.length ?? 0) >= 4);
    const whole = { name: "site", losses: [{ kind: "lose", what: "cluster", name: "main" }] } as const;
    assert.match(conflictsOf(surviving({ replicas: 2 }, [whole]))[0]?.message ?? "", /risk group "site"/);
    const ofVolume = surviving({ replicas: 2, volumes: [{ name: "data", availabilityZone: A }] }, []);
    assert.match(conflictsOf(ofVolume)[0]?.message ?? "", /only eu-central-1a can take it/);
  });

  it("asks nothing of one replica, and is the survival of a zone where no group takes two", () => {
    const alone = webOf(surviving({ replicas: 1 }, [zonesTogether("feed", [A, B, C])]));
    assert.deepEqual(
      [alone.placement.replicas, alone.boundZones, zoneRuleOf(alone)],
      [1, undefined, undefined],
    );
    for (const replicas of [2, 3, 5, 8])
      for (const groups of [[], THREE_ZONES.map((zone) => zonesTogether(zone, [zone]))]) {
        const own = planOf(surviving({ replicas }, groups));
        const zones = planOf(surviving({ replicas, survive: "availabilityZone" }, []));
        assert.deepEqual(rulesOf(own), rulesOf(zones));
        assert.deepEqual(own.cost, zones.cost);
        assert.equal(own.search.boundMicroPerHour, zones.search.boundMicroPerHour);
      }
  });

  it("keeps a hard spread of its own beside it, and is not bound then", () => {
    const web = webOf(surviving({ replicas: 6, zoneSpread: { maxSkew: 1 } }));
    assert.deepEqual(web.placement.byAvailabilityZone, { [A]: 2, [B]: 2, [C]: 2 });
    assert.deepEqual([web.boundZones, zoneRuleOf(web)], [undefined, { maxSkew: 1, minDomains: 3 }]);
    assert.equal(outcomeOf(surviving({ replicas: 2, zoneSpread: { maxSkew: 1 } })).status, "noneFound");
  });

  it("has at its peak the zones to which others are bound at their base", () => {
    const plan = planOf({
      riskGroups: FEED,
      workloads: [
        workload({ cpu: 1, gib: 1, replicas: 2, survive: "riskGroup" }),
        workload({
          name: "up",
          id: "main/default/up",
          cpu: 2,
          gib: 2,
          replicas: 3,
          peak: 9,
          survive: "riskGroup",
        }),
      ],
    });
    assert.deepEqual(plan.workloads[WEB]?.boundZones, [A, C]);
    assert.equal(plan.workloads["main/default/up"]?.boundZones, undefined);
  });
});

describe("survival of risk groups, of random fleets", function () {
  this.timeout(600_000);

  it("holds in every plan, which the verifier accepts, and costs no less than without the rule is proved to", () => {
    let [planned, grouped, bound] = [0, 0, 0];
    fc.assert(
      fc.property(survivingFleet, (checked) => {
        const outcome = planFleetChecked({ fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" });
        if (outcome.status !== "planned") return;
        const { plan } = outcome;
        planned += 1;
        assert.deepEqual(verifyPlan({ plan, fleet: checked }), []);
        for (const { survive, replicas, placement, boundZones, riskZones = {} } of Object.values(
          plan.workloads,
        )) {
          if (survive !== "riskGroup" || replicas < 2) continue;
          assert.ok(!areLostTogether(Object.keys(placement.byAvailabilityZone), riskZones));
          if (Object.values(riskZones).some(({ length }) => length > 1)) grouped += 1;
          if (boundZones !== undefined) bound += 1;
        }
        const free = fleet({
          ...checked,
          fidelity: "packing",
          workloads: checked.workloads.map((one): Workload => omitted(one, "survive")),
        });
        const without = planFleetChecked({ fleet: free, catalogue: tinyCatalogue, version: "0.0.0" });
        assert.ok(without.status === "planned");
        assert.ok(without.plan.search.boundMicroPerHour <= plan.cost.microPerHour);
      }),
      { seed: 20261128, numRuns: 24 },
    );
    assert.ok(
      planned > 15 && grouped > 10 && bound > 3,
      `${planned} planned, ${grouped} grouped, ${bound} bound`,
    );
  });

  it("costs the same whatever the zones are called", () => {
    const tiny = fc.record({
      cpu: fc.constantFrom(0.5, 1, 2),
      replicas: fc.integer({ min: 2, max: 4 }),
      other: fc.integer({ min: 1, max: 3 }),
      together: fc.constantFrom([0, 1], [0, 2], [1, 2]),
    });
    fc.assert(
      fc.property(tiny, ({ cpu, replicas, other, together }) => {
        const costOf = (order: readonly number[]): number => {
          const zones = together.map((at) => THREE_ZONES[order[at] ?? 0] ?? A);
          const { cost } = planOf({
            clusters: [cluster({ pools: [pool()] })],
            riskGroups: [zonesTogether("feed", zones)],
            workloads: [
              workload({ cpu, gib: 1, replicas, survive: "riskGroup" }),
              workload({ name: "other", id: "main/default/other", cpu: 1, gib: 1, replicas: other }),
            ],
          });
          return cost.microPerHour;
        };
        const costs = [
          [0, 1, 2],
          [1, 2, 0],
          [2, 1, 0],
        ].map(costOf);
        assert.equal(new Set(costs).size, 1, costs.join(", "));
      }),
      { seed: 20261128, numRuns: 25 },
    );
  });
});
