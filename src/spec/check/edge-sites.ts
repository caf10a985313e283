/** Edge sites: places with fixed nodes. */
import type { EdgeSiteSpec } from "../../model/fleet-spec.js";
import type { EdgeSite, SystemLoad } from "../../model/fleet.js";
import type { CheckContext } from "./context.js";
import { labelsOf } from "./labels.js";
import { licenceNames } from "./licences.js";
import { nodeShapesOf } from "./node-shapes.js";
import { systemLoadOf } from "./system-load.js";

export function edgeSiteOf(
  site: EdgeSiteSpec,
  path: string,
  daemonSets: readonly SystemLoad[],
  context: CheckContext,
): EdgeSite {
  const { faults, spec } = context;
  const { name, complianceZone, distribution, location } = site;
  if (complianceZone !== undefined)
    faults.knows(
      complianceZone,
      (spec.complianceZones ?? []).map((zone) => zone.name),
      `${path}/complianceZone`,
      "compliance zone",
    );
  return {
    name,
    tier: site.tier ?? "edge",
    distribution,
    location: { latitude: location.lat, longitude: location.lon, country: location.country },
    ...(complianceZone === undefined ? {} : { complianceZone }),
    labels: labelsOf(site.labels, `${path}/labels`, faults),
    // A site is one place: what does not say otherwise stands in it.
    nodes: nodeShapesOf(
      { shapes: site.nodes, availabilityZones: [name], path: `${path}/nodes`, closed: false },
      faults,
    ),
    ...licenceNames(site, path, context),
    systemLoad: systemLoadOf(
      {
        subject: `edge site ${name}`,
        platform: distribution,
        ...(site.systemLoad === undefined ? {} : { given: site.systemLoad }),
        ...(site.additionalSystemLoad === undefined ? {} : { added: site.additionalSystemLoad }),
        daemonSets,
        path,
      },
      context,
    ),
  };
}
