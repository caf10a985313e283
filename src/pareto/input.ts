/** What a front is drawn of, and what comes out. */
import type { Unplanned } from "../model/outcome.js";
import type { ParetoAxis, ParetoFront } from "../model/pareto.js";
import type { PlanFleetInput } from "../plan/index.js";

export interface ParetoInput<Axis extends ParetoAxis = ParetoAxis> extends Omit<PlanFleetInput, "certify"> {
  readonly axis: Axis;
  /** Most points that are looked for, the two ends counted; at least 2. */
  readonly points: number;
}

export type ParetoOutcome = { readonly status: "found"; readonly front: ParetoFront } | Unplanned;
