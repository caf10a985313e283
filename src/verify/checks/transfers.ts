/** What the plan says that a transfer takes is what the rules of the compliance zones say of it, counted anew. */
import { canonicalJson } from "../../units/canonical.js";
import type { TransferNeed, TransferPlan, TransferRule } from "../../model/transfer.js";
import { entryOf } from "../review.js";
import type { Check, Review } from "../review.js";

interface Origin {
  readonly country: string;
  readonly rules: readonly TransferRule[];
}

/** Where replicas of the sender stand abroad, seen from the destination. */
function originsOf({ from, toCountry }: TransferPlan, { plan, targets }: Review): Origin[] {
  return targets.flatMap(({ name, slice, workloads }) => {
    const sender = workloads.get(`${name}/${from}`);
    if (sender === undefined || sender.replicas === 0 || slice.country === toCountry) return [];
    const zone =
      slice.complianceZone === undefined ? undefined : entryOf(plan.complianceZones, slice.complianceZone);
    return [{ country: slice.country, rules: zone?.law?.transfers ?? [] }];
  });
}

function needsNothing({ toCountry, ground, safeguards = [] }: TransferPlan, rule: TransferRule): boolean {
  if (rule.free.includes(toCountry) || (ground !== undefined && rule.grounds.includes(ground))) return true;
  const asked = entryOf(rule.freeIf, toCountry);
  return asked !== undefined && safeguards.includes(asked);
}

export const checkTransfers: Check = (review, refuse) => {
  const transfers = Object.entries(review.plan.transfers ?? {});
  const under = new Map<string, { persons: number; sensitive: number }>();
  const found = transfers.map(([name, transfer]) => {
    const rules = new Map<string, { readonly rule: TransferRule; readonly country: string }>();
    const origins = originsOf(transfer, review);
    for (const { country, rules: own } of origins)
      for (const rule of own)
        if (rule.from.includes(country)) rules.set(`${rule.id} ${country}`, { rule, country });
    for (const id of new Set([...rules.values()].map(({ rule }) => rule.id))) {
      const rule = [...rules.values()].find((one) => one.rule.id === id)?.rule;
      if (rule === undefined || needsNothing(transfer, rule)) continue;
      const { persons, sensitive } = under.get(id) ?? { persons: 0, sensitive: 0 };
      under.set(id, { persons: persons + transfer.persons, sensitive: sensitive + transfer.sensitive });
    }
    if (origins.length === 0) refuse(["transfers", name], "leaves no country");
    return { name, transfer, rules };
  });
  for (const { name, transfer, rules } of found) {
    const expected = [...rules]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, { rule, country }]): TransferNeed => {
        const { persons, sensitive } = under.get(rule.id) ?? { persons: 0, sensitive: 0 };
        const tier = needsNothing(transfer, rule)
          ? undefined
          : rule.tiers.find(
              (one) =>
                (transfer.persons > 0 && persons >= (one.persons ?? Infinity)) ||
                (transfer.sensitive > 0 && sensitive >= (one.sensitive ?? Infinity)) ||
                (transfer.important === true && one.important === true),
            );
        const has = (transfer.safeguards ?? []).some((one) => tier?.safeguards.includes(one) === true);
        return {
          rule: rule.id,
          fromCountry: country,
          needs: tier?.needs ?? "none",
          covered: tier === undefined || has,
        };
      });
    if (canonicalJson(expected) !== canonicalJson(transfer.needs))
      refuse(
        ["transfers", name, "needs"],
        `are ${canonicalJson(transfer.needs)}, and the rules say ${canonicalJson(expected)}`,
      );
  }
};
