import assert from "node:assert/strict";
import type { CheckedFleet, DividedWorkload } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { randomFrom } from "../../../src/units/random.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { cluster, fleet, pool } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";
import { divided } from "./divided.js";

const RULES = [{}, { minPlaces: 2 }, { maxPerPlace: 3 }, { minPlaces: 3, maxPlaces: 4 }] as const;

/** Many workloads with rules about places of nearly one price. */
function ruledFleet(seed: number, maxNodes?: number): CheckedFleet {
  const upTo = randomFrom(seed);
  const clusters = Array.from({ length: 6 }, (_none, index) =>
    cluster({
      name: `place-${index}`,
      availabilityZones: ["eu-central-1a"],
      pools: [pool({ ...(maxNodes === undefined ? {} : { maxNodes }) })],
    }),
  );
  const open = Array.from({ length: 24 }, (_none, index): DividedWorkload =>
    divided({
      of: {
        name: `open-${String(index).padStart(2, "0")}`,
        cpu: (100 * (1 + upTo(9))) / 1000,
        gib: 0.25 * (1 + upTo(9)),
        replicas: 4 + upTo(6),
      },
      among: clusters,
      ...(RULES[upTo(RULES.length)] ?? {}),
    }),
  );
  return fleet({ clusters, divided: open });
}

describe("many workloads with rules about places", function () {
  this.timeout(120_000);

  function planned(checked: CheckedFleet): Plan {
    const outcome = planFleetChecked({ fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" });
    assert.equal(outcome.status, "planned");
    assert.deepEqual(verifyPlan({ plan: outcome.plan, fleet: checked }), []);
    return outcome.plan;
  }

  it("have their replicas fixed at once, which takes less work than a round for each rule that breaks", () => {
    const { search } = planned(ruledFleet(1));
    assert.equal(search.gapPpm, 0);
    // 21,091 where all of them were mended round by round.
    assert.ok(search.workUnits < 12_000, `${search.workUnits} units`);
  });

  it("keep them where each place has few nodes, with a stated gap and in bounded work", () => {
    for (const seed of [3, 4]) {
      const { search } = planned(ruledFleet(seed, 8));
      assert.ok(search.gapPpm < 30_000, `${search.gapPpm} ppm`);
      assert.ok(search.workUnits < 80_000, `${search.workUnits} units`);
    }
  });
});
