import assert from "node:assert/strict";
import { explainPlacement } from "../../../src/explain/index.js";
import { renderPlan } from "../../../src/report/index.js";
import {
  accountQuota,
  cluster,
  conflictsOf,
  edgeSite,
  nodesByType,
  planOf,
  pool,
  shape,
  workload,
} from "../fleets.js";

const STORE = { kind: "edgeSite", name: "store" } as const;
const site = edgeSite({ nodes: [shape({ count: 1, availabilityZone: "store" })] });

describe("workloads that may stay out", () => {
  it("are placed on an inventory as far as they fit, those of the higher penalty first", () => {
    const tills = workload({ name: "till", target: STORE, cpu: 1.25, gib: 0.5, replicas: 2 });
    const video = workload({
      name: "video",
      target: STORE,
      cpu: 0.5,
      gib: 0.5,
      replicas: 4,
      penaltyMicroPerHour: 500,
    });
    const adverts = workload({
      name: "adverts",
      target: STORE,
      cpu: 0.5,
      gib: 0.5,
      replicas: 4,
      penaltyMicroPerHour: 100,
    });
    const plan = planOf({ clusters: [], edgeSites: [site], workloads: [adverts, tills, video] });
    const runs = (name: string): unknown => {
      const { replicas, leftOut } = plan.workloads[`store/default/${name}`] ?? {};
      return [replicas, leftOut];
    };
    // Of the box's four CPUs, two and a half are the tills'.
    assert.deepEqual(runs("till"), [2, undefined]);
    assert.deepEqual(runs("video"), [3, { replicas: 1, microPerHour: 500 }]);
    assert.deepEqual(runs("adverts"), [0, { replicas: 4, microPerHour: 100 }]);
    assert.equal(plan.cost.penaltiesMicroPerHour, 900);
    assert.equal(plan.cost.microPerHour, 0);
    assert.equal(plan.search.boundMicroPerHour, 900);
    assert.equal(plan.search.stop, "proved");
    const text = renderPlan(plan);
    assert.match(text, /left {4}5 replicas out: a penalty of \$0\.66 a month, which nobody pays/);
    assert.match(text, /no plan of this spec costs less, penalties counted/);
    assert.match(text, /left out: 1 of 4 default\/video, at a penalty of \$0\.36 a month each/);
    const lines = explainPlacement(plan, "store/default/adverts") ?? [];
    assert.match(lines.join("\n"), /4 replicas left out, at a penalty of \$0\.07 a month each/);
  });

  it("are left out where nodes for them cost more than their penalty", () => {
    const at = (penaltyMicroPerHour: number): unknown => {
      const web = workload({ cpu: 2, gib: 4, replicas: 3, penaltyMicroPerHour });
      const plan = planOf({ workloads: [web] });
      assert.equal(plan.search.stop, "proved");
      return [plan.workloads[web.id]?.replicas, nodesByType(plan)];
    };
    assert.deepEqual(at(19_999), [0, {}]);
    assert.deepEqual(at(20_001), [3, { "x.small": 3 }]);
  });

  it("leave no conflict where nothing can hold them, and the law binds them as before", () => {
    const huge = workload({ cpu: 500, replicas: 2, penaltyMicroPerHour: 7 });
    const plan = planOf({ workloads: [huge] });
    assert.deepEqual(plan.workloads[huge.id]?.leftOut, { replicas: 2, microPerHour: 7 });
    const abroad = { ...huge, regions: ["us-east-1"] };
    assert.deepEqual(
      conflictsOf({ workloads: [abroad] }).map(({ label }) => label),
      ["region"],
    );
  });

  it("stay within quotas and maxima, and keep room for others free", () => {
    const web = workload({ cpu: 2, gib: 4, replicas: 5, penaltyMicroPerHour: 900_000 });
    const under = (more: Parameters<typeof planOf>[0]): number | undefined =>
      planOf({ workloads: [web], ...more }).workloads[web.id]?.replicas;
    assert.equal(under({ quotas: [accountQuota({ limit: 6 })] }), 3);
    assert.equal(under({ clusters: [cluster({ pools: [pool({ maxNodes: 1 })] })] }), 4);
    const headroom = { pods: 2 };
    assert.equal(under({ clusters: [cluster({ pools: [pool({ maxNodes: 1, headroom })] })] }), 2);
  });

  it("stay as they are where fewer nodes are wanted after cost", () => {
    const web = workload({ cpu: 2, gib: 4, replicas: 4, penaltyMicroPerHour: 900_000 });
    const plan = planOf({
      workloads: [web],
      limits: { targetGapMilliPercent: 100_000, workUnits: 200_000 },
      furtherObjectives: ["nodes"],
    });
    assert.equal(plan.workloads[web.id]?.replicas, 4);
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
  });

  it("run at the peak of others as many as at the base", () => {
    const rising = workload({ name: "rising", cpu: 2, gib: 4, replicas: 1, peak: 3 });
    const web = workload({ cpu: 1, gib: 2, replicas: 2, penaltyMicroPerHour: 1 });
    const plan = planOf({ workloads: [rising, web] });
    assert.equal(plan.workloads[web.id]?.replicas, 0);
  });

  it("count for nothing in the least that clusters need of a quota that they share", () => {
    const second = { kind: "cluster", name: "second" } as const;
    const must = workload({ cpu: 2, gib: 4, replicas: 3 });
    const may = workload({ target: second, cpu: 2, gib: 4, replicas: 9, penaltyMicroPerHour: 900_000 });
    const plan = planOf({
      clusters: [cluster(), cluster({ name: "second" })],
      workloads: [must, may],
      quotas: [accountQuota({ limit: 10, clusters: ["main", "second"] })],
    });
    assert.equal(plan.workloads[may.id]?.replicas, 2);
    // Half an x.large would hold two for less, so prices alone prove a little less than the cost.
    assert.ok(plan.search.gapPpm < 1000, `a gap of ${plan.search.gapPpm} ppm`);
  });
});
