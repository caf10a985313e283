import assert from "node:assert/strict";
import fc from "fast-check";
import { whyHere } from "../../../src/explain/index.js";
import type { Otherwise } from "../../../src/model/why-here.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { assertAnswer } from "../../model/answers-schema.js";
import { bruteForce } from "../../plan/brute-force.js";
import { fleet } from "../../plan/fleets.js";
import { tinyCatalogue as catalogue } from "../../plan/tiny-catalogue.js";
import { tinyFleet } from "../../plan/tiny-fleet.js";
import type { TinyFleet } from "../../plan/tiny-fleet.js";

const LIMITS = { targetGapMilliPercent: 0, workUnits: 50_000 };

function resized(tiny: TinyFleet, id: string, by: number): TinyFleet {
  return {
    ...tiny,
    workloads: tiny.workloads.map((one) =>
      one.id === id
        ? {
            ...one,
            replicas: one.replicas + by,
            ...(one.peak === undefined ? {} : { peak: one.peak + by }),
          }
        : one,
    ),
  };
}

/** A bound is never above a cost that was found. */
function assertBelow(answer: Otherwise | undefined): void {
  if (answer?.status === "planned") assert.ok(answer.atLeastMicroPerHour <= answer.moreMicroPerHour);
}

describe("whyHere, of fleets that can be tried out", function () {
  this.timeout(300_000);

  it("proves no more than the optimum of one replica more or fewer, and finds no restriction to be cheaper", () => {
    const seen = { explained: 0, more: 0, certified: 0 };
    fc.assert(
      fc.property(tinyFleet, fc.nat(), (tiny, pick) => {
        const { cluster, ...rest } = tiny;
        const checked = fleet({ ...rest, clusters: [cluster], limits: LIMITS });
        const outcome = planFleetChecked({ fleet: checked, catalogue, version: "0.0.0" });
        if (outcome.status !== "planned") return;
        const { plan } = outcome;
        const ids = Object.keys(plan.workloads);
        const workload = ids[pick % ids.length] ?? "";
        const why = whyHere({ fleet: checked, catalogue, version: "0.0.0", plan, workload, questions: 12 });
        if (why === undefined) return;
        seen.explained += 1;
        assertAnswer("WhyHere", why);
        const { packing, requirements, without, otherPools, shadowPrices } = why;
        // What stays out by priority has no price: costs of different replicas are not compared.
        if (tiny.workloads.some(({ outByPriority }) => outByPriority === true)) return;
        const optimum = bruteForce(tiny) ?? NaN;
        assert.ok(packing.boundMicroPerHour <= optimum && optimum <= packing.microPerHour);
        for (const { answer } of without) {
          assertBelow(answer);
          // A plan of the fleet that is kept off something is a plan of the fleet.
          if (answer.status === "planned")
            assert.ok(packing.microPerHour + answer.moreMicroPerHour >= optimum);
        }
        for (const { answer } of otherPools) assertBelow(answer);
        for (const { savesMicroPerHour = 0, savesAtLeastMicroPerHour = 0 } of requirements)
          assert.ok(savesAtLeastMicroPerHour <= savesMicroPerHour);
        const { answer, certifiedBoundMicroPerHour: certified, ...moves } = shadowPrices.replica;
        const { boundRisesMicroPerHour: rises, boundFallsMicroPerHour: falls } = moves;
        const most = bruteForce(resized(tiny, workload, 1));
        if (answer.status === "planned" && answer.moreLeftOut === undefined && most !== undefined) {
          seen.more += 1;
          assert.ok(packing.microPerHour + answer.atLeastMicroPerHour <= most);
          assert.ok(most <= packing.microPerHour + answer.moreMicroPerHour);
        }
        if (certified === undefined) return;
        if (rises !== undefined && most !== undefined) {
          seen.certified += 1;
          assert.ok(rises >= 0 && certified + rises <= most, `${certified} + ${rises}, optimum ${most}`);
        }
        const fewest = falls === undefined ? undefined : bruteForce(resized(tiny, workload, -1));
        if (falls === undefined || fewest === undefined) return;
        seen.certified += 1;
        assert.ok(falls >= 0 && certified - falls <= fewest, `${certified} - ${falls}, optimum ${fewest}`);
      }),
      { seed: 20261127, numRuns: 24 },
    );
    assert.ok(seen.explained > 8 && seen.more > 6 && seen.certified > 6, JSON.stringify(seen));
  });
});
