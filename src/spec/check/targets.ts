/** Where a workload runs, or may run: the clusters and edge sites that its entry means. */
import type { DivideSpec, TargetSpec } from "../../model/fleet-spec.js";
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

const WAYS = ["cluster", "clusters", "edgeSite", "clusterSelector", "divideAmong"] as const;

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
      : `${what}: there are ${candidates.length} (${candidates.map(({ name }) => name).join(", ")}), and only divideAmong lets the planner choose`,
    "name one with `cluster`, `edgeSite` or `clusterSelector`, or divide the replicas with `divideAmong: {}`",
  );
  return [];
}

function carries({ labels }: Place, selector: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** Each of these, once; a fault for a name that is none. */
function namedEach(
  kind: Target["kind"],
  names: readonly string[],
  path: string,
  places: readonly Place[],
  context: CheckContext,
): Target[] {
  context.faults.distinct(
    names.map((name, index) => [name, `${path}/${index}`]),
    kind === "cluster" ? "cluster" : "edge site",
    "remove one of them",
  );
  return names.flatMap((name, index) =>
    names.indexOf(name) < index ? [] : named(kind, name, `${path}/${index}`, places, context),
  );
}

/** All places that may take part. */
function dividedAmong(
  { clusters, edgeSites, selector }: DivideSpec,
  path: string,
  places: readonly Place[],
  context: CheckContext,
): Target[] {
  const { faults } = context;
  faults.filled(clusters, `${path}/clusters`, "name a cluster, or leave clusters out");
  faults.filled(edgeSites, `${path}/edgeSites`, "name an edge site, or leave edgeSites out");
  const listed = [
    ...namedEach("cluster", clusters ?? [], `${path}/clusters`, places, context),
    ...namedEach("edgeSite", edgeSites ?? [], `${path}/edgeSites`, places, context),
  ];
  const isNamed = ({ kind, name }: Place): boolean =>
    (clusters === undefined && edgeSites === undefined) ||
    listed.some((one) => one.kind === kind && one.name === name);
  const taking = places.filter((place) => isNamed(place) && carries(place, selector ?? {}));
  if (taking.length === 0 && (listed.length > 0 || (clusters ?? edgeSites) === undefined))
    faults.error(
      "ambiguous-target",
      path,
      "no cluster or edge site is named and carries the labels",
      "name one, or correct the selector or the complianceZone",
    );
  return taking.map(({ kind, name }) => ({ kind, name }));
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
  const { cluster, clusters, edgeSite, clusterSelector, complianceZone, divideAmong } = entry;
  const zones = (spec.complianceZones ?? []).map(({ name }) => name);
  if (
    complianceZone !== undefined &&
    !faults.knows(complianceZone, zones, `${path}/complianceZone`, "compliance zone")
  )
    return [];
  if (cluster !== undefined) return named("cluster", cluster, `${path}/cluster`, places, context);
  if (clusters !== undefined) {
    faults.filled(clusters, `${path}/clusters`, "name a cluster: the workload would run nowhere");
    return namedEach("cluster", clusters, `${path}/clusters`, places, context);
  }
  if (edgeSite !== undefined) return named("edgeSite", edgeSite, `${path}/edgeSite`, places, context);
  const inZone = places.filter(
    (place) => complianceZone === undefined || place.complianceZone === complianceZone,
  );
  if (divideAmong !== undefined) return dividedAmong(divideAmong, `${path}/divideAmong`, inZone, context);
  if (clusterSelector !== undefined) {
    return only(
      inZone.filter((place) => carries(place, clusterSelector)),
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
