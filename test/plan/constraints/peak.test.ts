import assert from "node:assert/strict";
import { explainPlacement } from "../../../src/explain/index.js";
import { renderPlan } from "../../../src/report/index.js";
import { cluster, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

const RISING = workload({ cpu: 2, gib: 2, replicas: 2, peak: 6 });

describe("a demand with a peak", () => {
  it("buys nodes for the base and says how many the peak fills", () => {
    const plan = planOf({ workloads: [RISING] });
    assert.deepEqual(nodesByType(plan), { "x.small": 2 });
    assert.equal(plan.cost.microPerHour, 40_000);
    assert.equal(plan.search.stop, "proved");
    assert.deepEqual(plan.clusters["main"]?.pools["general"]?.autoscaling, { minNodes: 2, maxNodes: 6 });
    assert.match(renderPlan(plan), /pool general: an autoscaler keeps 2 to 6 nodes/);
    assert.match((explainPlacement(plan, RISING.id) ?? []).join("\n"), /may rise to 6 replicas/);
  });

  it("changes nothing where no peak is stated", () => {
    const plan = planOf({ workloads: [workload({ replicas: 2 })] });
    assert.equal(plan.clusters["main"]?.pools["general"]?.autoscaling, undefined);
    for (const purchase of Object.values(plan.clusters["main"]?.purchases ?? {}))
      assert.equal(purchase.peak, undefined);
  });

  it("fits into a pool's maxNodes and the quotas, or is told as not found", () => {
    for (const limits of [
      { pools: [pool({ maxNodes: 5 })] },
      { quotas: { nodes: 5 } },
      { quotas: { vcpu: 11 } },
    ]) {
      const outcome = outcomeOf({ clusters: [cluster(limits)], workloads: [RISING] });
      assert.equal(outcome.status, "noneFound");
      const [conflict] = outcome.conflicts;
      assert.equal(conflict?.label, "peak");
      assert.match(conflict.message, /^at peak, on more nodes of the kinds that the base needs: 6 replica/);
    }
    const six = cluster({ pools: [pool({ maxNodes: 6 })], quotas: { nodes: 6, vcpu: 12 } });
    assert.equal(outcomeOf({ clusters: [six], workloads: [RISING] }).status, "planned");
  });

  it("is held with spread over the availability zones of its nodes", () => {
    const spread = { ...RISING, zoneSpread: { maxSkew: 1 } };
    const plan = planOf({ workloads: [spread] });
    assert.equal(plan.clusters["main"]?.pools["general"]?.autoscaling?.maxNodes, 6);
  });
});
