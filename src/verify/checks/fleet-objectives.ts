/** The plan makes small what the fleet asks for, in that order. */
import type { Check } from "../review.js";

export const checkFleetObjectives: Check = ({ plan, fleet }, refuse) => {
  if (fleet === undefined) return;
  const asked = fleet.furtherObjectives ?? [];
  const told = (plan.search.furtherObjectives ?? []).map(({ name }) => name);
  if (asked.join() !== told.join())
    refuse(
      ["search", "furtherObjectives"],
      `are [${told.join(", ")}], and the fleet asks for [${asked.join(", ")}]`,
    );
};
