/** What the plan says of law is the fleet's: rules of compliance zones, who runs places, tenants and copies of data. */
import { canonicalJson } from "../../units/canonical.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

function same(planned: unknown, expected: unknown, path: Path, refuse: Refuse): void {
  const [stated, asked] = [planned, expected].map((one) =>
    one === undefined ? "absent" : canonicalJson(one),
  );
  if (stated !== asked) refuse(path, `is ${stated ?? ""}, and the fleet says ${asked ?? ""}`);
}

export const checkFleetLaw: Check = ({ plan, fleet, fleetWorkloads }, refuse) => {
  if (fleet === undefined) return;
  for (const { name, law } of fleet.complianceZones) {
    const zone = entryOf(plan.complianceZones, name);
    if (zone !== undefined) same(zone.law, law, ["complianceZones", name, "law"], refuse);
  }
  for (const { name, law } of fleet.clusters) {
    const cluster = entryOf(plan.clusters, name);
    if (cluster !== undefined) same(cluster.law, law, ["clusters", name, "law"], refuse);
  }
  for (const { name, law } of fleet.edgeSites) {
    const site = entryOf(plan.edgeSites, name);
    if (site !== undefined) same(site.law, law, ["edgeSites", name, "law"], refuse);
  }
  for (const [id, { law }] of fleetWorkloads) {
    const workload = entryOf(plan.workloads, id);
    if (workload !== undefined) same(workload.law, law, ["workloads", id, "law"], refuse);
  }
};
