import assert from "node:assert/strict";
import fc from "fast-check";
import { explainPlacement } from "../../../src/explain/index.js";
import type { Workload } from "../../../src/model/fleet.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { cheapestServed, served } from "../served-demand.js";
import { cluster, conflictsOf, fleet, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

describe("demand in units of performance", () => {
  const main = cluster({ pools: [pool({ chips: ["amd64", "arm64"] })] });

  it("runs on the chip that gives it for least, with as many replicas as that takes", () => {
    const on = (arm64: number): unknown => {
      const web = served(400, { amd64: 100, arm64 });
      const plan = planOf({ clusters: [main], workloads: [web] });
      assert.equal(plan.search.stop, "proved");
      return [plan.workloads[web.id]?.replicas, nodesByType(plan)];
    };
    // Four cost 70,000 on amd64; on arm64 four cost 56,000, five 72,000.
    assert.deepEqual(on(100), [4, { "a.large": 1 }]);
    assert.deepEqual(on(99), [4, { "x.large": 1 }]);
    assert.deepEqual(on(201), [2, { "a.small": 2 }]);
  });

  it("is explained, and told where no chip of the pools has a figure", () => {
    const plan = planOf({ clusters: [main], workloads: [served(400, { amd64: 100 })] });
    const lines = explainPlacement(plan, "main/default/web") ?? [];
    assert.match(lines.join("\n"), /at least 400 units of performance/);
    const [conflict] = conflictsOf({ clusters: [main], workloads: [served(400, { "nvidia-l4": 900 })] });
    assert.equal(conflict?.label, "no-offering");
  });

  it("costs no less than any mix of chips within the spread, and verify refuses what gives less", () => {
    const drawn = fc.record({
      demand: fc.integer({ min: 50, max: 300 }),
      amd64: fc.constantFrom(60, 100, 150),
      arm64: fc.constantFrom(55, 80, 100, 130),
      spread: fc.constantFrom(0, 0, 30, 100),
      maxNodes: fc.constantFrom(1, 3),
      beside: fc.constantFrom(0, 1),
    });
    let [planned, exact] = [0, 0];
    fc.assert(
      fc.property(drawn, ({ demand, amd64, arm64, spread, maxNodes, beside }) => {
        const web = served(demand, { amd64, arm64 }, spread);
        const only = cluster({
          availabilityZones: ["eu-central-1a"],
          pools: [pool({ chips: ["amd64", "arm64"], maxNodes })],
        });
        const others = beside === 0 ? [] : [workload({ name: "other", cpu: 1.5, gib: 1 })];
        const asked = { clusters: [only], workloads: [...others, web] };
        const outcome = outcomeOf(asked);
        const optimum = cheapestServed(only, others, web);
        if (outcome.status === "infeasible") assert.equal(optimum, undefined);
        if (outcome.status !== "planned") return;
        planned += 1;
        const { plan } = outcome;
        const { microPerHour } = plan.cost;
        assert.ok(optimum !== undefined);
        assert.ok(plan.search.boundMicroPerHour <= optimum && optimum <= microPerHour);
        if (microPerHour === optimum) exact += 1;
        const more = (plan.workloads[web.id]?.replicas ?? 0) * Math.max(amd64, arm64) + 1;
        const performance = { demand: more, perReplica: { amd64, arm64 }, maxSpreadPercent: spread };
        const claimed = structuredClone(plan) as unknown as { workloads: Record<string, Partial<Workload>> };
        claimed.workloads[web.id] = { ...claimed.workloads[web.id], performance };
        const refusals = verifyPlan({
          plan: claimed as never,
          fleet: fleet({ ...asked, workloads: [...others, { ...web, performance }] }),
        });
        assert.ok(refusals.some(({ path }) => path.endsWith("/performance/demand")));
      }),
      { seed: 20261201, numRuns: 100 },
    );
    assert.ok(planned > 60, `${planned} planned`);
    assert.ok(exact > 0.9 * planned, `${exact} of ${planned} cost what the optimum does`);
  });
});
