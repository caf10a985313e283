/** Why there is no plan, in lines for a person. */
import type { Conflict, Exclusion, PlanOutcome, Unplanned } from "../model/outcome.js";

/** Exclusions shown of one conflict: the largest singles and pairs come first. */
const MOST_EXCLUSIONS = 8;

function exclusionLine({ rules, offerings, detail }: Exclusion, considered: number): string {
  const who = rules.length === 1 ? `${rules[0] ?? ""} alone` : rules.join(" and ");
  return `    ${who}: ${offerings} of ${considered} (${detail})`;
}

function exclusionLines({ exclusions, offeringsConsidered }: Conflict): string[] {
  if (exclusions.length === 0) return [];
  const shown = exclusions.slice(0, MOST_EXCLUSIONS);
  const rest = exclusions.length - shown.length;
  const told = exclusions.reduce((sum, { offerings }) => sum + offerings, 0);
  return [
    "  excluded offerings:",
    ...shown.map((exclusion) => exclusionLine(exclusion, offeringsConsidered)),
    ...(rest > 0 ? [`    and ${rest} more combinations of rules`] : []),
    ...(told < offeringsConsidered
      ? [`    more rules together: ${offeringsConsidered - told} of ${offeringsConsidered}`]
      : []),
  ];
}

function conflictLines(conflict: Conflict): string[] {
  return [
    `[${conflict.label}] ${conflict.message}`,
    `  at ${conflict.path}`,
    ...exclusionLines(conflict),
    ...(conflict.waysOut.length === 0
      ? []
      : ["  ways out:", ...conflict.waysOut.map((way) => `    - ${way}`)]),
  ];
}

function headline({ status, conflicts }: Unplanned): string {
  const count = `${conflicts.length} conflict${conflicts.length === 1 ? "" : "s"}`;
  switch (status) {
    case "infeasible":
      return `No plan exists: ${count}.`;
    case "noneFound":
      return `No plan was found, though one may exist: ${count}.`;
  }
}

/** Empty for an outcome that has a plan. */
export function explainConflicts(outcome: PlanOutcome): readonly string[] {
  if (outcome.status === "planned") return [];
  return [headline(outcome), ...outcome.conflicts.flatMap((conflict) => ["", ...conflictLines(conflict)])];
}
