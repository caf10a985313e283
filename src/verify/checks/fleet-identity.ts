/** The plan is one of this fleet: the same spec, the same places, the same compliance zones. */
import { entryOf } from "../review.js";
import type { Check } from "../review.js";
import type { Path, Refuse } from "../refusals.js";

interface Comparison {
  readonly planned: readonly string[];
  readonly expected: readonly string[];
  readonly path: Path;
}

function sameNames({ planned, expected, path }: Comparison, refuse: Refuse): void {
  const [inPlan, inFleet] = [new Set(planned), new Set(expected)];
  for (const name of inFleet)
    if (!inPlan.has(name)) refuse([...path, name], "is in the fleet, and not in the plan");
  for (const name of inPlan)
    if (!inFleet.has(name)) refuse([...path, name], "is in the plan, and not in the fleet");
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return [...left].sort().join("\n") === [...right].sort().join("\n");
}

export const checkFleetIdentity: Check = ({ plan, fleet, fleetWorkloads }, refuse) => {
  if (fleet === undefined) return;
  if (plan.name !== fleet.name) refuse(["name"], `is "${plan.name}", and the fleet is "${fleet.name}"`);
  if (plan.specDigest !== fleet.specDigest)
    refuse(
      ["specDigest"],
      `the plan was made of another spec: ${plan.specDigest}, and this one is ${fleet.specDigest}`,
    );
  const lists = [
    ["clusters", fleet.clusters.map(({ name }) => name)],
    ["edgeSites", fleet.edgeSites.map(({ name }) => name)],
    ["complianceZones", fleet.complianceZones.map(({ name }) => name)],
    ["workloads", [...fleetWorkloads.keys()]],
  ] as const;
  for (const [part, expected] of lists)
    sameNames({ planned: Object.keys(plan[part]), expected, path: [part] }, refuse);
  for (const zone of fleet.complianceZones) {
    const planned = entryOf(plan.complianceZones, zone.name);
    if (planned === undefined) continue;
    const at = ["complianceZones", zone.name];
    if (!sameList(planned.registries ?? [], zone.registries ?? []))
      refuse([...at, "registries"], `must be ${zone.registries?.join(", ") ?? "absent"}, as in the fleet`);
    if (planned.signatureAnnotation !== zone.signatureAnnotation)
      refuse(
        [...at, "signatureAnnotation"],
        `must be ${zone.signatureAnnotation ?? "absent"}, as in the fleet`,
      );
    for (const part of ["jurisdictions", "dataClasses", "regimes"] as const) {
      if (!sameList(planned[part], zone[part]))
        refuse(
          ["complianceZones", zone.name, part],
          `must be ${zone[part].join(", ") || "empty"}, as in the fleet`,
        );
    }
  }
};
