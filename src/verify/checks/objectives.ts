/** What was made small after cost is stated as it is, and is no larger than where cost alone counted. */
import type { FurtherObjective } from "../../model/fleet-spec.js";
import type { Check, Review } from "../review.js";

function counted(name: FurtherObjective, { plan, targets }: Review): number {
  if (name === "stranded") return plan.stranded?.strandedMilliNodes ?? 0;
  if (name === "moves") return plan.moves?.movePods ?? 0;
  if (name === "carbon") return plan.carbon.operationalGramsPerHour;
  const purchases = targets.map(({ slice }) => Object.values(slice.purchases));
  if (name === "nodes") return purchases.flat().reduce((sum, { count }) => sum + count, 0);
  return purchases.reduce(
    (sum, own) => sum + new Set(own.map(({ pool, instanceType }) => `${pool} ${instanceType}`)).size,
    0,
  );
}

export const checkObjectives: Check = (review, refuse) => {
  const stated = review.plan.search.furtherObjectives ?? [];
  for (const [index, { name, value, atLeastCost }] of stated.entries()) {
    const path = ["search", "furtherObjectives", index];
    const own = counted(name, review);
    if (value !== own) refuse([...path, "value"], `is ${value}, and the plan has ${own} (${name})`);
    // What orders of arrival ask for is bought after it, and counts in the value alone.
    const isPacking = review.plan.search.realisation === undefined;
    // A limit of moves may leave only plans that are worse in it.
    const isFree = review.plan.moves?.limit === undefined;
    if (index === 0 && isPacking && isFree && value > atLeastCost)
      refuse([...path, "value"], `is ${value}, and the cheapest plan found has ${atLeastCost} (${name})`);
  }
};
