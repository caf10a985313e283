import type { Prepared } from "./prepared-parts.js";
import type { PackingOutcome, PackingProblem } from "./problem.js";
import { solveRemembering } from "./solve-packing.js";
import type { PackingTools } from "./tools.js";

/**
 * A solver that lives: it keeps fillings and prices, so that the same fleet with changed demands, prices or caps
 * is planned again in a fraction of the work. Classes and types must keep their order; everything else of the
 * problem may change. The answer depends on the problems given before, and on nothing else.
 */
export class PackingSolver {
  private before: Prepared | undefined;

  constructor(private readonly tools: PackingTools = {}) {}

  solve(problem: PackingProblem): PackingOutcome {
    const { outcome, prepared } = solveRemembering(this.aimed(problem), this.tools, this.before);
    if (outcome.status === "solved") this.before = prepared;
    return outcome;
  }

  /** Once a packing is known, the gap that keeps its nodes is the target. */
  private aimed(problem: PackingProblem): PackingProblem {
    const { targetGapMilliPercent: target, stableGapMilliPercent: stable = 0 } = problem.limits;
    if (this.before === undefined || stable <= target) return problem;
    return { ...problem, limits: { ...problem.limits, targetGapMilliPercent: stable } };
  }
}
