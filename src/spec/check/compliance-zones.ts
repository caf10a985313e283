/** Compliance zones: names are distinct, jurisdictions are known. */
import type { ComplianceZone } from "../../model/fleet.js";
import { isQualifiedName } from "./labels.js";
import type { CheckContext } from "./context.js";
import { sortedByName, sortedTexts } from "./context.js";
import { zoneLawOf } from "./law.js";

export function complianceZonesOf(context: CheckContext): readonly ComplianceZone[] {
  const { spec, faults, knowledge } = context;
  const zones = spec.complianceZones ?? [];
  faults.distinct(
    zones.map(({ name }, index) => [name, `/complianceZones/${index}/name`]),
    "compliance zone",
  );
  return sortedByName(
    zones.map((zone, index) => {
      const { name, regimes, jurisdictions, dataClasses, registries, signatureAnnotation } = zone;
      for (const [place, jurisdiction] of jurisdictions.entries())
        if (!knowledge.isJurisdiction(jurisdiction))
          faults.knows(
            jurisdiction,
            knowledge.jurisdictions(),
            `/complianceZones/${index}/jurisdictions/${place}`,
            "jurisdiction",
          );
      if (signatureAnnotation !== undefined && !isQualifiedName(signatureAnnotation))
        faults.error(
          "invalid-spec",
          `/complianceZones/${index}/signatureAnnotation`,
          `"${signatureAnnotation}" is no annotation key that Kubernetes accepts`,
          'write a domain, "/", and a name: "signing.example/verified"',
        );
      return {
        name,
        regimes: [...new Set(regimes ?? [])],
        jurisdictions: sortedTexts(jurisdictions),
        dataClasses: sortedTexts(dataClasses ?? []),
        ...(registries === undefined ? {} : { registries: sortedTexts(registries) }),
        ...(signatureAnnotation === undefined ? {} : { signatureAnnotation }),
        ...zoneLawOf(zone, `/complianceZones/${index}`, context),
      };
    }),
  );
}
