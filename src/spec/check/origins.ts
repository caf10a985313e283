/** Where processors, operating systems and platforms of a place come from, for rules about domestic shares. */
import type { ClusterSpec, EdgeSiteSpec, NodeShapeSpec } from "../../model/fleet-spec.js";
import type { Cluster, ComplianceZone, EdgeSite, NodeShape } from "../../model/fleet.js";
import type { DomesticPart, PlaceOrigins, ZoneLaw } from "../../model/law.js";
import type { PlaceLawSpec } from "../../model/law-spec.js";
import type { CheckContext } from "./context.js";

/** What nobody has said of is of no country. */
const UNKNOWN = "unknown";

interface Described {
  readonly place: PlaceLawSpec;
  /** Node shapes of the spec, in any order, and as they were checked. */
  readonly shapes: readonly NodeShapeSpec[];
  readonly nodes: readonly NodeShape[];
  readonly path: string;
}

function countryOf(
  { processor, architecture }: NodeShapeSpec,
  path: string,
  { knowledge, faults }: CheckContext,
): string {
  if (processor === undefined) return UNKNOWN;
  const chip = knowledge.processor(processor);
  if (chip === undefined) {
    faults.knows(processor, knowledge.processors(), path, "processor");
    return UNKNOWN;
  }
  if (chip.isa !== architecture)
    faults.error(
      "bound-disagreement",
      path,
      `${processor} is ${chip.isa}, and the nodes are ${architecture}`,
      "correct one of them",
    );
  return chip.country;
}

/** Whether the zone has a rule about shares. */
function asksForOrigins({ rules }: ZoneLaw): boolean {
  return rules.some(({ domesticShare }) => domesticShare !== undefined);
}

function summed(parts: readonly PlaceOrigins[]): PlaceOrigins {
  const add = (part: DomesticPart): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const one of parts)
      for (const [country, nodes] of Object.entries(one[part])) sums[country] = (sums[country] ?? 0) + nodes;
    return sums;
  };
  return {
    nodes: parts.reduce((sum, { nodes }) => sum + nodes, 0),
    chips: add("chips"),
    systems: add("systems"),
    platforms: add("platforms"),
  };
}

/** Counted in nodes. */
function originsOf({ place, shapes, nodes, path }: Described, context: CheckContext): PlaceOrigins {
  const counts: Record<DomesticPart, Record<string, number>> = { chips: {}, systems: {}, platforms: {} };
  const all = nodes.reduce((sum, { count }) => sum + count, 0);
  const add = (part: DomesticPart, country: string, count: number): void => {
    counts[part][country] = (counts[part][country] ?? 0) + count;
  };
  for (const [index, shape] of shapes.entries())
    add("chips", countryOf(shape, `${path}/${index}/processor`, context), shape.count);
  const { system = UNKNOWN, platform = UNKNOWN } = place.origin ?? {};
  add("systems", system, all);
  add("platforms", platform, all);
  return { nodes: all, ...counts };
}

function lawOf(zones: readonly ComplianceZone[], name: string | undefined): ZoneLaw | undefined {
  const law = zones.find((zone) => zone.name === name)?.law;
  return law !== undefined && asksForOrigins(law) ? law : undefined;
}

/** Of machines that are bought nobody says which processor it will be. */
export function withClusterOrigins(
  cluster: Cluster,
  spec: ClusterSpec,
  zones: readonly ComplianceZone[],
  path: string,
  context: CheckContext,
): Cluster {
  const { law } = cluster;
  if (lawOf(zones, cluster.complianceZone) === undefined || law === undefined) return cluster;
  for (const [index, { name, nodes = [] }] of spec.pools.entries())
    if (nodes.length === 0)
      context.faults.error(
        "not-supported",
        `${path}/pools/${index}`,
        `pool "${name}" buys its nodes, and compliance zone "${cluster.complianceZone ?? ""}" counts domestic processors: which a bought machine has is not known`,
        "give the pool nodes that exist, with their processor, or take the cluster out of the zone",
      );
  const pools = spec.pools.map(({ name, nodes = [] }, index) => ({
    shapes: nodes,
    nodes: cluster.pools.find((pool) => pool.name === name)?.nodes ?? [],
    path: `${path}/pools/${index}/nodes`,
  }));
  const parts = pools.map((pool) => originsOf({ place: spec, ...pool }, context));
  return { ...cluster, law: { ...law, origins: summed(parts) } };
}

export function withSiteOrigins(
  site: EdgeSite,
  spec: EdgeSiteSpec,
  zones: readonly ComplianceZone[],
  path: string,
  context: CheckContext,
): EdgeSite {
  const { law } = site;
  if (lawOf(zones, site.complianceZone) === undefined || law === undefined) return site;
  const described = { place: spec, shapes: spec.nodes, nodes: site.nodes, path: `${path}/nodes` };
  return { ...site, law: { ...law, origins: originsOf(described, context) } };
}
