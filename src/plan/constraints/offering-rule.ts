/**
 * A rule that keeps a workload off some offerings of its target. Each family has a file beside this one;
 * `src/plan/formulate/eligibility.ts` asks all of them.
 */
import type { Workload } from "../../model/fleet.js";
import type { ExclusionRule } from "../../model/outcome.js";
import type { NodeKind } from "../formulate/node-kind.js";

export interface OfferingRule {
  readonly rule: ExclusionRule;
  /** The question that it asks of each of many node kinds; what depends on the workload alone is settled before. */
  readonly allows: (workload: Workload) => (kind: NodeKind) => boolean;
  /** Why, with both numbers and their units, over the offerings that the rule excludes (at least one). */
  readonly detail: (workload: Workload, excluded: readonly NodeKind[]) => string;
  /** What would let the workload onto them. */
  readonly wayOut: (workload: Workload, excluded: readonly NodeKind[]) => string;
}

/** Distinct values, sorted and joined: "a, b and c", at most `most` of them. */
export function listed(values: readonly string[], most = 4): string {
  const distinct = [...new Set(values)].sort();
  const shown = distinct.slice(0, most);
  const rest = distinct.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  const last = shown.at(-1) ?? "none";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}
