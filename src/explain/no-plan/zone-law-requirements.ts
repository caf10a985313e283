/** What compliance zones ask beside jurisdictions and data classes: each rule of a regime is a requirement. */
import type { ComplianceZone } from "../../model/fleet.js";
import type { RegimeRule, ZoneLaw } from "../../model/law.js";
import { omitted } from "../../units/omitted.js";
import { onZone, removing } from "./requirement.js";
import type { Requirement } from "./requirement.js";

type Field = Exclude<keyof ZoneLaw, "rules" | "transfers">;

const WORDS: { readonly [Part in Field]-?: (law: ZoneLaw) => string } = {
  operators: ({ operators = [] }) => `is run by ${operators.join(", ")} alone`,
  partitions: ({ partitions = [] }) => `stands in ${partitions.join(", ")} alone`,
  keyAlgorithms: ({ keyAlgorithms = [] }) => `asks for customer-managed keys of ${keyAlgorithms.join(", ")}`,
  tenantsApart: ({ tenantsApart = "node" }) => `lets tenants share no ${tenantsApart}`,
};

function fieldRequirement({ name }: ComplianceZone, law: ZoneLaw, field: Field): Requirement[] {
  if (law[field] === undefined) return [];
  return [
    {
      label: "law",
      subject: name,
      path: `/complianceZones/${name}/${field}`,
      words: `compliance zone "${name}" ${WORDS[field](law)}`,
      without: onZone(name, (zone) =>
        zone.law === undefined ? zone : { ...zone, law: omitted(zone.law, field) },
      ),
      easing: removing("compliance zone", name, `do without its ${field}`),
    },
  ];
}

/** Rules about tenants are told by the zone's own field. */
function ruleRequirement({ name }: ComplianceZone, { id, regime, statement }: RegimeRule): Requirement {
  return {
    label: "law",
    subject: name,
    path: `/complianceZones/${name}/regimes`,
    words: `compliance zone "${name}" is under ${id}: ${statement}`,
    without: onZone(name, (zone) =>
      zone.law === undefined
        ? zone
        : { ...zone, law: { ...zone.law, rules: zone.law.rules.filter((rule) => rule.id !== id) } },
    ),
    easing: removing("compliance zone", name, `take it out of ${regime}, if that does not hold`),
  };
}

export function zoneLawRequirements(zone: ComplianceZone): Requirement[] {
  const { law } = zone;
  if (law === undefined) return [];
  return [
    ...(Object.keys(WORDS) as Field[]).flatMap((field) => fieldRequirement(zone, law, field)),
    ...law.rules
      .filter(
        ({ placesIn, copiesIn, operatorsOf, abilities, backupElsewhere, closedClasses, domesticShare }) =>
          [placesIn, copiesIn, operatorsOf, abilities, backupElsewhere, closedClasses, domesticShare].some(
            (part) => part !== undefined,
          ),
      )
      .map((rule) => ruleRequirement(zone, rule)),
  ];
}
