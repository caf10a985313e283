/** Parts of a fleet that can be planned alone: each cluster and site with its workloads. */
import type { Catalogue } from "../../catalogue/index.js";
import type { CheckedFleet } from "../../model/fleet.js";

export interface Scope {
  /** "cluster \"main\"", "edge site \"store\"" or "the fleet". */
  readonly words: string;
  readonly fleet: CheckedFleet;
  /** Countries of its clusters and sites, each once, sorted. */
  readonly countries: readonly string[];
}

function countriesOf({ clusters, edgeSites }: CheckedFleet, catalogue: Catalogue): string[] {
  const ofClusters = clusters.flatMap(
    ({ provider, region }) => catalogue.region(provider, region)?.country ?? [],
  );
  return [...new Set([...ofClusters, ...edgeSites.map(({ location }) => location.country)])].sort();
}

function alone(fleet: CheckedFleet, kind: "cluster" | "edgeSite", name: string): CheckedFleet {
  const { quotas, ...rest } = fleet;
  const counting = (quotas ?? [])
    .filter(({ clusters }) => kind === "cluster" && clusters.includes(name))
    .map((quota) => ({ ...quota, clusters: [name] }));
  return {
    ...rest,
    clusters: fleet.clusters.filter((one) => kind === "cluster" && one.name === name),
    edgeSites: fleet.edgeSites.filter((one) => kind === "edgeSite" && one.name === name),
    workloads: fleet.workloads.filter(({ target }) => target.kind === kind && target.name === name),
    ...(counting.length === 0 ? {} : { quotas: counting }),
  };
}

export function scopesOf(
  fleet: CheckedFleet,
  catalogue: Catalogue,
): { readonly targets: readonly Scope[]; readonly whole: Scope } {
  const scope = (words: string, part: CheckedFleet): Scope => ({
    words,
    fleet: part,
    countries: countriesOf(fleet, catalogue),
  });
  return {
    targets: [
      ...fleet.clusters.map(({ name }) => scope(`cluster "${name}"`, alone(fleet, "cluster", name))),
      ...fleet.edgeSites.map(({ name }) => scope(`edge site "${name}"`, alone(fleet, "edgeSite", name))),
    ],
    whole: scope("the fleet", fleet),
  };
}
