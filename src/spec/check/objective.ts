/** What a plan makes small: cost, then others in strict order; or the sum of cost and what is weighed beside it. */
import { everyWorkload } from "../../model/fleet-parts.js";
import type { CheckedFleet, Weights } from "../../model/fleet.js";
import type { FurtherObjective, ObjectiveOrder, WeightsSpec } from "../../model/fleet-spec.js";
import { unweighable } from "../../model/weighable.js";
import { HOURS_PER_MONTH } from "../../units/money.js";
import type { CheckContext } from "./context.js";

const MICRO = 1_000_000;

type Objectives = Pick<CheckedFleet, "furtherObjectives" | "weights">;

function furtherOf([first, ...rest]: ObjectiveOrder, { spec, faults }: CheckContext): Objectives {
  const objective = [first, ...rest];
  if (first !== "cost")
    faults.error(
      "invalid-spec",
      "/objective/0",
      `cost comes first, and ${JSON.stringify(first)} is first here: the bound is proved of the cost`,
      `objective: [cost, ${String(first)}]`,
    );
  for (const [index, name] of objective.entries())
    if (objective.indexOf(name) < index)
      faults.error(
        "invalid-spec",
        `/objective/${index}`,
        `"${String(name)}" is in the list twice`,
        "name it once",
      );
  const stranded = objective.indexOf("stranded");
  const after = stranded === -1 ? undefined : objective.slice(stranded + 1).find((name) => name !== "moves");
  if (after !== undefined)
    faults.error(
      "invalid-spec",
      `/objective/${stranded}`,
      `"stranded" stands before "${after}", which would undo what it gained`,
      "put it last, or before moves alone",
    );
  if (stranded !== -1 && spec.futureRequests === undefined)
    faults.error(
      "invalid-spec",
      `/objective/${stranded}`,
      "nothing says what free capacity should be of use to",
      "state the mix of requests that may come in futureRequests",
    );
  const further = rest.filter((name): name is FurtherObjective => name !== "cost");
  return further.length === 0 ? {} : { furtherObjectives: further };
}

type Placed = Pick<CheckedFleet, "workloads" | "divided">;

/** Whole micro-units; at least one of what is not free. */
function whole(micro: number): number {
  return micro === 0 ? 0 : Math.max(1, Math.round(micro));
}

/** Whether any workload says what a move of it takes: prices are then of moves too. */
function pricesMoves(placed: Placed): boolean {
  return everyWorkload(placed).some(({ move }) => move !== undefined);
}

function weightsOf(spec: WeightsSpec, placed: Placed, { faults }: CheckContext): Objectives {
  const { perKgCo2e = 0, perNodeMonth = 0, perInstanceTypeMonth = 0, perMove = 0, moveMonths } = spec;
  const isPriced = pricesMoves(placed);
  const weights: Weights = {
    microPerKgCo2e: whole(perKgCo2e * MICRO),
    microPerNodeHour: whole((perNodeMonth * MICRO) / HOURS_PER_MONTH),
    microPerInstanceTypeHour: whole((perInstanceTypeMonth * MICRO) / HOURS_PER_MONTH),
    microPerMoveHour: whole((perMove * MICRO) / (HOURS_PER_MONTH * (moveMonths ?? 1))),
  };
  const hours = isPriced ? { moveHours: HOURS_PER_MONTH * (moveMonths ?? 1) } : {};
  if (!isPriced && Object.values(weights).every((weight) => weight === 0))
    faults.error(
      "invalid-spec",
      "/objective/weights",
      "weighs nothing: every price is 0 or absent",
      "give one of perKgCo2e, perNodeMonth, perInstanceTypeMonth and perMove, say what moves take (move of a workload), or objective: [cost]",
    );
  if (moveMonths !== undefined && perMove === 0 && !isPriced)
    faults.error(
      "invalid-spec",
      "/objective/weights/moveMonths",
      `moves are to pay for themselves within ${moveMonths} month(s), and a move costs nothing`,
      "give perMove too, or leave moveMonths out",
    );
  return { weights: { ...weights, ...hours } };
}

/** The sum has no bound where a search for the cost alone decides what it is taken over. */
function checkWeighable(placed: Placed, { faults }: CheckContext): void {
  for (const { origin, what } of unweighable(placed))
    faults.error(
      "not-supported",
      "/objective/weights",
      `${what} at ${origin}, which is decided by cost alone: no sum with other weights is proved beside it`,
      "give the objectives in order (objective: [cost, carbon]), or remove the rule",
    );
}

export function objectivesOf(placed: Placed, context: CheckContext): Objectives {
  const { objective = ["cost"] } = context.spec;
  if (!("weights" in objective)) return furtherOf(objective, context);
  checkWeighable(placed, context);
  return weightsOf(objective.weights, placed, context);
}
