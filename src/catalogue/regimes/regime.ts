/** A regime as data: rules with the document that says them, its date, and how far our reading of it may be trusted. */
import type { Evidence } from "../../model/evidence.js";
import type { RegimeRule } from "../../model/law.js";
import type { Regime } from "../../model/law-spec.js";

/** A rule without what all rules of its regime share. */
export type Rule = Omit<RegimeRule, "regime" | "evidence"> & { readonly evidence?: Evidence };

export function rulesOf(regime: Regime, evidence: Evidence, rules: readonly Rule[]): readonly RegimeRule[] {
  return rules.map((rule) => ({ evidence, ...rule, regime }));
}
