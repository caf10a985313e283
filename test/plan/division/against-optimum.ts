/** Plans of tiny fleets held against the least cost of all that there are, found by trying them out. */
import assert from "node:assert/strict";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { tinyCatalogue } from "../tiny-catalogue.js";

export class AgainstOptimum {
  private planned = 0;
  private optimal = 0;
  /** Fleets that have a plan and were given none, and those that have none. */
  private missed = 0;
  private without = 0;

  /** `optimum`: undefined where no plan exists. */
  compare(checked: CheckedFleet, optimum: number | undefined): void {
    const outcome = planFleetChecked({ fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" });
    if (outcome.status !== "planned") {
      if (outcome.status === "infeasible") assert.equal(optimum, undefined);
      if (optimum === undefined) this.without += 1;
      else this.missed += 1;
      return;
    }
    const { plan } = outcome;
    assert.ok(optimum !== undefined);
    assert.ok(plan.search.boundMicroPerHour <= optimum, `bound ${plan.search.boundMicroPerHour}`);
    assert.ok(optimum <= plan.cost.microPerHour);
    assert.deepEqual(verifyPlan({ plan, fleet: checked }), []);
    this.planned += 1;
    if (plan.cost.microPerHour === optimum) this.optimal += 1;
  }

  /** At least so many were planned, such a part of them at the optimum, and at most so many were given no plan. */
  assertEnough(least: {
    readonly planned: number;
    readonly optimal: number;
    readonly missed?: number;
  }): void {
    const { planned, optimal, missed, without } = this;
    assert.ok(planned >= least.planned, `${planned} planned, ${without} have no plan`);
    assert.ok(optimal >= least.optimal * planned, `${optimal} of ${planned} at the optimum`);
    assert.ok(missed <= (least.missed ?? Infinity), `${missed} fleets that have a plan were given none`);
  }
}
