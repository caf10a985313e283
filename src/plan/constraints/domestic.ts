/**
 * Shares of domestic chips, systems and platforms that a regime asks for, counted in nodes over all places of the
 * compliance zone. Nodes there exist already, so each share is fixed by the spec and judged before packing.
 */
import type { ComplianceZone } from "../../model/fleet.js";
import type { DomesticPart, DomesticShare } from "../../model/law.js";
import type { Conflict } from "../../model/outcome.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { placeLawOf, ruleWords } from "./law.js";

function nodesOf(targets: readonly PlanTarget[], part: DomesticPart, country: string): number {
  return targets.reduce((sum, target) => sum + (placeLawOf(target)?.origins?.[part][country] ?? 0), 0);
}

/** Places that have the fewest of it, for the way out. */
function lacking(targets: readonly PlanTarget[], { of, country }: DomesticShare): string[] {
  return targets
    .filter((target) => {
      const origins = placeLawOf(target)?.origins;
      return origins !== undefined && (origins[of][country] ?? 0) < origins.nodes;
    })
    .map(({ name }) => name);
}

function zoneConflicts(zone: ComplianceZone, targets: readonly PlanTarget[]): Conflict[] {
  const nodes = targets.reduce((sum, target) => sum + (placeLawOf(target)?.origins?.nodes ?? 0), 0);
  return (zone.law?.rules ?? []).flatMap((rule): Conflict[] => {
    const { domesticShare: share } = rule;
    if (share === undefined) return [];
    const has = nodesOf(targets, share.of, share.country);
    if (has * 100 >= share.percent * nodes) return [];
    const where = lacking(targets, share)
      .map((name) => `"${name}"`)
      .join(", ");
    return [
      {
        label: "law",
        subject: zone.name,
        path: `/complianceZones/${zone.name}/regimes`,
        message: `${has} of ${nodes} nodes in compliance zone "${zone.name}" have ${share.of} of ${share.country}, against ${ruleWords(rule)}`,
        offeringsConsidered: 0,
        exclusions: [],
        waysOut: [
          share.of === "chips"
            ? `replace nodes of ${where}, or say which processor they have (processor)`
            : `say where the ${share.of} of ${where} come from (origin), or replace them`,
          `hold the zone against an earlier day (heldAt), if ${share.by} is not what you plan for`,
        ],
      },
    ];
  });
}

/** Of each zone told once, with its first place. */
export function domesticConflicts(target: PlanTarget, targets: readonly PlanTarget[]): Conflict[] {
  const { complianceZone: zone } = target;
  if (zone === undefined) return [];
  const inZone = targets.filter((one) => one.complianceZone?.name === zone.name);
  return inZone[0]?.name === target.name ? zoneConflicts(zone, inZone) : [];
}
