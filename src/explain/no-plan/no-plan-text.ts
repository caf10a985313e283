/** Smallest sets of requirements without a plan, and ways out, in lines for a person. */
import { monthly, plural } from "../../report/index.js";
import type { NoPlanReason } from "./explain-no-plan.js";
import type { Relaxation } from "./relaxations.js";

function membersHead({ scope, members, minimal, proved }: NoPlanReason): string {
  if (members.length === 0)
    return `Of ${scope} no plan ${proved ? "exists" : "was found"} even without any requirement that Stowage can leave out.`;
  const verdict = proved ? "cannot hold together" : "were not brought together within the search";
  const size = members.length === 1 ? "One requirement" : plural(members.length, "requirement");
  const which =
    members.length === 1 && proved
      ? "cannot hold"
      : `${verdict}${minimal && members.length > 1 ? "; without any one of them there is a plan of the others" : ""}`;
  return `${size} of ${scope} ${which}:`;
}

function relaxationLine({ changes, complete, microPerHour, currency }: Relaxation, scope: string): string {
  const less = complete ? "" : " (runs less than is asked for)";
  return `  - ${changes.join("; and ")}: ${scope} then costs ${monthly(microPerHour, currency)} a month${less}`;
}

function relaxationLines({ relaxations, scope, members }: NoPlanReason): string[] {
  if (members.length === 0) return [];
  if (relaxations.length === 0) return ["No single change of them, nor up to three, was found to be enough."];
  return [
    "Ways out, each planned again:",
    ...relaxations.map((relaxation) => relaxationLine(relaxation, scope)),
  ];
}

function reasonLines(reason: NoPlanReason): string[] {
  return [
    membersHead(reason),
    ...reason.members.map(({ words, path }) => `  - ${words}, at ${path}`),
    ...relaxationLines(reason),
    ...(reason.partial
      ? ["The questions that may be asked ended: the set may be smaller, and there may be cheaper ways out."]
      : []),
  ];
}

export function noPlanLines(reasons: readonly NoPlanReason[]): readonly string[] {
  return reasons.flatMap((reason, index) => [...(index === 0 ? [] : [""]), ...reasonLines(reason)]);
}
