import assert from "node:assert/strict";
import fc from "fast-check";
import { explainNoPlan } from "../../../src/explain/index.js";
import { placeRequirements } from "../../../src/explain/no-plan/place-requirements.js";
import { withoutAll } from "../../../src/explain/no-plan/requirement.js";
import type { Requirement } from "../../../src/explain/no-plan/requirement.js";
import { scopesOf } from "../../../src/explain/no-plan/scopes.js";
import type { Scope } from "../../../src/explain/no-plan/scopes.js";
import { workloadRequirements } from "../../../src/explain/no-plan/workload-requirements.js";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { arbitraryFleet } from "../../plan/arbitrary-fleet.js";
import { tinyCatalogue as catalogue } from "../../plan/tiny-catalogue.js";
import { TINY } from "../../plan/worlds.js";

const FLEETS = 200;

function status(fleet: CheckedFleet): string {
  const limits = { targetGapMilliPercent: 1_000_000_000, workUnits: fleet.limits.workUnits };
  return planFleetChecked({ fleet: { ...fleet, limits }, catalogue, version: "0.0.0" }).status;
}

function scopeOf(fleet: CheckedFleet, words: string): Scope {
  const { targets, whole } = scopesOf(fleet, catalogue);
  return [...targets, whole].find((scope) => scope.words === words) ?? whole;
}

function keyOf({ path, words }: Pick<Requirement, "path" | "words">): string {
  return `${words} at ${path}`;
}

describe("explainNoPlan, of random fleets without a plan", function () {
  this.timeout(600_000);

  it("gives sets of which no member can be missed, and ways out with plans", () => {
    let failing = 0;
    let withWayOut = 0;
    fc.assert(
      fc.property(arbitraryFleet(TINY), (fleet) => {
        if (failing >= FLEETS) return;
        const reasons = explainNoPlan({ fleet, catalogue, version: "0.0.0" });
        if (reasons.length > 0) failing += 1;
        for (const { scope: words, members, minimal, proved, relaxations, partial } of reasons) {
          assert.ok(partial || minimal);
          const scope = scopeOf(fleet, words);
          const all = [
            ...placeRequirements(scope.fleet, scope.countries),
            ...workloadRequirements(scope.fleet),
          ];
          const kept = members.map(keyOf);
          const held = all.filter((one) => kept.includes(keyOf(one)));
          const dropped = all.filter((one) => !held.includes(one));
          const alone = status(withoutAll(scope.fleet, dropped));
          assert.notEqual(alone, "planned");
          if (proved) assert.equal(alone, "infeasible");
          if (minimal)
            for (const member of held)
              assert.equal(status(withoutAll(scope.fleet, [...dropped, member])), "planned", keyOf(member));
          if (relaxations.length > 0) withWayOut += 1;
          for (const { changes, microPerHour } of relaxations)
            assert.ok(changes.length > 0 && Number.isSafeInteger(microPerHour));
        }
      }),
      { seed: 20261126, numRuns: 1000 },
    );
    assert.equal(failing, FLEETS);
    assert.ok(withWayOut >= FLEETS * 0.9, `${withWayOut} have a way out`);
  });
});
