import { impossibility } from "./infeasible.js";
import { packingModel } from "./packing-model.js";
import { PackingSearch } from "./packing-search.js";
import type { PackingOutcome, PackingProblem } from "./problem.js";
import type { PackingTools } from "./tools.js";

/** Packs all demand onto the cheapest nodes found, with a proven lower bound, or says why it cannot. */
export function solvePacking(problem: PackingProblem, tools: PackingTools = {}): PackingOutcome {
  if (problem.classes.every(({ demand }) => demand === 0))
    return { status: "solved", entries: [], cost: 0, bound: 0, stop: "proved", workUnits: 0 };
  const model = packingModel(problem);
  const impossible = impossibility(model);
  if (impossible !== undefined) {
    const classes = impossible.classes.flatMap((item) => model.members[item] ?? []);
    return {
      status: "infeasible",
      classes: classes.sort((one, other) => one - other),
      caps: impossible.caps,
      workUnits: 1,
    };
  }
  return new PackingSearch(model, problem, tools).run();
}
