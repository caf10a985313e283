/** What a front is drawn of, and what comes out. */
import type { PlanOutcome } from "../model/outcome.js";
import type { ParetoAxis, ParetoFront } from "../model/pareto.js";
import type { PlanFleetInput } from "../plan/index.js";

export interface ParetoInput<Axis extends ParetoAxis = ParetoAxis> extends Omit<PlanFleetInput, "certify"> {
  readonly axis: Axis;
  /** Most points that are looked for, the two ends counted; at least 2. */
  readonly points: number;
}

/** Why there is no plan. */
export type NoPlan = Exclude<PlanOutcome, { readonly status: "planned" }>;

export type ParetoOutcome = { readonly status: "found"; readonly front: ParetoFront } | NoPlan;
