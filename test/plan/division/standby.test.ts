import assert from "node:assert/strict";
import fc from "fast-check";
import { explainNoPlan } from "../../../src/explain/index.js";
import type { CheckedFleet, Workload } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { renderPlan } from "../../../src/report/index.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { whatIf } from "../../../src/whatif/index.js";
import { AgainstOptimum } from "./against-optimum.js";
import { bruteForce } from "../brute-force.js";
import { cluster, conflictsOf, fleet, planOf, pool } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";
import { divided } from "./divided.js";

const inRegion = (name: string, region: string) =>
  cluster({ name, region, availabilityZones: [`${region}a`] });
const THREE = [inRegion("one", "eu-central-1"), inRegion("two", "eu-central-1"), inRegion("us", "us-east-1")];

function surviving(loss: "place" | "region" | "provider", left = 8, replicas = 8): Partial<CheckedFleet> {
  const of = { cpu: 2, gib: 4, replicas };
  const survive = { loss, replicas: left };
  return { clusters: THREE, workloads: [], divided: [{ ...divided({ of, among: THREE }), survive }] };
}

function placed(plan: Plan): Readonly<Record<string, number>> {
  return plan.divisions?.["default/web"]?.byTarget ?? {};
}

describe("standby for losses of places", () => {
  it("is bought so that enough is left after any one, with its premium against a plan without it", () => {
    const plan = planOf(surviving("place"));
    // Over three places the fewest are 8 + 4, and after any one loss 8 are left.
    const counts = Object.values(placed(plan));
    const sum = counts.reduce((all, one) => all + one, 0);
    assert.ok(sum - Math.max(...counts) >= 8);
    assert.equal(plan.standby?.replicas, sum - 8);
    assert.equal(
      plan.standby.withoutMicroPerHour,
      planOf({
        clusters: THREE,
        workloads: [],
        divided: [divided({ of: { cpu: 2, gib: 4, replicas: 8 }, among: THREE })],
      }).cost.microPerHour,
    );
    assert.ok(plan.cost.microPerHour > plan.standby.withoutMicroPerHour);
    assert.match(renderPlan(plan), /standby 4 replicas for losses of places: \$\d+\.\d\d a month more/);
  });

  it("counts clusters of one region as one loss, and needs no standby where enough are left anyway", () => {
    const plan = planOf(surviving("region"));
    const { one = 0, two = 0, us = 0 } = placed(plan);
    assert.ok(one + two >= 8 && us >= 8);
    assert.equal(plan.standby?.replicas, 8);
    const half = planOf(surviving("region", 4));
    assert.equal(half.standby?.replicas, 0);
  });

  it("says where all places are lost with one", () => {
    const [conflict] = conflictsOf(surviving("provider"));
    assert.match(conflict?.message ?? "", /loss of any one provider, and all places .* are lost with one/);
    const [reason] = explainNoPlan({
      fleet: fleet(surviving("provider")),
      catalogue: tinyCatalogue,
      version: "0.0.0",
    });
    assert.ok(reason?.members.some(({ words }) => words.includes("left after the loss")));
  });

  it("is what runs after a loss: none is asked for the next", () => {
    const checked = fleet(surviving("place"));
    const plan = planOf(surviving("place"));
    const input = { fleet: checked, plan, catalogue: tinyCatalogue, version: "0.0.0" };
    const lost = whatIf(input, [{ kind: "lose", what: "cluster", name: "one" }]);
    assert.equal(lost.status, "planned");
    assert.deepEqual(lost.unplaced, []);
  });

  it("is refused by the verifier where fewer are left, whatever the plan says", () => {
    const plan = planOf(surviving("region"));
    const refusals = (left: number): number =>
      verifyPlan({ plan, fleet: fleet(surviving("region", left)) }).length;
    assert.equal(refusals(8), 0);
    assert.ok(refusals(7) > 0);
    const edited = structuredClone(plan) as { divisions: Record<string, { survive: { replicas: number } }> };
    edited.divisions["default/web"]!.survive.replicas = 9;
    assert.ok(verifyPlan({ plan: edited as unknown as Plan }).some(({ path }) => path.includes("survive")));
  });
});

describe("standby, of tiny fleets", function () {
  this.timeout(300_000);

  it("bound <= optimum <= cost over every number and division of replicas", () => {
    const against = new AgainstOptimum();
    const tiny = fc.record({
      cpu: fc.constantFrom(0.5, 1, 2, 3),
      replicas: fc.integer({ min: 1, max: 3 }),
      left: fc.integer({ min: 1, max: 3 }),
      spot: fc.constantFrom(0, 1),
      maxNodes: fc.constantFrom(undefined, undefined, 1),
    });
    fc.assert(
      fc.property(tiny, ({ cpu, replicas, left: wanted, spot, maxNodes }) => {
        const left = Math.min(wanted, replicas);
        const clusters = ["main", "other"].map((name, index) =>
          cluster({
            name,
            availabilityZones: ["eu-central-1a"],
            pools: [
              pool({
                purchaseOptions: [index === spot ? "spot" : "on-demand"],
                ...(maxNodes === undefined ? {} : { maxNodes }),
              }),
            ],
          }),
        );
        const open = {
          ...divided({ of: { cpu, replicas }, among: clusters }),
          survive: { loss: "place" as const, replicas: left },
        };
        const checked = fleet({ clusters, workloads: [], divided: [open] });
        const costOf = (index: number, count: number): number | undefined => {
          const [candidate] = open.candidates;
          const one = clusters[index];
          if (candidate === undefined || one === undefined) return undefined;
          const workloads: Workload[] = [{ ...candidate, replicas: count }];
          return count === 0 ? 0 : bruteForce({ cluster: one, workloads });
        };
        let optimum: number | undefined;
        for (let first = left; first <= 2 * replicas; first += 1)
          for (let second = left; second <= 2 * replicas; second += 1) {
            if (first + second < replicas) continue;
            const [here, there] = [costOf(0, first), costOf(1, second)];
            if (here === undefined || there === undefined) continue;
            if (optimum === undefined || here + there < optimum) optimum = here + there;
          }
        against.compare(checked, optimum);
      }),
      { seed: 20261127, numRuns: 80 },
    );
    against.assertEnough({ planned: 40, optimal: 0.95 });
  });
});
