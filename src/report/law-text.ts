/**
 * What law asks of a plan that no plan can show: papers that must exist, abilities that hold only in part or of which
 * nobody has said anything, and from where places are run.
 */
import { OWN_OPERATOR } from "../model/law.js";
import type { RegimeRule } from "../model/law.js";
import type { ComplianceZonePlan, Plan, TargetPlan } from "../model/plan.js";
import { byName } from "./by-name.js";

function placesOf(plan: Plan, { clusters, edgeSites }: ComplianceZonePlan): TargetPlan[] {
  return [
    ...clusters.flatMap((name) => plan.clusters[name] ?? []),
    ...edgeSites.flatMap((name) => plan.edgeSites[name] ?? []),
  ];
}

function evidenceOf({ evidence: { source, asOf, confidence } }: RegimeRule): string {
  return `${confidence}: ${source}, ${asOf}`;
}

function documentLines(rule: RegimeRule, places: readonly TargetPlan[]): string[] {
  const { id, document } = rule;
  const operators = new Set(places.flatMap(({ law }) => law?.operator ?? []));
  operators.delete(OWN_OPERATOR);
  if (document === undefined || operators.size === 0) return [];
  return [`${id} asks for a ${document} with ${[...operators].sort().join(", ")} (${evidenceOf(rule)})`];
}

function operatorLines(rule: RegimeRule, places: readonly TargetPlan[]): string[] {
  const { id, operatorsOf } = rule;
  const unknown = places.filter(({ law }) => law !== undefined && law.operatorCountry === undefined);
  if (operatorsOf === undefined || unknown.length === 0) return [];
  const names = unknown.map(({ name }) => name).join(", ");
  return [
    `${id} asks for operation from ${operatorsOf.join(", ")}, and the spec does not say from where ${names} is run (${evidenceOf(rule)})`,
  ];
}

/** "38 of 38 nodes have chips of CN, 100 % are asked for by 2027-12-31 (secondary: ...)". */
function shareLines(rule: RegimeRule, places: readonly TargetPlan[]): string[] {
  const { domesticShare: share } = rule;
  if (share === undefined) return [];
  const sum = (count: (place: TargetPlan) => number): number =>
    places.reduce((total, place) => total + count(place), 0);
  const has = sum(({ law }) => law?.origins?.[share.of][share.country] ?? 0);
  const nodes = sum(({ law }) => law?.origins?.nodes ?? 0);
  return [
    `${has} of ${nodes} nodes have ${share.of} of ${share.country}, ${share.percent} % are asked for by ${share.by} (${evidenceOf(rule)})`,
  ];
}

/** By ability and answer, so that clusters of one platform share a line. */
function abilityLines(places: readonly TargetPlan[]): string[] {
  const lines = new Map<string, string[]>();
  for (const { name, law } of places)
    for (const [ability, { answer, statement }] of byName(law?.abilities ?? {})) {
      if (answer === "yes") continue;
      const line = `${ability} is ${answer}: ${statement}`;
      lines.set(line, [...(lines.get(line) ?? []), name]);
    }
  return [...lines].map(([line, names]) => `${line} (${names.join(", ")})`);
}

/** Empty where no compliance zone has such rules. */
export function lawLines(plan: Plan): string[] {
  return byName(plan.complianceZones).flatMap(([name, zone]) => {
    if (zone.law === undefined) return [];
    const places = placesOf(plan, zone);
    const lines = [
      ...zone.law.rules.flatMap((rule) => [
        ...documentLines(rule, places),
        ...operatorLines(rule, places),
        ...shareLines(rule, places),
      ]),
      ...abilityLines(places),
    ];
    return lines.map((line) => `${name}: ${line}`);
  });
}
