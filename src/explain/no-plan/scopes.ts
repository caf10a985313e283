/** Parts of a fleet that can be planned alone: each cluster and site with the workloads that have no other place. */
import type { Catalogue } from "../../catalogue/index.js";
import type { CheckedFleet, TargetKind } from "../../model/fleet.js";
import { withTargets } from "../../model/fleet-parts.js";
import { omitted } from "../../units/omitted.js";

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

function alone(fleet: CheckedFleet, kind: TargetKind, name: string): CheckedFleet {
  return withTargets(omitted(fleet, "divided"), (target) => target.kind === kind && target.name === name);
}

export function scopesOf(
  fleet: CheckedFleet,
  catalogue: Catalogue,
): { readonly targets: readonly Scope[]; readonly whole: Scope } {
  const scope = (words: string, part: CheckedFleet): Scope => ({
    words,
    fleet: part,
    countries: countriesOf(part, catalogue),
  });
  return {
    targets: [
      ...fleet.clusters.map(({ name }) => scope(`cluster "${name}"`, alone(fleet, "cluster", name))),
      ...fleet.edgeSites.map(({ name }) => scope(`edge site "${name}"`, alone(fleet, "edgeSite", name))),
    ],
    whole: scope("the fleet", fleet),
  };
}
