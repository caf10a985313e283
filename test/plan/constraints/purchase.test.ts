import assert from "node:assert/strict";
import { renderPlan } from "../../../src/report/index.js";
import type { Plan } from "../../../src/model/plan.js";
import { accountQuota, cluster, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

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

  it("are no minimum of their own and are not bought beyond their count for one", () => {
    const clusters = [cluster({ pools: [{ ...pools[0]!, minNodes: 3 }] })];
    const plan = planOf({ clusters, workloads: [] });
    assert.ok((nodesByType(plan)["x.large"] ?? 0) <= 1);
  });
});
