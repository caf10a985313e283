/** Targets stand inside the jurisdictions of their compliance zone, and hold only data that it allows. */
import type { ComplianceZonePlan, ComplianceZoneRules } from "../../model/plan.js";
import { insideJurisdictions } from "../jurisdictions.js";
import type { Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check, Review, ReviewedTarget } from "../review.js";

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.every((name) => right.includes(name)) && right.every((name) => left.includes(name));
}

function sameRules(rules: ComplianceZoneRules, zone: ComplianceZonePlan): boolean {
  return (
    (["jurisdictions", "dataClasses", "regimes"] as const).every((part) =>
      sameSet(rules[part], zone[part]),
    ) &&
    (rules.registries === undefined) === (zone.registries === undefined) &&
    sameSet(rules.registries ?? [], zone.registries ?? []) &&
    rules.signatureAnnotation === zone.signatureAnnotation
  );
}

function checkTarget({ plan }: Review, { slice, path, name }: ReviewedTarget, refuse: Refuse): void {
  const zone =
    slice.complianceZone === undefined ? undefined : entryOf(plan.complianceZones, slice.complianceZone);
  const rules = slice.complianceZoneRules;
  if (rules === undefined && zone !== undefined)
    refuse(
      [...path, "complianceZoneRules"],
      `is missing, and the target is in "${slice.complianceZone ?? ""}"`,
    );
  if (rules !== undefined && (zone === undefined || !sameRules(rules, zone)))
    refuse([...path, "complianceZoneRules"], "are not those of the target's compliance zone");
  const jurisdictions = zone?.jurisdictions ?? rules?.jurisdictions;
  if (jurisdictions !== undefined && !insideJurisdictions(slice.country, jurisdictions))
    refuse(
      [...path, "country"],
      `"${name}" stands in ${slice.country}, outside the jurisdictions ${jurisdictions.join(", ")}`,
    );
}

function checkWorkloads({ plan, targets }: Review, refuse: Refuse): void {
  for (const [id, workload] of Object.entries(plan.workloads)) {
    const target = targets.find(
      ({ kind, name }) => kind === workload.target.kind && name === workload.target.name,
    );
    const zoneName = target?.slice.complianceZone;
    if (workload.complianceZone !== undefined && workload.complianceZone !== zoneName)
      refuse(
        ["workloads", id, "complianceZone"],
        `is "${workload.complianceZone}", and "${workload.target.name}" is in ${zoneName === undefined ? "none" : `"${zoneName}"`}`,
      );
    const zone = zoneName === undefined ? undefined : entryOf(plan.complianceZones, zoneName);
    const { dataClass } = workload;
    if (zone === undefined || dataClass === undefined || zone.dataClasses.length === 0) continue;
    if (!zone.dataClasses.includes(dataClass))
      refuse(
        ["workloads", id, "dataClass"],
        `is "${dataClass}", and compliance zone "${zoneName ?? ""}" allows ${zone.dataClasses.join(", ")}`,
      );
  }
}

export const checkCompliance: Check = (review, refuse) => {
  for (const target of review.targets) checkTarget(review, target, refuse);
  checkWorkloads(review, refuse);
};
