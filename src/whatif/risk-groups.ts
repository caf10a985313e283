/** What fails together in a fleet: its zones, regions, providers, clusters' places, sites and links, and groups that are given. */
import type { Evidence } from "../model/evidence.js";
import type { CheckedFleet } from "../model/fleet.js";
import type { RiskGroup, Risks } from "../model/trials.js";
import type { RiskKind } from "../model/whatif.js";
import { compareText } from "../units/compare.js";
import { membersOf } from "./matching.js";

const AS_OF = "2026-11-27";

function assumed(source: string): Evidence {
  return { source, asOf: AS_OF, confidence: "assumption" };
}

interface DefaultRisk {
  readonly downPpm: number;
  readonly evidence: Evidence;
}

/**
 * Down at a moment taken at random, where nothing is given. No provider says how often its zones fail: what agreements
 * promise is a refund and no measurement, and is taken for want of better.
 */
export const DEFAULT_RISKS: Readonly<Record<RiskKind, DefaultRisk>> = {
  node: {
    downPpm: 5000,
    evidence: assumed("agreements of large clouds promise 99.5 % of a single instance"),
  },
  az: { downPpm: 1000, evidence: assumed("ten times what agreements promise of a region, a tenth of 1 %") },
  region: {
    downPpm: 100,
    evidence: assumed("agreements of large clouds promise 99.99 % of instances in several zones"),
  },
  provider: { downPpm: 10, evidence: assumed("a tenth of a region") },
  group: { downPpm: 1000, evidence: assumed("nothing is known of the group: as an availability zone") },
  cluster: { downPpm: 500, evidence: assumed("agreements promise 99.95 % of a managed control plane") },
  link: { downPpm: 1000, evidence: assumed("no line is known: as an availability zone") },
  site: { downPpm: 5000, evidence: assumed("no site is known: as a single instance") },
};

/** Names as losses know them, each once. */
function namesOf(
  kind: Exclude<RiskKind, "node" | "group">,
  { clusters, edgeSites, links = [] }: CheckedFleet,
): string[] {
  switch (kind) {
    case "az":
      return clusters.flatMap(({ availabilityZones }) => availabilityZones);
    case "region":
      return clusters.map(({ provider, region }) => `${provider}/${region}`);
    case "provider":
      return clusters.map(({ provider }) => provider);
    case "cluster":
      return clusters.map(({ name }) => name);
    case "site":
      return edgeSites.map(({ name }) => name);
    case "link":
      return links.map(({ between }) => between.join("-"));
  }
}

const GROUPED = ["provider", "region", "az", "cluster", "site", "link"] as const;

export function riskOf(kind: RiskKind, risks: Risks): DefaultRisk {
  const given = risks[kind];
  return given === undefined
    ? DEFAULT_RISKS[kind]
    : { downPpm: given, evidence: { source: "given", asOf: "as given", confidence: "measured" } };
}

/** Those of the spec, with what is given of each before what is given or assumed of all. */
function declared({ riskGroups = [] }: CheckedFleet, risks: Risks): RiskGroup[] {
  return riskGroups.map(({ name, losses, downPpm, source = "the fleet spec" }): RiskGroup => ({
    name: `group ${name}`,
    losses,
    ...(downPpm === undefined
      ? riskOf("group", risks)
      : { downPpm, evidence: { source, asOf: "as given", confidence: "measured" } }),
  }));
}

/** `own`: groups that the user names, after those of the fleet. */
export function riskGroups(fleet: CheckedFleet, risks: Risks, own: readonly RiskGroup[]): RiskGroup[] {
  const fleets = GROUPED.flatMap((kind) =>
    [...new Set(namesOf(kind, fleet))].sort(compareText).map((name): RiskGroup => ({
      name: `${kind} ${name}`,
      losses: [{ kind: "lose", what: kind, name }],
      ...riskOf(kind, risks),
    })),
  );
  const given = own.map((group) => ({
    ...group,
    losses: group.losses.flatMap((loss) => membersOf(loss, fleet)),
  }));
  return [...fleets, ...declared(fleet, risks), ...given].filter(({ downPpm }) => downPpm > 0);
}
