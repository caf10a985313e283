/** Where a workload runs, or may run: the clusters and edge sites that its entry means. */
import type { DivideSpec, TargetSpec } from "../../model/fleet-spec.js";
import type { Target } from "../../model/fleet.js";
import type { CheckContext } from "./context.js";

interface Place extends Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly complianceZone?: string;
}

/** Clusters and edge sites, and their names. */
interface Places {
  readonly all: readonly Place[];
  readonly names: Readonly<Record<Target["kind"], ReadonlySet<string>>>;
}

function named(all: readonly Place[]): Places {
  const ofKind = (kind: Target["kind"]): ReadonlySet<string> =>
    new Set(all.flatMap((place) => (place.kind === kind ? [place.name] : [])));
  return { all, names: { cluster: ofKind("cluster"), edgeSite: ofKind("edgeSite") } };
}

/** All of the spec; made once, as every workload is looked up among them. */
export function placesOf({ spec }: CheckContext): Places {
  const zone = (name: string | undefined): { complianceZone?: string } =>
    name === undefined ? {} : { complianceZone: name };
  return named([
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
  ]);
}

const WAYS = ["cluster", "clusters", "edgeSite", "clusterSelector", "divideAmong"] as const;

function targetNamed(
  kind: Target["kind"],
  name: string,
  path: string,
  { names }: Places,
  { faults }: CheckContext,
): Target[] {
  const known = names[kind];
  if (known.has(name)) return [{ kind, name }];
  faults.knows(name, [...known], path, kind === "cluster" ? "cluster" : "edge site");
  return [];
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
  places: Places,
  context: CheckContext,
): Target[] {
  context.faults.distinct(
    names.map((name, index) => [name, `${path}/${index}`]),
    kind === "cluster" ? "cluster" : "edge site",
    "remove one of them",
  );
  return names.flatMap((name, index) =>
    names.indexOf(name) < index ? [] : targetNamed(kind, name, `${path}/${index}`, places, context),
  );
}

/** All places that may take part. */
function dividedAmong(
  { clusters, edgeSites, selector }: DivideSpec,
  path: string,
  places: Places,
  context: CheckContext,
): Target[] {
  const { faults } = context;
  faults.filled(clusters, `${path}/clusters`, "name a cluster, or leave clusters out");
  faults.filled(edgeSites, `${path}/edgeSites`, "name an edge site, or leave edgeSites out");
  const listed = [
    ...namedEach("cluster", clusters ?? [], `${path}/clusters`, places, context),
    ...namedEach("edgeSite", edgeSites ?? [], `${path}/edgeSites`, places, context),
  ];
  const chosen = { cluster: new Set(clusters), edgeSite: new Set(edgeSites) };
  const isNamed = ({ kind, name }: Place): boolean =>
    (clusters === undefined && edgeSites === undefined) || chosen[kind].has(name);
  const taking = places.all.filter((place) => isNamed(place) && carries(place, selector ?? {}));
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
export function targetsOf(
  entry: TargetSpec,
  path: string,
  places: Places,
  context: CheckContext,
): readonly Target[] {
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
  if (cluster !== undefined) return targetNamed("cluster", cluster, `${path}/cluster`, places, context);
  if (clusters !== undefined) {
    faults.filled(clusters, `${path}/clusters`, "name a cluster: the workload would run nowhere");
    return namedEach("cluster", clusters, `${path}/clusters`, places, context);
  }
  if (edgeSite !== undefined) return targetNamed("edgeSite", edgeSite, `${path}/edgeSite`, places, context);
  const inZone =
    complianceZone === undefined
      ? places
      : named(places.all.filter((place) => place.complianceZone === complianceZone));
  if (divideAmong !== undefined) return dividedAmong(divideAmong, `${path}/divideAmong`, inZone, context);
  if (clusterSelector !== undefined) {
    return only(
      inZone.all.filter((place) => carries(place, clusterSelector)),
      `${path}/clusterSelector`,
      "the selector should match one cluster or edge site",
      context,
    );
  }
  const what =
    complianceZone === undefined
      ? "the entry names no cluster or edge site, so the fleet should have one"
      : `compliance zone "${complianceZone}" should have one cluster or edge site`;
  return only(inZone.all, path, what, context);
}
