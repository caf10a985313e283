/** A plan of a tiny problem held against the optimum that trying everything finds. */
import type { Catalogue } from "../../src/catalogue/index.js";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { PlanOutcome } from "../../src/model/outcome.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { InvariantError } from "../../src/units/invariant.js";
import { verifyPlan } from "../../src/verify/index.js";
import { fleet } from "./fleets.js";
import type { TinyProblem } from "./tiny-families.js";

export type Comparison =
  /** `above`: cost over optimum, 1 where they are equal; `proved`: the bound is the optimum. */
  | { readonly result: "planned"; readonly above: number; readonly proved: boolean }
  /** More replicas of a priority stay out than must, which no cost makes good: a bound of those is in the plan. */
  | { readonly result: "moreLeftOut" }
  | { readonly result: "infeasible" }
  /** No plan was found, and none is claimed not to exist; `exists`: one does. */
  | { readonly result: "noneFound"; readonly exists: boolean }
  | { readonly result: "violation"; readonly why: string };

const LIMITS = { targetGapMilliPercent: 0, workUnits: 50_000 };

function violation(why: string): Comparison {
  return { result: "violation", why };
}

/** What the planner says, or its own alarm: it verifies each plan before it gives it away. */
function outcomeOf(checked: CheckedFleet, catalogue: Catalogue): PlanOutcome | Error {
  try {
    return planFleetChecked({ fleet: checked, catalogue, version: "0.0.0" });
  } catch (error) {
    if (error instanceof InvariantError) return error;
    throw error;
  }
}

export function comparedWithOptimum({ fleet: drawn, catalogue, optimum, claim }: TinyProblem): Comparison {
  const checked = fleet({ limits: LIMITS, ...drawn });
  const outcome = outcomeOf(checked, catalogue);
  if (outcome instanceof Error) return violation(outcome.message);
  const best = optimum();
  if (outcome.status === "noneFound") return { result: "noneFound", exists: best !== undefined };
  if (outcome.status === "infeasible") {
    if (best === undefined) return { result: "infeasible" };
    return violation(`called infeasible, and a plan for ${best.cost} exists`);
  }
  const { plan } = outcome;
  const [refusal] = verifyPlan({ plan, fleet: checked });
  if (refusal !== undefined) return violation(`verify refuses it: ${refusal.message}`);
  if (best === undefined) return violation("a plan where none exists");
  for (const [index, { leftOut, boundLeftOut }] of (plan.clusters["main"]?.priorities ?? []).entries()) {
    const fewest = best.leftOut[index] ?? 0;
    if (boundLeftOut > fewest || fewest > leftOut)
      return violation(`of priority ${index} ${boundLeftOut} to ${leftOut} stay out, ${fewest} must`);
    if (leftOut > fewest) return { result: "moreLeftOut" };
  }
  const { bound, cost } = claim(plan);
  if (!(bound <= best.cost)) return violation(`the bound ${bound} is above the optimum ${best.cost}`);
  if (!(best.cost <= cost)) return violation(`the cost ${cost} is below the optimum ${best.cost}`);
  const above = cost === best.cost ? 1 : cost / best.cost;
  return { result: "planned", above, proved: bound === best.cost };
}
