/** What every check is given. */
import type { Assumption, Evidence } from "../../model/evidence.js";
import type { FleetSpec } from "../../model/fleet-spec.js";
import type { Faults } from "../faults.js";
import type { FleetKnowledge } from "../knowledge.js";

export interface CheckContext {
  readonly spec: FleetSpec;
  readonly faults: Faults;
  readonly knowledge: FleetKnowledge;
  /** Defaults that count and were left to us; checks add to it. */
  readonly assumptions: Assumption[];
}

/** Date of the defaults below; a default is ours, so it is never better than an assumption. */
const DEFAULTS_AS_OF = "2026-11-25";

const OUR_DEFAULT: Evidence = {
  source: "Stowage's default; say otherwise in the spec",
  asOf: DEFAULTS_AS_OF,
  confidence: "assumption",
};

export function assume(
  { assumptions }: CheckContext,
  subject: string,
  statement: string,
  evidence: Evidence = OUR_DEFAULT,
): void {
  assumptions.push({ subject, statement, ...evidence });
}

export function sortedByName<T extends { readonly name: string }>(list: readonly T[]): T[] {
  return [...list].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
}

export function sortedTexts(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}
