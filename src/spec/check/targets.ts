/** Where a workload runs: the one cluster or edge site (or the several clusters) that its entry means. */
import type { TargetSpec } from "../../model/fleet-spec.js";
import type { Target } from "../../model/fleet.js";
import type { CheckContext } from "./context.js";

interface Place extends Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly complianceZone?: string;
}

function placesOf({ spec }: CheckContext): Place[] {
  const zone = (name: string | undefined): { complianceZone?: string } =>
    name === undefined ? {} : { complianceZone: name };
  return [
    ...(spec.clusters ?? []).map((one): Place => ({
      kind: "cluster",
      name: one.name,
      labels: one.labels ?? {},
      ...zone(one.complianceZone),
    })),
    ...(spec.edgeSites ?? []).map((one): Place => ({
      kind: "edgeSite",
      name: one.name,
      labels: one.labels ?? {},
      ...zone(one.complianceZone),
    })),
  ];
}

const WAYS = ["cluster", "clusters", "edgeSite", "clusterSelector"] as const;

function named(
  kind: Target["kind"],
  name: string,
  path: string,
  places: readonly Place[],
  { faults }: CheckContext,
): Target[] {
  const known = places.filter((place) => place.kind === kind).map((place) => place.name);
  if (!faults.knows(name, known, path, kind === "cluster" ? "cluster" : "edge site")) return [];
  return [{ kind, name }];
}

/** The only candidate, or a fault that names all of them. */
function only(candidates: readonly Place[], path: string, what: string, { faults }: CheckContext): Target[] {
  const [first] = candidates;
  if (first !== undefined && candidates.length === 1) return [{ kind: first.kind, name: first.name }];
  faults.error(
    "ambiguous-target",
    path,
    first === undefined
      ? `${what}: there is none`
      : `${what}: there are ${candidates.length} (${candidates.map(({ name }) => name).join(", ")}), and workloads are not yet divided among several`,
    "name one with `cluster`, `edgeSite` or `clusterSelector`",
  );
  return [];
}

/** Empty where a fault was found. */
export function targetsOf(entry: TargetSpec, path: string, context: CheckContext): readonly Target[] {
  const places = placesOf(context);
  const { faults, spec } = context;
  const ways = WAYS.filter((way) => entry[way] !== undefined);
  if (ways.length > 1) {
    faults.error("ambiguous-target", path, `${ways.join(" and ")} are given`, "keep one of them");
    return [];
  }
  const { cluster, clusters, edgeSite, clusterSelector, complianceZone } = entry;
  const zones = (spec.complianceZones ?? []).map(({ name }) => name);
  if (
    complianceZone !== undefined &&
    !faults.knows(complianceZone, zones, `${path}/complianceZone`, "compliance zone")
  )
    return [];
  if (cluster !== undefined) return named("cluster", cluster, `${path}/cluster`, places, context);
  if (clusters !== undefined) {
    faults.filled(clusters, `${path}/clusters`, "name a cluster: the workload would run nowhere");
    faults.distinct(
      clusters.map((name, index) => [name, `${path}/clusters/${index}`]),
      "cluster",
      "remove one of them",
    );
    return clusters.flatMap((name, index) =>
      clusters.indexOf(name) < index
        ? []
        : named("cluster", name, `${path}/clusters/${index}`, places, context),
    );
  }
  if (edgeSite !== undefined) return named("edgeSite", edgeSite, `${path}/edgeSite`, places, context);
  const inZone = places.filter(
    (place) => complianceZone === undefined || place.complianceZone === complianceZone,
  );
  if (clusterSelector !== undefined) {
    const matching = inZone.filter(({ labels }) =>
      Object.entries(clusterSelector).every(([key, value]) => labels[key] === value),
    );
    return only(
      matching,
      `${path}/clusterSelector`,
      "the selector should match one cluster or edge site",
      context,
    );
  }
  const what =
    complianceZone === undefined
      ? "the entry names no cluster or edge site, so the fleet should have one"
      : `compliance zone "${complianceZone}" should have one cluster or edge site`;
  return only(inZone, path, what, context);
}
