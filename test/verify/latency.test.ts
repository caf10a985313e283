import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { Plan } from "../../src/model/plan.js";
import { roundTripBounds } from "../../src/catalogue/index.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { catalogueRowsOf } from "../../src/plan/assemble/catalogue-rows.js";
import { verifyPlan } from "../../src/verify/index.js";
import { modelledTrips } from "../../src/verify/round-trips.js";
import { fleet, workload } from "../plan/fleets.js";
import { HAMBURG, MAIN, SYDNEY, open, site, siteAt, within } from "../plan/latency/places.js";
import { tinyCatalogue } from "../plan/tiny-catalogue.js";
import { put } from "./mutation.js";

const checked = fleet({
  demandPoints: [HAMBURG, SYDNEY],
  edgeSites: [siteAt(HAMBURG, 4), siteAt(SYDNEY, 4)],
  roundTrips: [{ between: ["at-hamburg", "hamburg"], p95Microseconds: 8000 }],
  workloads: [
    workload({ name: "api", latency: [within(10, { workload: "default/web" })] }),
    workload({ name: "near", target: site(SYDNEY), latency: [within(50, { demandPoint: "sydney" })] }),
  ],
  divided: [
    open(
      {
        replicas: 9,
        latency: [within(10, { demandPoint: "hamburg", traffic: 2 }), within(10, { demandPoint: "sydney" })],
      },
      [MAIN, site(HAMBURG), site(SYDNEY)],
      { minPlaces: 3 },
    ),
  ],
});

function made(): Plan {
  const outcome = planFleetChecked({ fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" });
  assert.ok(outcome.status === "planned", JSON.stringify(outcome));
  return outcome.plan;
}

function refusals(plan: Plan, of: CheckedFleet = checked): string[] {
  return verifyPlan({ plan, fleet: of, offers: catalogueRowsOf(plan, tinyCatalogue) }).map(
    ({ path, message }) => `${path} ${message}`,
  );
}

function numbers(value: unknown, pointer: string): { readonly pointer: string; readonly value: number }[] {
  if (typeof value === "number") return [{ pointer, value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    numbers(member, `${pointer}/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`),
  );
}

describe("latency, verified", () => {
  const plan = made();

  it("is accepted as the planner makes it", () => {
    assert.deepEqual(refusals(plan), []);
    assert.deepEqual(Object.keys(plan.latency ?? {}).sort(), [
      "at-sydney/default/near",
      "default/web",
      "main/default/api",
    ]);
  });

  it("has no number that may be another", () => {
    const leaves = numbers(plan.latency, "/latency");
    fc.assert(
      fc.property(
        fc.constantFrom(...leaves),
        fc.constantFrom(-1, 1, 5, 10_000),
        ({ pointer, value }, change) => {
          const edited = structuredClone(plan);
          put(edited, [pointer, value + change]);
          assert.notDeepEqual(refusals(edited), []);
        },
      ),
      { seed: 20261127, numRuns: 500 },
    );
  });

  it("leaves no rule of the fleet out, moves no replica out of reach and leads nowhere else", () => {
    const without = structuredClone(plan);
    put(without, ["/latency/default~1web", undefined]);
    assert.ok(refusals(without).some((one) => one.startsWith("/latency/default~1web is missing")));
    const elsewhere = structuredClone(plan);
    put(elsewhere, ["/latency/main~1default~1api/0/byTarget/main/to", "at-nowhere"]);
    assert.ok(refusals(elsewhere).some((one) => one.includes('is "at-nowhere", where no replica')));
    const far = {
      ...checked,
      demandPoints: [HAMBURG, { ...SYDNEY, latitude: 51, longitude: 0 }],
    };
    assert.ok(refusals(plan, far).some((one) => one.includes("leastMicroseconds is ")));
    const faster = { ...checked, roundTrips: [] };
    assert.ok(refusals(plan, faster).some((one) => one.includes("basis is measured")));
  });

  it("gives each demand point its part of the traffic", () => {
    const edited = structuredClone(plan);
    const [first, second] = plan.latency?.["default/web"] ?? [];
    put(edited, ["/latency/default~1web/0/byTarget", second?.byTarget]);
    put(edited, ["/latency/default~1web/1/byTarget", first?.byTarget]);
    assert.ok(refusals(edited).some((one) => one.includes("its traffic asks for")));
  });

  it("has the times of the catalogue's distance model, computed in another way", () => {
    const coordinate = (most: number) =>
      fc.integer({ min: -most * 100, max: most * 100 }).map((n) => n / 100);
    const place = fc.record({ latitude: coordinate(90), longitude: coordinate(180) });
    fc.assert(
      fc.property(place, place, (from, to) => {
        const { lowerMicroseconds, p95Microseconds } = roundTripBounds(from, to);
        assert.ok(
          modelledTrips(from, to).some(
            (trip) =>
              trip.leastMicroseconds === lowerMicroseconds && trip.p95Microseconds === p95Microseconds,
          ),
        );
      }),
      { seed: 20261127, numRuns: 5000 },
    );
  });
});
