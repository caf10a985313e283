/** Transfers of personal data: names are distinct, senders exist, and rules hold for whom they are meant. */
import { everyWorkload, qualifiedName } from "../../model/fleet-parts.js";
import type { CheckedFleet } from "../../model/fleet.js";
import type { Regime } from "../../model/law-spec.js";
import type { Transfer, TransferRule } from "../../model/transfer.js";
import { compareText } from "../../units/compare.js";
import type { FleetKnowledge } from "../knowledge.js";
import { nameHint } from "../suggestion.js";
import type { CheckContext } from "./context.js";
import { sortedByName } from "./context.js";

/** An operator of critical infrastructure has whatever it sends assessed, where numbers alone ask others for it. */
function ofCritical(rule: TransferRule): TransferRule {
  return {
    ...rule,
    tiers: rule.tiers.map((tier) =>
      tier.needs === "assessment" ? { ...tier, persons: 1, sensitive: 1 } : tier,
    ),
  };
}

export function transferRulesOf(
  regimes: readonly Regime[],
  critical: boolean,
  knowledge: FleetKnowledge,
): readonly TransferRule[] {
  return regimes
    .flatMap((regime) => knowledge.transferRules(regime))
    .map((rule) => (critical ? ofCritical(rule) : rule))
    .sort((left, right) => compareText(left.id, right.id));
}

/** Sorted by name; absent where none is declared. */
export function transfersOf(
  bound: Pick<CheckedFleet, "workloads" | "divided">,
  { spec, faults, knowledge }: CheckContext,
): { readonly transfers?: readonly Transfer[] } {
  const { transfers = [] } = spec;
  if (transfers.length === 0) return {};
  const senders = [...new Set(everyWorkload(bound).map(qualifiedName))];
  faults.distinct(
    transfers.map(({ name }, index) => [name, `/transfers/${index}/name`]),
    "transfer",
  );
  for (const [index, { from, toCountry }] of transfers.entries()) {
    if (!senders.includes(from))
      faults.error(
        "unknown-name",
        `/transfers/${index}/from`,
        `no workload is called "${from}"`,
        nameHint(from, senders, "workload"),
      );
    if (!knowledge.isJurisdiction(toCountry))
      faults.knows(toCountry, knowledge.jurisdictions(), `/transfers/${index}/toCountry`, "country");
  }
  return {
    transfers: sortedByName(
      transfers.map(
        ({
          name,
          from,
          toCountry,
          subjects = 0,
          sensitiveSubjects = 0,
          importantData,
          ground,
          safeguards,
        }) => ({
          name,
          from,
          toCountry,
          persons: subjects,
          sensitive: sensitiveSubjects,
          ...(importantData === true ? { important: true as const } : {}),
          ...(ground === undefined ? {} : { ground }),
          ...(safeguards === undefined ? {} : { safeguards: [...new Set(safeguards)].sort() }),
        }),
      ),
    ),
  };
}
