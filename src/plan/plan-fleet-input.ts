/** What the planner is given, and what it is to rules that are judged on whole plans. */
import type { Catalogue } from "../catalogue/index.js";
import type { CheckedFleet } from "../model/fleet.js";
import type { PlanOutcome } from "../model/outcome.js";
import type { Plan } from "../model/plan.js";
import type { PreviousFleet } from "../model/running.js";

export interface PlanFleetInput {
  readonly fleet: CheckedFleet;
  /** Must hold the prices and instance types of the fleet's regions. */
  readonly catalogue: Catalogue;
  /** Version of the package, which the plan carries. */
  readonly version: string;
  /** Whether a certificate of the bound is made; it costs time. */
  readonly certify?: boolean;
  /** What the plan's moves are counted against; absent: nothing. */
  readonly previous?: PreviousFleet;
}

export type Planner = (input: PlanFleetInput) => PlanOutcome;

/** Gives the plan back where the verifier accepts it for the fleet. */
export type Verified = (plan: Plan, input: PlanFleetInput) => Plan;
