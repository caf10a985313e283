/** Divided workloads for tests, on clusters of the tiny catalogue. */
import type { Cluster, DividedWorkload, Workload } from "../../../src/model/fleet.js";
import { workload } from "../fleets.js";

export interface DividedRules extends Partial<
  Pick<DividedWorkload, "minPlaces" | "maxPlaces" | "maxPerPlace">
> {
  readonly of: Parameters<typeof workload>[0];
  readonly among: readonly Pick<Cluster, "name">[];
}

/** As the spec would give it. */
export function divided({ of, among, minPlaces = 1, ...rules }: DividedRules): DividedWorkload {
  const candidates = among.map(({ name }): Workload =>
    workload({ ...of, target: { kind: "cluster", name } }),
  );
  const [first] = candidates;
  return {
    key: `default/${first?.name ?? ""}`,
    replicas: first?.replicas ?? 0,
    candidates: candidates.sort((left, right) => (left.id < right.id ? -1 : 1)),
    minPlaces,
    ...rules,
    origin: "/workloads/0",
  };
}
