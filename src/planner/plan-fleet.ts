/** The planner for programs: a verified plan, or an error that says why there is none. */
import { explainNoPlan } from "../explain/index.js";
import type { PlanOutcome } from "../model/outcome.js";
import type { Plan } from "../model/plan.js";
import type { PreviousFleet } from "../model/running.js";
import { planFleetChecked } from "../plan/index.js";
import { noPlan } from "./failures.js";
import type { LoadedFleet } from "./load-fleet.js";
import { VERSION } from "./version.js";

export interface PlanOptions {
  /** What the plan's moves are counted against, as `readPrevious` gives it. */
  readonly previous?: PreviousFleet;
}

/** The outcome as a value: planned, infeasible with every conflict, or none found within the work budget. */
export function planOutcome({ fleet, catalogue }: LoadedFleet, { previous }: PlanOptions = {}): PlanOutcome {
  return planFleetChecked({
    fleet,
    catalogue,
    version: VERSION,
    ...(previous === undefined ? {} : { previous }),
  });
}

/** @throws FleetError where there is no plan */
export function planFleetSync(loaded: LoadedFleet, options: PlanOptions = {}): Plan {
  const outcome = planOutcome(loaded, options);
  if (outcome.status === "planned") return outcome.plan;
  throw noPlan(outcome, loaded.fleet);
}

/**
 * The same, where the reasons why there is no plan may cost more time: the fleet is planned again without some
 * of its requirements, up to a few hundred times.
 * @throws FleetError where there is no plan, with the smallest conflicts and priced ways out
 */
export function planOrExplain(loaded: LoadedFleet): Plan {
  const outcome = planOutcome(loaded);
  if (outcome.status === "planned") return outcome.plan;
  const { fleet, catalogue } = loaded;
  throw noPlan(outcome, fleet, explainNoPlan({ fleet, catalogue, version: VERSION }));
}

/** The same that await: later planners load their solver asynchronously. */
export async function planFleet(loaded: LoadedFleet, options: PlanOptions = {}): Promise<Plan> {
  return Promise.resolve().then(() => planFleetSync(loaded, options));
}
