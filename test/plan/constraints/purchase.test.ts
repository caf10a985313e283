import assert from "node:assert/strict";
import { renderPlan } from "../../../src/report/index.js";
import type { Plan } from "../../../src/model/plan.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { accountQuota, cluster, fleet, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

function byOption(plan: Plan): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { purchaseOption, count } of Object.values(plan.clusters["main"]?.purchases ?? {}))
    counts[purchaseOption] = (counts[purchaseOption] ?? 0) + count;
  return counts;
}

const FOUR = workload({ cpu: 2, gib: 4, replicas: 4, maxPerNode: 1 });

describe("a share of spot", () => {
  const spot = (spotMaxPercent: number): Partial<Plan> & { readonly plan: Plan } => ({
    plan: planOf({
      clusters: [cluster({ pools: [pool({ purchaseOptions: ["on-demand", "spot"], spotMaxPercent })] })],
      workloads: [FOUR],
    }),
  });

  it("leaves the rest of the virtual CPUs on demand, with a bound that is as good", () => {
    assert.deepEqual(byOption(spot(100).plan), { spot: 4 });
    const half = spot(50).plan;
    assert.deepEqual(byOption(half), { "on-demand": 2, spot: 2 });
    assert.equal(half.cost.microPerHour, 2 * 20_000 + 2 * 6_000);
    assert.equal(half.search.stop, "proved");
    assert.deepEqual(byOption(spot(0).plan), { "on-demand": 4 });
    assert.match(renderPlan(half), /pool general: 50 % of its virtual CPUs on spot, at most 50 %/);
  });

  it("is counted in virtual CPUs, not in nodes", () => {
    const { plan } = spot(49);
    assert.deepEqual(byOption(plan), { "on-demand": 3, spot: 1 });
  });

  it("is told where workloads may only run on spot", () => {
    const only = {
      ...FOUR,
      requiredNodeTerms: [
        { requirements: [{ key: "stowage.dev/purchase-option", operator: "In" as const, values: ["spot"] }] },
      ],
    };
    const pools = [pool({ purchaseOptions: ["on-demand", "spot"], spotMaxPercent: 50 })];
    const outcome = outcomeOf({ clusters: [cluster({ pools })], workloads: [only] });
    assert.equal(outcome.status, "noneFound");
    assert.equal(outcome.conflicts[0]?.label, "spot-share");
  });
});

describe("a share of spot under a quota of on-demand nodes", () => {
  it("is not mended beyond the quota", () => {
    const pools = [pool({ purchaseOptions: ["on-demand", "spot"], spotMaxPercent: 50 })];
    const outcome = outcomeOf({
      clusters: [cluster({ pools })],
      workloads: [workload({ cpu: 2, gib: 9, replicas: 1 })],
      quotas: [accountQuota({ limit: 4 })],
    });
    assert.equal(outcome.status, "noneFound");
    assert.equal(outcome.conflicts[0]?.label, "spot-share");
  });
});

describe("reserved nodes", () => {
  const reserved = [{ instanceType: "x.large", count: 1, microPerHour: 0 }];
  const pools = [pool({ purchaseOptions: ["on-demand", "reserved"], reserved })];

  it("are used before anything is bought, up to their count", () => {
    const plan = planOf({ clusters: [cluster({ pools })], workloads: [{ ...FOUR, maxPerNode: 3 }] });
    assert.deepEqual(byOption(plan), { "on-demand": 1, reserved: 1 });
    assert.equal(plan.cost.microPerHour, 20_000);
    assert.equal(plan.search.stop, "proved");
  });

  it("are taken where their capacity is kept, and no more of them than there are in each zone", () => {
    const kept = (zone: string, count: number) => ({
      instanceType: "x.small",
      count,
      availabilityZone: `eu-central-1${zone}`,
      capacityReservation: `cr-${zone}`,
      microPerHour: 0,
    });
    const own = pool({ purchaseOptions: ["on-demand", "reserved"], reserved: [kept("a", 1), kept("c", 2)] });
    const clusters = [cluster({ pools: [own] })];
    const workloads = [workload({ cpu: 2, gib: 4, replicas: 5, maxPerNode: 1 })];
    const plan = planOf({ clusters, workloads });
    const bought = Object.values(plan.clusters["main"]?.purchases ?? {})
      .filter(({ purchaseOption }) => purchaseOption === "reserved")
      .map(({ availabilityZone, count, capacityReservation }) => [
        availabilityZone,
        count,
        capacityReservation,
      ]);
    assert.deepEqual(bought, [
      ["eu-central-1a", 1, "cr-a"],
      ["eu-central-1c", 2, "cr-c"],
    ]);
    assert.equal(plan.cost.microPerHour, 2 * 20_000);
    assert.equal(plan.search.stop, "proved");
    for (const [index, { count, availabilityZone }] of (own.reserved ?? []).entries()) {
      const reserved = (own.reserved ?? []).map((one, at) =>
        at === index ? { ...one, count: count - 1 } : one,
      );
      const fewer = fleet({ clusters: [cluster({ pools: [{ ...own, reserved }] })], workloads });
      const [refusal] = verifyPlan({ plan, fleet: fewer });
      assert.match(refusal?.message ?? "", /brings it to \d nodes, and \d are reserved/, availabilityZone);
    }
  });

  it("in one zone hold what must stand in another on nodes that are bought", () => {
    const reserved = [
      { instanceType: "x.small", count: 9, availabilityZone: "eu-central-1b", microPerHour: 0 },
    ];
    const clusters = [cluster({ pools: [pool({ purchaseOptions: ["on-demand", "reserved"], reserved })] })];
    const bound = workload({ volumes: [{ name: "data", availabilityZone: "eu-central-1a" }] });
    const plan = planOf({ clusters, workloads: [bound, workload({ name: "free" })] });
    // A node that is paid already may stand beside it: it adds nothing to the cost.
    assert.equal(byOption(plan)["on-demand"], 1);
    const spread = workload({ cpu: 2, gib: 4, replicas: 3, zoneSpread: { maxSkew: 1 } });
    assert.deepEqual(byOption(planOf({ clusters, workloads: [spread] })), { "on-demand": 2, reserved: 1 });
  });

  it("are no minimum of their own and are not bought beyond their count for one", () => {
    const clusters = [cluster({ pools: [{ ...pools[0]!, minNodes: 3 }] })];
    const plan = planOf({ clusters, workloads: [] });
    assert.ok((nodesByType(plan)["x.large"] ?? 0) <= 1);
  });
});
