/** What a plan makes small: cost, then others in strict order. */
import type { CheckedFleet } from "../../model/fleet.js";
import type { FurtherObjective } from "../../model/fleet-spec.js";
import type { CheckContext } from "./context.js";

export function furtherObjectivesOf({ spec, faults }: CheckContext): Pick<CheckedFleet, "furtherObjectives"> {
  const { objective = ["cost"] } = spec;
  const [first, ...rest] = objective;
  if (first !== "cost")
    faults.error(
      "invalid-spec",
      "/objective/0",
      `cost comes first, and ${JSON.stringify(first)} is first here: the bound is proved of the cost`,
      `objective: [cost, ${String(first)}]`,
    );
  for (const [index, name] of objective.entries())
    if (objective.indexOf(name) < index)
      faults.error("invalid-spec", `/objective/${index}`, `"${name}" is in the list twice`, "name it once");
  const further = rest.filter((name): name is FurtherObjective => name !== "cost");
  return further.length === 0 ? {} : { furtherObjectives: further };
}
