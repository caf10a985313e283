import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet, Workload } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import type { PlaceLoss, SharedRisk } from "../../../src/model/survival.js";
import { renderPlan } from "../../../src/report/index.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { AgainstOptimum } from "./against-optimum.js";
import { bruteForce } from "../brute-force.js";
import { cluster, conflictsOf, fleet, planOf, pool } from "../fleets.js";
import { divided } from "./divided.js";

const inRegion = (name: string, region: string) =>
  cluster({ name, region, availabilityZones: [`${region}a`] });
const THREE = [inRegion("one", "eu-central-1"), inRegion("two", "eu-central-1"), inRegion("us", "us-east-1")];

function group(name: string, ...clusters: readonly string[]): SharedRisk {
  return { name, losses: clusters.map((one) => ({ kind: "lose", what: "cluster", name: one })) };
}

/** As the spec's check resolves them. */
function groupsOf(riskGroups: readonly SharedRisk[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    riskGroups.flatMap(({ name, losses }) => losses.map((loss) => [loss.name, name] as const)),
  );
}

function surviving(loss: PlaceLoss, riskGroups: readonly SharedRisk[] = []): Partial<CheckedFleet> {
  const of = { cpu: 2, gib: 4, replicas: 8 };
  const groups = loss === "riskGroup" ? { groups: groupsOf(riskGroups) } : {};
  const survive = { loss, replicas: 8, ...groups };
  return {
    clusters: THREE,
    workloads: [],
    riskGroups,
    divided: [{ ...divided({ of, among: THREE }), survive }],
  };
}

describe("standby for losses of risk groups", () => {
  it("costs what standby for regions costs where groups are regions, and for places where there are none", () => {
    const regions = [group("eu", "one", "two"), group("far", "us")];
    const facts = ({ cost, search, standby }: Plan) => [cost, search.boundMicroPerHour, standby];
    assert.deepEqual(facts(planOf(surviving("riskGroup", regions))), facts(planOf(surviving("region"))));
    assert.deepEqual(facts(planOf(surviving("riskGroup"))), facts(planOf(surviving("place"))));
  });

  it("outlives a feed that two regions share, and is told by its own name", () => {
    const feed = [group("feed-a", "two", "us")];
    const plan = planOf(surviving("riskGroup", feed));
    const { one = 0, two = 0, us = 0 } = plan.divisions?.["default/web"]?.byTarget ?? {};
    assert.ok(one >= 8 && two + us >= 8);
    assert.match(renderPlan(plan), /8 after any one risk group/);
  });

  it("says where all places are lost with one group", () => {
    const [conflict] = conflictsOf(surviving("riskGroup", [group("all", "one", "two", "us")]));
    assert.match(conflict?.message ?? "", /loss of any one risk group, and all places .* are lost with one/);
  });

  it("is refused by the verifier where a place is told in another group, and where fewer are left", () => {
    const feed = [group("feed-a", "two", "us")];
    const plan = planOf(surviving("riskGroup", feed));
    const asked = (riskGroups: readonly SharedRisk[]) => fleet(surviving("riskGroup", riskGroups));
    const paths = (fleetAsked: CheckedFleet, of = plan): string[] =>
      verifyPlan({ plan: of, fleet: fleetAsked }).map(({ path }) => path);
    assert.deepEqual(paths(asked(feed)), []);
    assert.ok(
      paths(asked([group("feed-a", "one", "two")])).includes("/divisions/default~1web/survive/groups/one"),
    );
    const edited = structuredClone(plan) as unknown as {
      divisions: Record<string, { survive: { groups: Record<string, string> } }>;
    };
    edited.divisions["default/web"]!.survive.groups = { one: "feed-a", two: "feed-a", us: "feed-a" };
    const alone = verifyPlan({ plan: edited as unknown as Plan }).map(({ path }) => path);
    assert.ok(alone.includes("/divisions/default~1web/survive/replicas"));
  });
});

describe("standby for risk groups, of tiny fleets", function () {
  this.timeout(300_000);

  it("bound <= optimum <= cost over every number and division of replicas", () => {
    const against = new AgainstOptimum();
    const names = ["main", "other", "third"];
    const tiny = fc.record({
      cpu: fc.constantFrom(0.5, 1, 2, 3),
      left: fc.integer({ min: 1, max: 2 }),
      spot: fc.constantFrom(0, 1, 2),
      together: fc.constantFrom<readonly number[]>([0, 1], [1, 2], [0, 2]),
    });
    fc.assert(
      fc.property(tiny, ({ cpu, left, spot, together }) => {
        const clusters = names.map((name, index) =>
          cluster({
            name,
            availabilityZones: ["eu-central-1a"],
            pools: [pool({ purchaseOptions: [index === spot ? "spot" : "on-demand"] })],
          }),
        );
        const riskGroups = [group("feed", ...together.map((index) => names[index] ?? ""))];
        const open = {
          ...divided({ of: { cpu, replicas: left }, among: clusters }),
          survive: { loss: "riskGroup" as const, replicas: left, groups: groupsOf(riskGroups) },
        };
        const known = new Map<string, number | undefined>();
        const costOf = (index: number, count: number): number | undefined => {
          const [candidate] = open.candidates;
          const one = clusters[index];
          if (count === 0) return 0;
          if (candidate === undefined || one === undefined) return undefined;
          const key = `${index} ${count}`;
          const workloads: Workload[] = [{ ...candidate, replicas: count }];
          if (!known.has(key)) known.set(key, bruteForce({ cluster: one, workloads }));
          return known.get(key);
        };
        let optimum: number | undefined;
        const counts = Array.from({ length: 2 * left + 1 }, (_none, count) => count);
        for (const first of counts)
          for (const second of counts)
            for (const third of counts) {
              const all = [first, second, third];
              const sum = first + second + third;
              const grouped = together.reduce((most, index) => most + (all[index] ?? 0), 0);
              const alone = all.filter((_count, index) => !together.includes(index));
              if (Math.min(sum - grouped, ...alone.map((one) => sum - one)) < left) continue;
              const costs = all.map((count, index) => costOf(index, count));
              const cost = costs.reduce<number>((total, one) => total + (one ?? Infinity), 0);
              if (cost < (optimum ?? Infinity)) optimum = cost;
            }
        against.compare(fleet({ clusters, workloads: [], riskGroups, divided: [open] }), optimum);
      }),
      { seed: 20261127, numRuns: 40 },
    );
    against.assertEnough({ planned: 30, optimal: 0.9 });
  });
});
