/** Risk groups: names of what fails together resolve, and each group holds something. */
import type { ClusterSpec, RiskGroupSpec, WorkloadSpec } from "../../model/fleet-spec.js";
import type { Cluster, Target } from "../../model/fleet.js";
import type { SharedLoss, SharedRisk } from "../../model/survival.js";
import { compareText } from "../../units/compare.js";
import { pointerTo } from "../json-pointer.js";
import { sortedByName } from "./context.js";
import type { CheckContext } from "./context.js";

type Losses = readonly SharedLoss[];

const MILLION = 1_000_000;

/** "zone" in every cluster that has it, "cluster/zone" in one, each as the latter. */
function zonesNamed(text: string, clusters: readonly Cluster[]): string[] {
  return clusters.flatMap(({ name, availabilityZones }) =>
    availabilityZones.flatMap((zone) =>
      text === zone || text === `${name}/${zone}` ? [`${name}/${zone}`] : [],
    ),
  );
}

function lossesOf(
  { clusters = [], edgeSites = [], availabilityZones = [], pools = [], links = [] }: RiskGroupSpec,
  path: string,
  known: readonly Cluster[],
  { spec, faults }: CheckContext,
): Losses {
  const named = (list: readonly string[], field: string, of: readonly string[], what: string): string[] =>
    list.filter((name, index) => faults.knows(name, of, path + pointerTo(field, index), what));
  const poolNames = known.flatMap(({ name, pools: own }) => own.map((pool) => `${name}/${pool.name}`));
  const zones = known.flatMap((cluster) => cluster.availabilityZones);
  const ends = (spec.links ?? []).map(({ between }) => [...between].sort(compareText));
  const linkNames = new Map<string, string>(
    ends.flatMap(([one = "", other = ""]) => [
      [`${one}-${other}`, `${one}-${other}`] as const,
      [`${other}-${one}`, `${one}-${other}`] as const,
    ]),
  );
  const zoned = availabilityZones.flatMap((text, index) => {
    const found = zonesNamed(text, known);
    if (found.length === 0)
      faults.knows(
        text,
        zones,
        path + pointerTo("availabilityZones", index),
        "availability zone of a cluster",
      );
    return found;
  });
  const members: readonly (readonly [SharedLoss["what"], readonly string[]])[] = [
    [
      "cluster",
      named(
        clusters,
        "clusters",
        known.map(({ name }) => name),
        "cluster",
      ),
    ],
    [
      "site",
      named(
        edgeSites,
        "edgeSites",
        (spec.edgeSites ?? []).map(({ name }) => name),
        "edge site",
      ),
    ],
    ["az", zoned],
    ["link", named(links, "links", [...linkNames.keys()], "link").map((name) => linkNames.get(name) ?? name)],
    ["pool", named(pools, "pools", poolNames, "node pool (as cluster/pool)")],
  ];
  return members.flatMap(([what, names]) =>
    [...new Set(names)].sort(compareText).map((name) => ({ kind: "lose", what, name }) as const),
  );
}

/** Sorted by name; absent where the spec names none. */
export function riskGroupsOf(
  clusters: readonly Cluster[],
  context: CheckContext,
): { readonly riskGroups?: readonly SharedRisk[] } {
  const { riskGroups = [] } = context.spec;
  if (riskGroups.length === 0) return {};
  context.faults.distinct(
    riskGroups.map(({ name }, index) => [name, `/riskGroups/${index}/name`]),
    "risk group",
  );
  return {
    riskGroups: sortedByName(
      riskGroups.map((group, index): SharedRisk => {
        const { name, downShare, source, ...members } = group;
        const path = `/riskGroups/${index}`;
        if (Object.values(members).every((list) => list.length === 0))
          context.faults.error(
            "invalid-spec",
            path,
            `risk group "${name}" has no members`,
            "name clusters, edgeSites, availabilityZones, pools or links that fail together",
          );
        return {
          name,
          losses: lossesOf(group, path, clusters, context),
          ...(downShare === undefined ? {} : { downPpm: Math.round(downShare * MILLION) }),
          ...(source === undefined ? {} : { source }),
        };
      }),
    ),
  };
}

interface Candidates {
  readonly workload: string;
  /** Names of the clusters and edge sites. */
  readonly places: readonly string[];
  /** Where the rule stands. */
  readonly path: string;
}

/**
 * Whether what stands in one place can outlive risk groups there: they take availability zones of clusters. What they take
 * is read later, once the zones of each cluster are known (`src/model/risk-zones.ts`).
 */
export function checkSurvivedGroups(
  { survive, divideAmong }: Pick<WorkloadSpec, "survive" | "divideAmong">,
  targets: readonly Target[],
  path: string,
  { spec: { riskGroups = [] }, faults }: CheckContext,
): void {
  if (survive !== "riskGroup" || divideAmong !== undefined) return;
  const at = `${path}/survive`;
  if (riskGroups.length === 0)
    faults.error("invalid-spec", at, "the fleet has no risk groups", "name them under `riskGroups`");
  for (const { kind, name: target } of targets) {
    if (kind === "edgeSite")
      faults.error(
        "not-supported",
        at,
        `edge site "${target}" is lost as a whole with its risk group, and all replicas there with it`,
        "say survive: node, or divide it among places with divideAmong: { survive: riskGroup }",
      );
    for (const { name, pools = [] } of riskGroups)
      if (pools.some((pool) => pool.startsWith(`${target}/`)))
        faults.error(
          "not-supported",
          at,
          `risk group "${name}" takes node pools of cluster "${target}", and replicas outlive groups by the availability zones that they are in`,
          "name availability zones in the group in place of pools, or say survive: availabilityZone",
        );
  }
}

function isOfPlace({ availabilityZones = [], pools = [] }: RiskGroupSpec, place: ClusterSpec): boolean {
  const zones = place.availabilityZones ?? [];
  return (
    pools.some((name) => name.startsWith(`${place.name}/`)) ||
    availabilityZones.some((text) => text.startsWith(`${place.name}/`) || zones.includes(text))
  );
}

/**
 * Place -> the group that it is in. Losses of groups that share a place, or that take a part of one, are no losses of
 * places, which is what replicas are counted by: told, and left out.
 */
export function groupsOfPlaces(
  { workload, places, path }: Candidates,
  { spec, faults }: CheckContext,
): Readonly<Record<string, string>> {
  const { riskGroups = [], clusters = [] } = spec;
  const groups = new Map<string, string>();
  if (riskGroups.length === 0)
    faults.error("invalid-spec", path, "the fleet has no risk groups", "name them under `riskGroups`");
  for (const group of riskGroups) {
    const named = [...(group.clusters ?? []), ...(group.edgeSites ?? [])];
    for (const place of places.filter((name) => named.includes(name))) {
      const before = groups.get(place);
      if (before === undefined) groups.set(place, group.name);
      else
        faults.error(
          "not-supported",
          path,
          `"${place}", which may take workload "${workload}", is in risk groups "${before}" and "${group.name}", and replicas are counted by groups that share no place`,
          "make one group of both, or let other places take part",
        );
    }
    const partly = clusters.find((cluster) => places.includes(cluster.name) && isOfPlace(group, cluster));
    if (partly !== undefined)
      faults.error(
        "not-supported",
        path,
        `risk group "${group.name}" takes a part of cluster "${partly.name}", which may take workload "${workload}", and replicas are counted by whole places`,
        "name the whole cluster in the group, or let other clusters take part",
      );
  }
  return Object.fromEntries([...groups].sort(([left], [right]) => compareText(left, right)));
}
