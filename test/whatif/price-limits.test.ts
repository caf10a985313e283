import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { PriceLimits } from "../../src/model/price-limits.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { renderPriceLimits } from "../../src/report/index.js";
import { changedCatalogue, priceTimes } from "../../src/whatif/changed-catalogue.js";
import { priceLimits } from "../../src/whatif/index.js";
import { assertAnswer } from "../model/answers-schema.js";
import { cluster, fleet, pool, workload } from "../plan/fleets.js";
import { tinyCatalogue as catalogue } from "../plan/tiny-catalogue.js";

function limitsOf(more: Partial<CheckedFleet>, questions?: number): PriceLimits {
  const limits = priceLimits({
    fleet: fleet(more),
    catalogue,
    version: "0.0.0",
    ...(questions === undefined ? {} : { questions }),
  });
  assert.ok(limits !== undefined);
  assertAnswer("PriceLimits", limits);
  return limits;
}

/** The cheapest plan found with x.small at so many thousandths of its price. */
function costAt(more: Partial<CheckedFleet>, thousandths: number): number {
  const outcome = planFleetChecked({
    fleet: fleet({ ...more, fidelity: "packing" }),
    version: "0.0.0",
    catalogue: changedCatalogue(catalogue, [{ kind: "price", of: "x.small", thousandths }]),
  });
  assert.ok(outcome.status === "planned");
  return outcome.plan.cost.microPerHour;
}

describe("priceLimits", () => {
  // Three x.small at 20,000 each; x.large at 70,000 holds as much.
  const three = { workloads: [workload({ replicas: 3, cpu: 2, gib: 2 })] };

  it("finds the first price at which another plan is cheaper, and proves the range below it", () => {
    const { types, microPerHour, boundMicroPerHour, partial } = limitsOf(three);
    assert.deepEqual([microPerHour, boundMicroPerHour, partial], [60_000, 60_000, false]);
    // 3 x 23,340 = 70,020 is more than 70,000, and 3 x 23,320 = 69,960 is not.
    assert.deepEqual(types, [
      {
        instanceType: "x.small",
        nodes: 3,
        microPerHour: 60_000,
        provenThousandths: 1166,
        changesThousandths: 1167,
        changes: [
          { instanceType: "x.large", nodes: 1 },
          { instanceType: "x.small", nodes: -3 },
        ],
      },
    ]);
  });

  it("finds no price at which a fleet with one machine to buy changes its plan", () => {
    const pools = [pool({ instanceTypes: ["x.small"] })];
    const [only] = limitsOf({ ...three, clusters: [cluster({ pools })] }).types;
    assert.deepEqual([only?.changesThousandths, only?.changes], [undefined, []]);
    assert.ok((only?.provenThousandths ?? 0) > 9900, String(only?.provenThousandths));
  });

  it("says that it is partial where the questions end", () => {
    assert.equal(limitsOf(three, 1).partial, true);
  });

  it("tells in its table what is proved and what was found", () => {
    const text = renderPriceLimits(limitsOf(three));
    assert.match(text, /x\.small +3 +\$43\.80 +x 1\.166 +x 1\.167 +\+1 x\.large, -3 x\.small/);
    assert.match(text, /proven until: no plan is cheaper up to that price/);
  });

  it("holds against planning at prices on both sides of each limit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(0.5, 1, 1.5, 2),
        fc.constantFrom(1, 2, 3),
        fc.integer({ min: 1, max: 5 }),
        (replicas, cpu, gib, others) => {
          const more = {
            workloads: [
              workload({ replicas, cpu, gib }),
              workload({ name: "other", replicas: others, cpu: 3, gib: 5 }),
            ],
          };
          const { types, microPerHour, boundMicroPerHour } = limitsOf(more);
          const small = types.find(({ instanceType }) => instanceType === "x.small");
          if (small === undefined) return;
          const { nodes, provenThousandths: proven, changesThousandths: changes } = small;
          const keeping = (thousandths: number): number =>
            microPerHour + nodes * (priceTimes(20_000, thousandths) - 20_000);
          const gap = microPerHour - boundMicroPerHour;
          for (const thousandths of [1000 + Math.floor((proven - 1000) / 2), proven])
            assert.ok(costAt(more, thousandths) >= keeping(thousandths) - gap);
          if (changes === undefined) return;
          assert.ok(proven <= changes);
          assert.ok(costAt(more, changes) < keeping(changes));
        },
      ),
      { seed: 20261127, numRuns: 4 },
    );
  });
});
