import assert from "node:assert/strict";
import { explainNoPlan } from "../../../src/explain/index.js";
import { renderPlan } from "../../../src/report/index.js";
import { conflictsOf, fleet, planOf, workload } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";
import { HAMBURG, MAIN, SYDNEY, open, site, siteAt, within } from "./places.js";

// Cluster "main" stands at 50 N 8 E, 418 km from Hamburg: 4.6 ms at least, 41 ms at p95.
const NEAR_HAMBURG = within(10, { demandPoint: "hamburg" });
const NEAR_SYDNEY = within(10, { demandPoint: "sydney" });
const demandPoints = [HAMBURG, SYDNEY];
const edgeSites = [siteAt(HAMBURG, 4, 0), siteAt(SYDNEY, 4, 0)];
const everywhere = [MAIN, site(HAMBURG), site(SYDNEY)];

describe("latency", () => {
  it("refuses a workload with one place that is too far, with both times, before anything is planned", () => {
    const [conflict, ...others] = conflictsOf({
      demandPoints,
      workloads: [workload({ latency: [NEAR_SYDNEY] })],
    });
    assert.deepEqual(others, []);
    assert.equal(conflict?.label, "latency");
    assert.match(
      conflict.message,
      /a round trip to demand point "sydney" takes 18\d\.\d ms at least .*, and 10 ms are allowed/,
    );
    const near = planOf({ demandPoints, workloads: [workload({ latency: [NEAR_HAMBURG] })] });
    assert.deepEqual(near.latency?.["main/default/web"]?.[0]?.byTarget["main"], {
      replicas: 1,
      leastMicroseconds: 4639,
      p95Microseconds: 40_918,
      basis: "distance",
    });
    assert.match(renderPlan(near), /possible, not promised: measure it/);
  });

  it("judges by what can be promised where that is asked for, and by what was measured before both", () => {
    const promised = { ...NEAR_HAMBURG, judgedBy: "p95" as const };
    const workloads = [workload({ latency: [promised] })];
    const [conflict] = conflictsOf({ demandPoints, workloads });
    assert.match(conflict?.message ?? "", /may take 40\.9 ms \(p95 of the distance model\), and 10 ms are/);
    const measured = (p95Microseconds: number, name: string) => ({
      demandPoints,
      workloads,
      roundTrips: [{ between: [name, "hamburg"] as const, p95Microseconds }],
    });
    assert.ok(planOf(measured(9000, "eu-central-1")).latency);
    assert.match(conflictsOf(measured(11_000, "main"))[0]?.message ?? "", /takes 11 ms \(p95, measured\)/);
  });

  it("keeps a divided workload to places within reach, whatever is cheaper elsewhere", () => {
    const plan = planOf({
      demandPoints,
      edgeSites,
      workloads: [],
      divided: [open({ replicas: 12, latency: [NEAR_SYDNEY] }, everywhere)],
    });
    assert.deepEqual(plan.divisions?.["default/web"]?.byTarget, { "at-sydney": 12 });
    const [conflict] = conflictsOf({
      demandPoints,
      edgeSites,
      workloads: [],
      divided: [open({ replicas: 12, latency: [NEAR_SYDNEY] }, [MAIN, site(HAMBURG)])],
    });
    assert.equal(conflict?.label, "latency");
    assert.match(conflict.message, /0 of the 2 places/);
  });

  it("has replicas for each demand point by its traffic, and says which serve it", () => {
    const heavy = { ...NEAR_HAMBURG, traffic: 3 };
    const plan = planOf({
      demandPoints,
      edgeSites,
      workloads: [],
      divided: [open({ replicas: 10, latency: [heavy, NEAR_SYDNEY] }, everywhere)],
    });
    const [hamburg, sydney] = plan.latency?.["default/web"] ?? [];
    const served = (rule: typeof hamburg): number =>
      Object.values(rule?.byTarget ?? {}).reduce((sum, { replicas }) => sum + replicas, 0);
    // One each, and 6 and 2 of the other eight.
    assert.equal(served(hamburg), 7);
    assert.deepEqual(Object.keys(sydney?.byTarget ?? {}), ["at-sydney"]);
    assert.equal(served(sydney), 3);
    assert.equal(plan.search.stop, "proved");
  });

  it("keeps shares and numbers of places beside demand points", () => {
    const rules = { minPlaces: 3, maxPerPlace: 4 };
    const plan = planOf({
      demandPoints,
      edgeSites,
      workloads: [],
      divided: [open({ replicas: 9, latency: [NEAR_HAMBURG, NEAR_SYDNEY] }, everywhere, rules)],
    });
    const byTarget = plan.divisions?.["default/web"]?.byTarget ?? {};
    assert.equal(Object.keys(byTarget).length, 3);
    assert.ok(Object.values(byTarget).every((count) => count <= 4));
  });

  it("says which demand point has no place within reach, and which is nearest", () => {
    const [conflict] = conflictsOf({
      demandPoints,
      edgeSites: [siteAt(HAMBURG, 4)],
      workloads: [],
      divided: [open({ replicas: 4, latency: [NEAR_HAMBURG, NEAR_SYDNEY] }, [MAIN, site(HAMBURG)])],
    });
    assert.match(
      conflict?.message ?? "",
      /within 10 ms of demand point "sydney": of its places "at-hamburg" is nearest, which takes 18\d\.\d ms/,
    );
  });

  it("keeps workloads near each other, divided or not", () => {
    const cache = within(10, { workload: "default/cache" });
    const world = { demandPoints, edgeSites };
    // The cache has room at both sites, and the web must be in Sydney.
    const both = planOf({
      ...world,
      workloads: [],
      divided: [
        open({ name: "cache", replicas: 2 }, [site(HAMBURG), site(SYDNEY)]),
        open({ replicas: 3, latency: [NEAR_SYDNEY, cache] }, everywhere),
      ],
    });
    assert.deepEqual(both.latency?.["default/web"]?.[1]?.byTarget["at-sydney"]?.to, "at-sydney");
    const fixed = planOf({
      ...world,
      workloads: [workload({ target: site(SYDNEY), latency: [cache] })],
      divided: [open({ name: "cache", replicas: 2 }, everywhere)],
    });
    assert.ok((fixed.divisions?.["default/cache"]?.byTarget["at-sydney"] ?? 0) > 0);
    const [conflict] = conflictsOf({
      ...world,
      workloads: [
        workload({ target: site(SYDNEY), latency: [cache] }),
        workload({ name: "cache", target: MAIN }),
      ],
    });
    assert.match(conflict?.message ?? "", /workload "default\/cache", nearest in "main" takes 18\d/);
  });

  it("is a requirement that can be left out where it is why there is no plan", () => {
    const [reason] = explainNoPlan({
      fleet: fleet({ demandPoints, workloads: [workload({ latency: [NEAR_SYDNEY] })] }),
      catalogue: tinyCatalogue,
      version: "0.0.0",
    });
    assert.ok(reason !== undefined);
    assert.ok(reason.members.some(({ label }) => label === "latency"));
    assert.ok(reason.relaxations.some(({ changes }) => changes.join().includes("let it be farther")));
  });
});
