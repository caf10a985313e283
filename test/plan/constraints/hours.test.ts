import assert from "node:assert/strict";
import fc from "fast-check";
import { explainPlacement } from "../../../src/explain/index.js";
import type { CheckedFleet, FleetQuota, Workload } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { renderPlan } from "../../../src/report/index.js";
import { accountQuota, cluster, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

/** A workload that fills an x.small with each replica. */
function byHour(name: string, at: (hour: number) => number, more: Partial<Workload> = {}): Workload {
  const hourly = Array.from({ length: 24 }, (_, hour) => at(hour));
  const [replicas, peak] = [Math.min(...hourly), Math.max(...hourly)];
  const changing = replicas === peak ? {} : { peak, hourly };
  return workload({ name, cpu: 2, gib: 2, replicas, ...changing, ...more });
}

const BY_DAY = byHour("web", (hour) => (hour >= 8 && hour < 18 ? 6 : 1));
const BY_NIGHT = byHour("batch", (hour) => (hour < 6 ? 6 : 0));

function smallOnly(maxNodes: number): CheckedFleet["clusters"] {
  // One availability zone, so that nodes are not dealt to others.
  const availabilityZones = ["eu-central-1a"];
  return [cluster({ availabilityZones, pools: [pool({ maxNodes, instanceTypes: ["x.small"] })] })];
}

function nodesIn(plan: Plan, state: number): number {
  return Object.values(plan.clusters["main"]?.purchases ?? {}).reduce(
    (sum, { hours }) => sum + (hours?.[state]?.count ?? 0),
    0,
  );
}

describe("demand by the hour", () => {
  it("is not charged for the sum of peaks that come at different hours", () => {
    const plan = planOf({ clusters: smallOnly(7), workloads: [BY_DAY, BY_NIGHT] });
    assert.deepEqual(nodesByType(plan), { "x.small": 1 });
    assert.deepEqual(plan.clusters["main"]?.pools["general"]?.autoscaling, { minNodes: 1, maxNodes: 7 });
    const states = plan.clusters["main"].hours ?? [];
    assert.deepEqual(
      states.map(({ hours }, state) => [hours.length, nodesIn(plan, state)]),
      [
        [6, 7],
        [8, 1],
        [10, 6],
      ],
    );
  });

  it("costs the nodes of every hour, beside what the most of each would cost all the time", () => {
    const plan = planOf({ clusters: smallOnly(7), workloads: [BY_DAY, BY_NIGHT] });
    const micro = 20_000 * (6 * 7 + 8 * 1 + 10 * 6);
    assert.deepEqual(plan.hours, {
      hours: 24,
      micro,
      microPerMonth: Math.ceil((micro * 730) / 24),
      boundMicro: micro,
      boundMicroPerMonth: Math.floor((micro * 730) / 24),
      gapPpm: 0,
      atMostMicroPerMonth: 7 * 20_000 * 730,
    });
    assert.equal(plan.cost.microPerHour, 20_000);
    const text = renderPlan(plan);
    assert.match(
      text,
      /hours {3}\$66\.92 a month with nodes that follow demand by the hour; at least \$66\.92/,
    );
    assert.match(text, /\$102\.20 a month for the most of each hour all the time/);
    assert.match(text, / {2}hours 06-08, 18-24 UTC: 1 node, \$0\.0200 an hour/);
    assert.match((explainPlacement(plan, BY_DAY.id) ?? []).join("\n"), /may rise to 6 replicas by the hour/);
  });

  it("has nodes of which the base needs none", () => {
    const plan = planOf({ clusters: smallOnly(6), workloads: [BY_NIGHT] });
    const [purchase] = Object.values(plan.clusters["main"]?.purchases ?? {});
    assert.equal(purchase?.count, 0);
    assert.deepEqual(purchase.layouts, []);
    assert.equal(plan.cost.microPerHour, 0);
    assert.equal(plan.hours?.micro, 6 * 6 * 20_000);
  });

  it("fits into a pool's maxNodes hour by hour, or is told with the hour", () => {
    const outcome = outcomeOf({ clusters: smallOnly(6), workloads: [BY_DAY, BY_NIGHT] });
    assert.equal(outcome.status, "noneFound");
    const [conflict] = outcome.conflicts;
    assert.equal(conflict?.label, "hours");
    assert.match(conflict.message, /^in the hour from 00:00 UTC: /);
    assert.match(conflict.waysOut.at(-1) ?? "", /move them to another hour/);
  });

  it("holds quotas of clusters together hour by hour", () => {
    const elsewhere = { target: { kind: "cluster", name: "second" } as const, id: "second/default/batch" };
    const clusters = [...smallOnly(20), ...smallOnly(20).map((one) => ({ ...one, name: "second" }))];
    const workloads = [BY_DAY, { ...BY_NIGHT, ...elsewhere }];
    const quota = (limit: number): readonly FleetQuota[] => [
      accountQuota({ limit, clusters: ["main", "second"] }),
    ];
    const plan = planOf({ clusters, workloads, quotas: quota(14) });
    assert.deepEqual(plan.quotas?.["aws/eu-central-1/L-1"], {
      unit: "vcpu",
      limit: 14,
      planned: 2,
      atPeak: 14,
    });
    const outcome = outcomeOf({ clusters, workloads, quotas: quota(13) });
    assert.equal(outcome.status, "noneFound");
    assert.equal(outcome.conflicts[0]?.label, "hours");
  });

  it("counts a peak that may come at any hour in every hour", () => {
    const rising = workload({ name: "any", cpu: 2, gib: 2, replicas: 1, peak: 3 });
    const plan = planOf({ clusters: smallOnly(9), workloads: [BY_DAY, rising] });
    assert.equal(plan.clusters["main"]?.pools["general"]?.autoscaling?.maxNodes, 9);
    assert.equal(plan.hours?.micro, 20_000 * (14 * 4 + 10 * 9));
    assert.equal(outcomeOf({ clusters: smallOnly(8), workloads: [BY_DAY, rising] }).status, "noneFound");
  });

  it("has hours of a week where one demand has them", () => {
    const hourly = Array.from({ length: 168 }, (_, hour) => (hour < 120 ? 2 : 1));
    const weekly = workload({ cpu: 2, gib: 2, replicas: 1, peak: 2, hourly });
    const plan = planOf({ clusters: smallOnly(2), workloads: [weekly] });
    assert.equal(plan.hours?.hours, 168);
    assert.equal(plan.hours.micro, 20_000 * (120 * 2 + 48));
    assert.match(renderPlan(plan), /hours Mon 00-Fri 24 UTC: 2 nodes/);
  });

  it("states no bound of the hours where workloads are divided among places", () => {
    const clusters = [...smallOnly(9), ...smallOnly(9).map((one) => ({ ...one, name: "second" }))];
    const here = workload({ name: "free", cpu: 2, gib: 2, replicas: 2 });
    const there = {
      ...here,
      target: { kind: "cluster", name: "second" } as const,
      id: "second/default/free",
    };
    const divided = [
      { key: "default/free", replicas: 2, candidates: [here, there], minPlaces: 1, origin: "/workloads/1" },
    ];
    const plan = planOf({ clusters, workloads: [BY_DAY], divided });
    assert.ok(plan.hours !== undefined);
    assert.equal(plan.hours.boundMicro, undefined);
    assert.match(renderPlan(plan), /follow demand by the hour; no bound is known of it/);
  });
});

interface Nodes {
  readonly small: number;
  readonly large: number;
  readonly price: number;
}

/** For replicas of 1 CPU: of all numbers of x.small (2 CPU, 20,000) and x.large (8 CPU, 70,000) the cheapest. */
function cheapest(replicas: number, maxNodes: number, least = { small: 0, large: 0 }): Nodes | undefined {
  let best: Nodes | undefined;
  for (let { small } = least; small <= maxNodes; small += 1)
    for (let { large } = least; small + large <= maxNodes; large += 1) {
      const price = small * 20_000 + large * 70_000;
      if (2 * small + 8 * large >= replicas && (best === undefined || price < best.price))
        best = { small, large, price };
    }
  return best;
}

describe("demand by the hour against all packings of every hour", () => {
  it("costs what the cheapest nodes beside those of the base do, and its bound is no more than the cheapest of each hour", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 2, max: 5 }),
        (first, second, maxNodes) => {
          const part = (levels: readonly number[]) => (hour: number) => levels[Math.floor(hour / 8)] ?? 0;
          const each = [byHour("first", part(first)), byHour("second", part(second))].map((one) => ({
            ...one,
            requests: { cpuMilli: 1000, memoryMiB: 1024, pods: 1 },
          }));
          const pools = [pool({ maxNodes, instanceTypes: ["x.small", "x.large"] })];
          const outcome = outcomeOf({ clusters: [cluster({ pools })], workloads: each });
          const totals = [0, 1, 2].map((index) => (first[index] ?? 0) + (second[index] ?? 0));
          const alone = totals.map((total) => cheapest(total, maxNodes));
          const base = cheapest(Math.min(...first) + Math.min(...second), maxNodes);
          if (outcome.status !== "planned") {
            const blocked = totals.some((total) => cheapest(total, maxNodes, base) === undefined);
            assert.ok(blocked, "every hour has nodes beside those of the base");
            return;
          }
          const { plan } = outcome;
          if (plan.hours === undefined) return;
          const counts = nodesByType(plan);
          const least = { small: counts["x.small"] ?? 0, large: counts["x.large"] ?? 0 };
          const onBase = totals.map((total) => cheapest(total, maxNodes, least));
          const sum = (hours: readonly (Nodes | undefined)[]): number =>
            hours.reduce((all, nodes) => all + 8 * (nodes?.price ?? Number.NaN), 0);
          assert.ok((plan.hours.boundMicro ?? 0) <= sum(alone), "the bound is above the cheapest nodes");
          assert.equal(plan.hours.micro, sum(onBase));
        },
      ),
      { numRuns: 60, seed: 17 },
    );
  });
});
