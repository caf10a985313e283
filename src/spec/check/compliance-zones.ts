/** Compliance zones: names are distinct, jurisdictions are known. */
import type { ComplianceZone } from "../../model/fleet.js";
import type { CheckContext } from "./context.js";
import { sortedByName, sortedTexts } from "./context.js";

export function complianceZonesOf({ spec, faults, knowledge }: CheckContext): readonly ComplianceZone[] {
  const zones = spec.complianceZones ?? [];
  faults.distinct(
    zones.map(({ name }, index) => [name, `/complianceZones/${index}/name`]),
    "compliance zone",
  );
  return sortedByName(
    zones.map(({ name, regimes, jurisdictions, dataClasses }, index) => {
      for (const [place, jurisdiction] of jurisdictions.entries())
        if (!knowledge.isJurisdiction(jurisdiction))
          faults.knows(
            jurisdiction,
            knowledge.jurisdictions(),
            `/complianceZones/${index}/jurisdictions/${place}`,
            "jurisdiction",
          );
      return {
        name,
        regimes: [...new Set(regimes ?? [])],
        jurisdictions: sortedTexts(jurisdictions),
        dataClasses: sortedTexts(dataClasses ?? []),
      };
    }),
  );
}
