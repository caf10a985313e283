import assert from "node:assert/strict";
import type { CheckedFleet, DividedWorkload } from "../../src/model/fleet.js";
import type { Plan } from "../../src/model/plan.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { omitted } from "../../src/units/omitted.js";
import { verifyPlan } from "../../src/verify/index.js";
import { divided } from "../plan/division/divided.js";
import { cluster, fleet } from "../plan/fleets.js";
import { tinyCatalogue } from "../plan/tiny-catalogue.js";

const among = ["one", "three", "two"].map((name) => cluster({ name }));
const checked = fleet({
  clusters: among,
  workloads: [],
  divided: [divided({ of: { cpu: 2, gib: 4, replicas: 9 }, among, minPlaces: 3, maxPerPlace: 4 })],
});

function plan(): Plan {
  const outcome = planFleetChecked({ fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" });
  assert.ok(outcome.status === "planned", JSON.stringify(outcome));
  return outcome.plan;
}

function refusals(edited: Plan, of: CheckedFleet = checked): string[] {
  return verifyPlan({ plan: edited, fleet: of }).map(({ path, message }) => `${path} ${message}`);
}

function withRules(rules: Partial<DividedWorkload>): CheckedFleet {
  return { ...checked, divided: checked.divided?.map((one) => ({ ...one, ...rules })) ?? [] };
}

describe("divisions, verified", () => {
  const made = plan();
  const division = made.divisions?.["default/web"];

  it("are accepted as the planner makes them", () => {
    assert.deepEqual(refusals(made), []);
    assert.equal(Object.keys(division?.byTarget ?? {}).length, 3);
  });

  it("count every replica once, in the places where the plan runs them", () => {
    const moved = { ...division?.byTarget, one: (division?.byTarget["one"] ?? 0) + 1 };
    const edited = { ...made, divisions: { "default/web": { replicas: 9, byTarget: moved } } };
    const found = refusals(edited);
    assert.ok(found.some((one) => one.startsWith("/divisions/default~1web/replicas is 9")));
    assert.ok(found.some((one) => one.startsWith("/divisions/default~1web/byTarget/one is ")));
  });

  it("keep the fleet's rules about places, and are there for every workload that the fleet divides", () => {
    const at = "/divisions/default~1web/byTarget";
    assert.ok(
      refusals(made, withRules({ maxPerPlace: 2 })).some((one) => one.includes("allows 2 in one place")),
    );
    assert.ok(
      refusals(made, withRules({ maxPlaces: 2 })).includes(`${at} has 3 places, and the fleet allows 3 to 2`),
    );
    const fewer = withRules({ candidates: checked.divided?.[0]?.candidates.slice(0, 2) ?? [] });
    assert.ok(
      refusals(made, fewer).some((one) => one.includes("is no place that the workload is divided among")),
    );
    assert.ok(
      refusals(omitted(made, "divisions")).some((one) =>
        one.includes("is in the fleet, and not in the plan"),
      ),
    );
    assert.ok(
      refusals(made, { ...checked, divided: [] }).some((one) => one.includes("divides no such workload")),
    );
  });

  it("have a bound of their own, which is no more than what the plan costs", () => {
    const search = { ...made.search, divisionBoundMicroPerHour: made.cost.microPerHour + 1 };
    assert.ok(
      refusals({ ...made, search }).some((one) => one.startsWith("/search/divisionBoundMicroPerHour is ")),
    );
  });
});
