import assert from "node:assert/strict";
import fc from "fast-check";
import type { Catalogue } from "../../src/catalogue/index.js";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { FurtherObjective } from "../../src/model/fleet-spec.js";
import type { Plan } from "../../src/model/plan.js";
import type { PlanOutcome } from "../../src/model/outcome.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";
import { canonicalText } from "../../src/units/canonical.js";
import { verifyPlan } from "../../src/verify/index.js";
import { arbitraryFleet } from "./arbitrary-fleet.js";
import { optimumOf } from "./brute-force.js";
import { fleet } from "./fleets.js";
import { tinyCatalogue } from "./tiny-catalogue.js";
import { tinyFleet } from "./tiny-fleet.js";
import { REAL, TINY } from "./worlds.js";

function plan(checked: CheckedFleet, catalogue: Catalogue): PlanOutcome {
  return planFleetChecked({ fleet: checked, catalogue, version: "0.0.0" });
}

/** Throws where the planner crashes, verify refuses or the bound is above the cost: those are its invariants. */
function holds(checked: CheckedFleet, catalogue: Catalogue): void {
  const outcome = plan(checked, catalogue);
  if (outcome.status !== "planned") {
    assert.ok(outcome.conflicts.length > 0);
    return;
  }
  const { cost, search } = outcome.plan;
  assert.ok(search.boundMicroPerHour <= cost.microPerHour + (cost.penaltiesMicroPerHour ?? 0));
  assert.deepEqual(verifyPlan({ plan: outcome.plan, fleet: checked }), []);
}

describe("planFleetChecked, of random fleets", function () {
  // A thousand fleets, on machines that others use too.
  this.timeout(600_000);

  it("never crashes, never makes a plan that verify refuses, never claims a bound above the cost", () => {
    fc.assert(
      fc.property(arbitraryFleet(TINY), (checked) => {
        holds(checked, tinyCatalogue);
      }),
      { seed: 20261101, numRuns: 800 },
    );
  });

  it("does so with the real catalogue too", () => {
    const catalogue = loadCatalogue({ regions: REAL.places });
    fc.assert(
      fc.property(arbitraryFleet(REAL), (checked) => {
        holds(checked, catalogue);
      }),
      { seed: 20261102, numRuns: 200 },
    );
  });

  it("gives the same plan whatever the order of lists", () => {
    const turned = arbitraryFleet(TINY).chain((checked) =>
      fc.record({
        checked: fc.constant(checked),
        clusters: fc.shuffledSubarray([...checked.clusters], { minLength: checked.clusters.length }),
        workloads: fc.shuffledSubarray([...checked.workloads], { minLength: checked.workloads.length }),
      }),
    );
    fc.assert(
      fc.property(turned, ({ checked, clusters, workloads }) => {
        const pools = clusters.map((one) => ({ ...one, pools: [...one.pools].reverse() }));
        const other = plan({ ...checked, clusters: pools, workloads }, tinyCatalogue);
        assert.equal(canonicalText(other), canonicalText(plan(checked, tinyCatalogue)));
      }),
      { seed: 20261103, numRuns: 150 },
    );
  });
});

describe("planFleetChecked, of fleets that can be tried out", () => {
  it("never claims a bound above the optimum, a cost below it, or that there is no plan where there is one", () => {
    let planned = 0;
    let infeasible = 0;
    let [out, inOrder] = [0, 0];
    fc.assert(
      fc.property(tinyFleet, (drawn) => {
        const { cluster: one, ...rest } = drawn;
        const limits = { targetGapMilliPercent: 0, workUnits: 50_000 };
        const outcome = plan(fleet({ ...rest, clusters: [one], limits }), tinyCatalogue);
        const best = optimumOf(drawn);
        const optimum = best?.cost;
        if (outcome.status === "noneFound") return;
        if (outcome.status === "infeasible") {
          infeasible += 1;
          assert.equal(optimum, undefined);
          return;
        }
        planned += 1;
        const { cost, search } = outcome.plan;
        const weighed = cost.microPerHour + (cost.penaltiesMicroPerHour ?? 0);
        if (cost.penaltiesMicroPerHour !== undefined) out += 1;
        assert.ok(best !== undefined && optimum !== undefined);
        const priorities = outcome.plan.clusters["main"]?.priorities ?? [];
        let sameBefore = true;
        for (const [index, { leftOut, boundLeftOut }] of priorities.entries()) {
          const fewest = best.leftOut[index] ?? 0;
          if (sameBefore) assert.ok(boundLeftOut <= fewest && fewest <= leftOut);
          sameBefore &&= leftOut === fewest;
        }
        if (priorities.length > 0) {
          if (best.leftOut.some((missing) => missing > 0)) inOrder += 1;
          if (!sameBefore) return;
        }
        assert.ok(
          search.boundMicroPerHour <= optimum,
          `bound ${search.boundMicroPerHour}, optimum ${optimum}`,
        );
        assert.ok(optimum <= weighed, `optimum ${optimum}, cost ${weighed}`);
      }),
      { seed: 20261104, numRuns: 200 },
    );
    assert.ok(planned > 100 && infeasible > 5, `${planned} planned, ${infeasible} infeasible`);
    assert.ok(out > 10, `${out} leave replicas out`);
    assert.ok(inOrder > 5, `${inOrder} leave replicas out by priority`);
  });

  it("keeps cost within the gap asked for where other objectives come after it", () => {
    const asked = fc.record({
      drawn: tinyFleet,
      objectives: fc.shuffledSubarray<FurtherObjective>(["nodes", "instanceTypes", "carbon"], {
        minLength: 1,
      }),
      targetGapMilliPercent: fc.constantFrom(0, 5000, 40_000),
    });
    fc.assert(
      fc.property(asked, ({ drawn, objectives, targetGapMilliPercent }) => {
        const limits = { targetGapMilliPercent, workUnits: 50_000 };
        const { cluster: one, ...rest } = drawn;
        const checked = fleet({ ...rest, clusters: [one], limits });
        const cheapest = plan(checked, tinyCatalogue);
        const outcome = plan({ ...checked, furtherObjectives: objectives }, tinyCatalogue);
        if (outcome.status !== "planned" || cheapest.status !== "planned") return;
        const { search } = outcome.plan;
        const [first] = search.furtherObjectives ?? [];
        assert.ok(first !== undefined && first.value <= first.atLeastCost);
        const allowed = search.boundMicroPerHour * (1 + targetGapMilliPercent / 100_000);
        const weighed = ({ cost: own }: Plan): number => own.microPerHour + (own.penaltiesMicroPerHour ?? 0);
        assert.ok(weighed(outcome.plan) <= Math.max(weighed(cheapest.plan), allowed));
      }),
      { seed: 20261126, numRuns: 150 },
    );
  });
});
