/**
 * The independent checker: accepts a plan (no refusals) or says all that is wrong with it. It shares no code
 * with the planner, and takes nothing for granted: a lock may have been edited by hand.
 */
import type { Refusal } from "../model/outcome.js";
import { CHECKS } from "./checks/checks.js";
import { refusalList } from "./refusals.js";
import { reviewOf } from "./review.js";
import type { ReviewInput } from "./review.js";
import { planShape } from "./shape/plan-shape.js";

/**
 * With the plan alone it judges what the plan says of itself; with `fleet`, whether it is a plan of that
 * fleet; with `offers`, whether its machines and prices are the catalogue's; with `previous`, whether its moves
 * are counted right.
 *
 * @returns empty where the plan is accepted; at most `MAX_REFUSALS`, then one that counts the rest
 */
export function verifyPlan(input: ReviewInput): readonly Refusal[] {
  const { refuse, refusals } = refusalList();
  planShape(input.plan, [], refuse);
  if (refusals().length > 0) return refusals();
  const review = reviewOf(input);
  for (const check of CHECKS) check(review, refuse);
  return refusals();
}
