/** A fleet planned from its spec, and held by the independent checker before anything is told of it. */
import type { FleetSpec } from "../../src/model/fleet-spec.js";
import type { PreviousFleet } from "../../src/model/running.js";
import { planOutcome, readFleet, verifyPlan } from "../../src/planner/index.js";
import type { LoadedFleet, Plan } from "../../src/planner/index.js";
import { timed } from "../timed.js";

export interface PlannedFleet {
  readonly loaded: LoadedFleet;
  readonly plan: Plan;
  /** Of the planning alone, the spec's check and the catalogue left out. */
  readonly cpuMs: number;
}

/** Throws where there is no plan, or one that is refused. `previous`: what moves are counted against. */
export function plannedFleet(spec: FleetSpec, previous?: PreviousFleet): PlannedFleet {
  const loaded = readFleet(spec);
  const options = previous === undefined ? {} : { previous };
  const { result: outcome, cpuMs } = timed(() => planOutcome(loaded, options));
  if (outcome.status !== "planned") {
    const why = outcome.conflicts.map(({ message }) => message).join("; ");
    throw new Error(`${spec.name} has no plan (${outcome.status}): ${why.slice(0, 600)}`);
  }
  const refused = verifyPlan({ plan: outcome.plan, fleet: loaded.fleet, ...options });
  if (refused.length > 0) throw new Error(`the plan of ${spec.name} is refused: ${JSON.stringify(refused)}`);
  return { loaded, plan: outcome.plan, cpuMs };
}
