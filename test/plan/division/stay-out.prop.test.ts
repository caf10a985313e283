import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet, DividedWorkload, Workload } from "../../../src/model/fleet.js";
import { costWithPenalties } from "../../../src/model/plan-cost.js";
import type { Plan } from "../../../src/model/plan.js";
import { explainPlacement } from "../../../src/explain/index.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { renderPlan } from "../../../src/report/index.js";
import { omitted } from "../../../src/units/omitted.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { bruteForce } from "../brute-force.js";
import { cluster, edgeSite, fleet, shape, workload } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";
import { divided } from "./divided.js";
import { tinyDivision } from "./tiny-division.js";
import type { TinyDivision } from "./tiny-division.js";

function planned(checked: CheckedFleet): Plan {
  const outcome = planFleetChecked({ fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" });
  assert.ok(outcome.status === "planned", JSON.stringify(outcome));
  assert.deepEqual(verifyPlan({ plan: outcome.plan, fleet: checked }), []);
  return outcome.plan;
}

function optional(one: DividedWorkload, penaltyMicroPerHour: number): DividedWorkload {
  const { key, replicas, origin, candidates } = one;
  const free = candidates.map((candidate) => ({ ...candidate, penaltyMicroPerHour }));
  return { key, replicas, origin, candidates: free, minPlaces: 0 };
}

/** Half of them at penalties below what their nodes cost. */
const tiny: fc.Arbitrary<TinyDivision> = fc
  .record({
    one: tinyDivision,
    penalties: fc.array(fc.constantFrom(5_000, 40_000, 90_000, 500_000), { minLength: 2 }),
  })
  .map(({ one, penalties }) => ({
    ...one,
    open: one.open.map((each, index) => optional(each, penalties[index] ?? 5_000)),
  }));

/** Replicas in the first place, and in the second; what is left of them stays out. */
function* countsOf(open: readonly DividedWorkload[]): Generator<readonly (readonly [number, number])[]> {
  const [head, ...rest] = open;
  if (head === undefined) yield [];
  else
    for (let first = 0; first <= head.replicas; first += 1)
      for (let second = 0; first + second <= head.replicas; second += 1)
        for (const others of countsOf(rest)) yield [[first, second], ...others];
}

/** The least cost and penalties, by trying every division and everything that may stay out; undefined: there is no plan. */
function least({ clusters, fixed, open }: TinyDivision): number | undefined {
  const known = new Map<string, number | undefined>();
  const costOf = (place: number, counts: readonly number[]): number | undefined => {
    const parts = open.flatMap(({ candidates }, index): Workload[] => {
      const replicas = counts[index] ?? 0;
      const [candidate] = candidates;
      if (candidate === undefined || replicas === 0) return [];
      return [{ ...omitted(candidate, "penaltyMicroPerHour"), replicas }];
    });
    const workloads = [...(place === 0 ? fixed : []), ...parts];
    const key = `${place} ${counts.join()}`;
    const [one] = clusters.slice(place);
    if (!known.has(key))
      known.set(
        key,
        workloads.length === 0 || one === undefined ? 0 : bruteForce({ cluster: one, workloads }),
      );
    return known.get(key);
  };
  let best: number | undefined;
  for (const counts of countsOf(open)) {
    const penalties = open.reduce((sum, { replicas, candidates: [one] }, index) => {
      const [first, second] = counts[index] ?? [0, 0];
      return sum + (replicas - first - second) * (one?.penaltyMicroPerHour ?? 0);
    }, 0);
    const costs = [0, 1].map((place) =>
      costOf(
        place,
        counts.map((own) => own[place] ?? 0),
      ),
    );
    const [first, second] = costs;
    if (first === undefined || second === undefined) continue;
    best = Math.min(best ?? Infinity, first + second + penalties);
  }
  return best;
}

describe("divided replicas that may stay out", function () {
  this.timeout(300_000);

  it("bound <= the least of cost and penalties <= the plan's, over every division", () => {
    let [plans, optimal, leaving] = [0, 0, 0];
    fc.assert(
      fc.property(tiny, (one) => {
        const checked = fleet({ clusters: one.clusters, workloads: one.fixed, divided: one.open });
        const best = least(one);
        const outcome = planFleetChecked({ fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" });
        if (outcome.status !== "planned") {
          assert.ok(outcome.status === "noneFound" || best === undefined);
          return;
        }
        const { plan } = outcome;
        assert.ok(best !== undefined);
        assert.ok(plan.search.boundMicroPerHour <= best, `bound ${plan.search.boundMicroPerHour}, ${best}`);
        assert.ok(best <= costWithPenalties(plan), `${best} <= ${costWithPenalties(plan)}`);
        assert.deepEqual(verifyPlan({ plan, fleet: checked }), []);
        plans += 1;
        if (costWithPenalties(plan) === best) optimal += 1;
        if (Object.values(plan.divisions ?? {}).some(({ leftOut }) => leftOut !== undefined)) leaving += 1;
      }),
      { seed: 20261127, numRuns: 150 },
    );
    assert.ok(plans >= 110 && leaving >= 40, `${plans} plans, ${leaving} leave something out`);
    assert.ok(optimal >= 0.97 * plans, `${optimal} of ${plans} at the least`);
  });

  const sites = ["one", "two"].map((name) =>
    edgeSite({ name, nodes: [shape({ availabilityZone: name, count: 1 })] }),
  );
  const users = (replicas: number, penaltyMicroPerHour: number): DividedWorkload => {
    const own = divided({ of: { name: "users", cpu: 1, gib: 1, replicas }, among: sites });
    const candidates = own.candidates.map((one) => ({
      ...one,
      target: { kind: "edgeSite" as const, name: one.target.name },
    }));
    return optional({ ...own, candidates }, penaltyMicroPerHour);
  };

  it("are as many as the sites' nodes hold, and the rest is told with its penalty", () => {
    const plan = planned(fleet({ clusters: [], edgeSites: sites, workloads: [], divided: [users(10, 73)] }));
    assert.deepEqual(plan.divisions?.["default/users"], {
      replicas: 10,
      byTarget: { one: 4, two: 4 },
      leftOut: { replicas: 2, microPerHour: 73 },
    });
    assert.equal(plan.cost.penaltiesMicroPerHour, 146);
    assert.equal(plan.search.stop, "proved");
    const explained = explainPlacement(plan, "one/default/users")?.join("\n") ?? "";
    assert.match(explained, /2 replicas left out, at a penalty of /);
    assert.match(renderPlan(plan), /default\/users +10 {2}one 4, two 4, 2 left out at a penalty of /);
  });

  it("are refused by the verifier at another penalty, or where the fleet lets none stay out", () => {
    const checked = fleet({ clusters: [], edgeSites: sites, workloads: [], divided: [users(10, 73)] });
    const plan = planned(checked);
    const refusals = (edited: Plan, of: CheckedFleet): string[] =>
      verifyPlan({ plan: edited, fleet: of }).map(({ path }) => path);
    const at = "/divisions/default~1users/leftOut/microPerHour";
    const [own] = checked.divided ?? [];
    assert.ok(own !== undefined);
    const must = own.candidates.map((one) => omitted(one, "penaltyMicroPerHour"));
    assert.ok(refusals(plan, { ...checked, divided: [{ ...own, candidates: must }] }).includes(at));
    assert.ok(refusals(plan, { ...checked, divided: [users(10, 74)] }).includes(at));
  });

  it("may all stay out, where no place holds one", () => {
    const large = divided({ of: { cpu: 100, gib: 1, replicas: 3 }, among: [cluster()] });
    const plan = planned(
      fleet({ workloads: [workload({ name: "other" })], divided: [optional(large, 1_000)] }),
    );
    assert.deepEqual(plan.divisions?.["default/web"]?.byTarget, {});
    assert.equal(plan.cost.penaltiesMicroPerHour, 3_000);
  });
});
