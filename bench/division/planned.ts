/** A fleet planned from its spec, and held by the independent checker before anything is told of it. */
import type { FleetSpec } from "../../src/model/fleet-spec.js";
import type { PreviousFleet } from "../../src/model/running.js";
import { planOutcome, readFleetText, verifyPlan } from "../../src/planner/index.js";
import type { LoadedFleet, Plan } from "../../src/planner/index.js";
import { renderPlan } from "../../src/report/index.js";
import { spentMs, timed } from "../timed.js";

/** Process time of node's start and of loading modules, which the command takes too. In milliseconds. */
const STARTED = spentMs();

export interface PlannedFleet {
  readonly loaded: LoadedFleet;
  readonly plan: Plan;
  /** Of planning alone, in which the planner verifies its plan: what marks are of. In milliseconds. */
  readonly cpuMs: number;
  /** Of all that `stowage plan` does for a JSON spec: start, reading, checks, catalogue, planning, the plan as text. */
  readonly commandMs: number;
}

/** Throws where there is no plan, or one that is refused. `previous`: what moves are counted against. */
export function plannedFleet(spec: FleetSpec, previous?: PreviousFleet): PlannedFleet {
  const text = JSON.stringify(spec);
  const { result: loaded, cpuMs: readMs } = timed(() => readFleetText(text));
  const options = previous === undefined ? {} : { previous };
  const { result: outcome, cpuMs } = timed(() => planOutcome(loaded, options));
  if (outcome.status !== "planned") {
    const why = outcome.conflicts.map(({ message }) => message).join("; ");
    throw new Error(`${spec.name} has no plan (${outcome.status}): ${why.slice(0, 600)}`);
  }
  const { cpuMs: toldMs } = timed(() => renderPlan(outcome.plan));
  // What the bench asks for its own sake is timed nowhere: the spec drawn, the verifier once more, other answers.
  const refused = verifyPlan({ plan: outcome.plan, fleet: loaded.fleet, ...options });
  if (refused.length > 0) throw new Error(`the plan of ${spec.name} is refused: ${JSON.stringify(refused)}`);
  return { loaded, plan: outcome.plan, cpuMs, commandMs: STARTED + readMs + cpuMs + toldMs };
}
