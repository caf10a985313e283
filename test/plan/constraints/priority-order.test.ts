import assert from "node:assert/strict";
import { explainPlacement } from "../../../src/explain/index.js";
import type { Workload } from "../../../src/model/fleet.js";
import { renderPlan } from "../../../src/report/index.js";
import { accountQuota, cluster, edgeSite, nodesByType, planOf, pool, shape, workload } from "../fleets.js";

const STORE = { kind: "edgeSite", name: "store" } as const;
const site = edgeSite({ nodes: [shape({ count: 1, availabilityZone: "store" })] });

/** Half a CPU each; of the box's four, system load takes nothing. */
function inStore(name: string, replicas: number, priority: number, more: Partial<Workload> = {}): Workload {
  const rules = { target: STORE, replicas, priority, outByPriority: true as const, ...more };
  return workload({ name, cpu: 0.5, gib: 0.5, ...rules });
}

describe("workloads that stay out by priority", () => {
  it("are placed as far as they fit, those of the higher priority first, with the bound of each", () => {
    const tills = workload({ name: "till", target: STORE, cpu: 1.25, gib: 0.5, replicas: 2 });
    const workloads = [inStore("adverts", 4, -5), tills, inStore("video", 4, 100)];
    const plan = planOf({ clusters: [], edgeSites: [site], workloads });
    const runs = (name: string): unknown => {
      const { replicas, leftOut } = plan.workloads[`store/default/${name}`] ?? {};
      return [replicas, leftOut];
    };
    assert.deepEqual(runs("till"), [2, undefined]);
    assert.deepEqual(runs("video"), [3, { replicas: 1 }]);
    assert.deepEqual(runs("adverts"), [0, { replicas: 4 }]);
    assert.deepEqual(plan.edgeSites["store"]?.priorities, [
      { priority: 100, replicas: 4, leftOut: 1, boundLeftOut: 1 },
      { priority: -5, replicas: 4, leftOut: 4, boundLeftOut: 4 },
    ]);
    assert.equal(plan.cost.penaltiesMicroPerHour, undefined);
    const text = renderPlan(plan);
    assert.match(text, /priority 100: 3 of 4 replicas run, no plan that keeps what comes before runs more/);
    assert.match(text, /no plan of this spec costs less, of those that leave no more of any priority out/);
    const lines = explainPlacement(plan, "store/default/adverts") ?? [];
    assert.match(lines.join("\n"), /4 replicas left out: they do not fit/);
  });

  it("never give the place of one replica to many of a lower priority", () => {
    const large = inStore("large", 1, 2, { requests: { cpuMilli: 4000, memoryMiB: 512, pods: 1 } });
    const plan = planOf({ clusters: [], edgeSites: [site], workloads: [large, inStore("small", 8, 1)] });
    assert.equal(plan.workloads[large.id]?.replicas, 1);
    assert.deepEqual(
      plan.edgeSites["store"]?.priorities?.map(({ leftOut }) => leftOut),
      [0, 8],
    );
  });

  it("are bought nodes for at any price where nothing limits them, and as many as a limit allows", () => {
    const web = workload({ cpu: 2, gib: 4, replicas: 5, outByPriority: true });
    assert.deepEqual(nodesByType(planOf({ workloads: [web] })), { "x.large": 1, "x.small": 1 });
    const under = (more: Parameters<typeof planOf>[0]): number | undefined =>
      planOf({ workloads: [web], ...more }).workloads[web.id]?.replicas;
    assert.equal(under({ quotas: [accountQuota({ limit: 6 })] }), 3);
    assert.equal(under({ clusters: [cluster({ pools: [pool({ maxNodes: 1 })] })] }), 4);
  });

  it("come before those that stay out at a penalty, which cost decides about", () => {
    const limited = cluster({ pools: [pool({ instanceTypes: ["x.small"], maxNodes: 2 })] });
    const first = workload({ name: "first", cpu: 2, gib: 4, replicas: 1, outByPriority: true });
    const paid = workload({ name: "paid", cpu: 2, gib: 4, replicas: 2, penaltyMicroPerHour: 900_000 });
    const plan = planOf({ clusters: [limited], workloads: [paid, first] });
    assert.equal(plan.workloads[first.id]?.replicas, 1);
    assert.deepEqual(plan.workloads[paid.id]?.leftOut, { replicas: 1, microPerHour: 900_000 });
  });
});
