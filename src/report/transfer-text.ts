/** What leaves a country, and what that takes. */
import type { Plan } from "../model/plan.js";
import type { TransferNeeds } from "../model/transfer.js";
import { count } from "./amounts.js";
import { byName } from "./by-name.js";

const NEEDS: Readonly<Record<TransferNeeds, string>> = {
  none: "nothing more",
  contract: "a contract or what is as good (a certification, binding rules)",
  assessment: "a security assessment",
};

function ruleWords(plan: Plan, id: string): string {
  const rules = Object.values(plan.complianceZones).flatMap(({ law }) => law?.transfers ?? []);
  const evidence = rules.find((rule) => rule.id === id)?.evidence;
  return evidence === undefined ? id : `${id} (${evidence.confidence}: ${evidence.source}, ${evidence.asOf})`;
}

export function transferLines(plan: Plan): string[] {
  return byName(plan.transfers ?? {}).flatMap(([name, { from, toCountry, persons, sensitive, needs }]) => {
    const what = `${name}: ${from} to ${toCountry}, ${count(persons)} people, ${count(sensitive)} more with sensitive data`;
    if (needs.length === 0) return [`${what}: no rule of a compliance zone speaks of it`];
    return needs.map((need) => {
      const state =
        need.needs === "none" ? "" : need.covered ? ", which the spec has" : ", which the spec does not have";
      return `${what}: leaving ${need.fromCountry} takes ${NEEDS[need.needs]}${state}, by ${ruleWords(plan, need.rule)}`;
    });
  });
}
