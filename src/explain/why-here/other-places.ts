/** The workload kept off what it has, and put where it is not: pools, instance types, zones, clusters, edge sites. */
import { availabilityZoneLabel } from "../../catalogue/index.js";
import type { Catalogue } from "../../catalogue/index.js";
import { withTargets } from "../../model/fleet-parts.js";
import type { CheckedFleet, Target, Workload } from "../../model/fleet.js";
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { NodeRequirement } from "../../model/kubernetes.js";
import type { Plan, Purchase } from "../../model/plan.js";
import type { Otherwise, OtherPlace, OtherPool, PlaceKind, WithoutPlace } from "../../model/why-here.js";
import { poolRefusals } from "../../plan/index.js";
import { compareText } from "../../units/compare.js";
import { omitted } from "../../units/omitted.js";
import { onDivided } from "../no-plan/divided-requirements.js";
import type { Edit } from "../no-plan/requirement.js";
import type { AskedWorkload } from "./asked-workload.js";
import { Comparing, NOT_ASKED } from "./comparing.js";
import type { ComparingInput } from "./comparing.js";

/** Places that the workload has in a plan, sorted. */
export type PlacesOf = Readonly<Record<PlaceKind, readonly string[]>>;

export function placesIn(plan: Plan, { id, target }: Pick<Workload, "id" | "target">): PlacesOf {
  const slice = (target.kind === "cluster" ? plan.clusters : plan.edgeSites)[target.name];
  const purchases = Object.values(slice?.purchases ?? {}).filter(({ layouts }) =>
    layouts.some(({ pods }) => (pods[id] ?? 0) > 0),
  );
  const distinct = (of: (purchase: Purchase) => string): string[] =>
    [...new Set(purchases.map(of))].sort(compareText);
  return {
    pool: distinct(({ pool }) => pool),
    instanceType: distinct(({ instanceType }) => instanceType),
    availabilityZone: distinct(({ availabilityZone }) => availabilityZone),
  };
}

const LABEL_OF: Readonly<Record<PlaceKind, string>> = {
  pool: NODE_LABELS.pool,
  instanceType: NODE_LABELS.instanceType,
  availabilityZone: NODE_LABELS.availabilityZone,
};

/** With one more requirement in each of its alternatives. */
function asking(requirement: NodeRequirement): (workload: Workload) => Workload {
  return (workload) => {
    const { requiredNodeTerms: terms } = workload;
    const all = terms.length === 0 ? [{ requirements: [] }] : terms;
    return {
      ...workload,
      requiredNodeTerms: all.map(({ requirements }) => ({ requirements: [...requirements, requirement] })),
    };
  };
}

function zoneLabels(fleet: CheckedFleet, target: Target, zones: readonly string[]): string[] {
  const cluster = fleet.clusters.find(({ name }) => target.kind === "cluster" && name === target.name);
  if (cluster === undefined) return [...zones];
  return zones.map((zone) => availabilityZoneLabel(cluster.provider, cluster.region, zone));
}

function withoutPlace(
  { workload, fleet, edited }: AskedWorkload,
  comparing: Comparing,
  kind: PlaceKind,
  names: readonly string[],
): WithoutPlace {
  const values = kind === "availabilityZone" ? zoneLabels(fleet, workload.target, names) : names;
  const edit = edited(asking({ key: LABEL_OF[kind], operator: "NotIn", values }));
  const { answer, plan } = comparing.with(edit);
  return { kind, names, answer, goesTo: plan === undefined ? [] : placesIn(plan, workload)[kind] };
}

/** By price, what has no plan last. */
function rank(answer: Otherwise): number {
  if (answer.status !== "planned") return Infinity;
  return (answer.moreLeftOut ?? 0) > 0 ? Number.MAX_SAFE_INTEGER : answer.moreMicroPerHour;
}

function byPrice(left: WithoutPlace, right: WithoutPlace): number {
  const [first, second] = [rank(left.answer), rank(right.answer)];
  return first === second ? 0 : first - second;
}

/** Off all of its pools, off all of its types, and off each of its availability zones. */
export function withoutPlaces(asked: AskedWorkload, comparing: Comparing, places: PlacesOf): WithoutPlace[] {
  // Machines that exist stand where they stand: there is one place.
  if (asked.workload.target.kind === "edgeSite") return [];
  return [
    withoutPlace(asked, comparing, "pool", places.pool),
    withoutPlace(asked, comparing, "instanceType", places.instanceType),
    ...places.availabilityZone.map((zone) => withoutPlace(asked, comparing, "availabilityZone", [zone])),
  ].sort(byPrice);
}

export function otherPools(
  { workload, fleet, edited }: AskedWorkload,
  catalogue: Catalogue,
  comparing: Comparing,
  taken: readonly string[],
): OtherPool[] {
  return poolRefusals(fleet, catalogue, workload)
    .filter(({ pool }) => !taken.includes(pool))
    .map(({ pool, offerings, allowed, exclusions }): OtherPool => {
      const refused = { pool, offerings, allowed, refusals: exclusions };
      if (allowed === 0) return refused;
      const edit = edited(asking({ key: NODE_LABELS.pool, operator: "In", values: [pool] }));
      return { ...refused, answer: comparing.with(edit).answer };
    });
}

/** In another cluster or edge site, under the id that it has there. */
function movedTo(target: Target, id: string): Edit {
  return (fleet) => ({
    ...fleet,
    workloads: fleet.workloads
      .map((one) =>
        one.id === id ? { ...one, target, id: `${target.name}/${one.namespace}/${one.name}` } : one,
      )
      .sort((left, right) => compareText(left.id, right.id)),
  });
}

/** Why it cannot be asked of the workload alone; undefined where it can. */
function bindsOthers(
  { id, beside, gang, apartFrom, volumes }: Workload,
  fleet: CheckedFleet,
): string | undefined {
  const named = fleet.workloads.some(
    (one) => one.beside?.workload === id || one.apartFrom?.includes(id) === true,
  );
  if (beside !== undefined || gang !== undefined || apartFrom !== undefined || named)
    return "its rules name workloads that stand where it stands";
  return volumes.some(({ availabilityZone }) => availabilityZone !== undefined)
    ? "its volumes stand where they stand"
    : undefined;
}

interface OtherPlacesInput extends ComparingInput {
  readonly asked: AskedWorkload;
  readonly comparing: Comparing;
}

function elsewhere({ asked, ...input }: OtherPlacesInput, target: Target): Otherwise {
  const { workload, divided, fleet: scope } = asked;
  if (divided !== undefined) {
    const there = divided.candidates.filter((one) => one.target.name === target.name);
    if (there.length === 0) return { status: "notAsked", because: ["it is not among its places"] };
    const edit = onDivided(divided.key, (one) => ({
      ...omitted(one, "maxPlaces", "maxPerPlace", "survive"),
      candidates: there,
      minPlaces: 1,
    }));
    return input.comparing.with(edit).answer;
  }
  const bound = bindsOthers(workload, input.fleet);
  if (bound !== undefined) return { status: "notAsked", because: [bound] };
  const there = `${target.name}/${workload.namespace}/${workload.name}`;
  if (input.fleet.workloads.some(({ id }) => id === there))
    return { status: "notAsked", because: ["a workload of its name runs there already"] };
  if (scope === input.fleet) return input.comparing.with(movedTo(target, workload.id)).answer;
  // Alone, the two places cost what they cost together: neither shares anything with a third.
  const both = withTargets(input.fleet, ({ kind, name }) =>
    [target, workload.target].some((one) => one.kind === kind && one.name === name),
  );
  const comparing = Comparing.of({ ...input, fleet: both }, false);
  return comparing === undefined ? NOT_ASKED : comparing.with(movedTo(target, workload.id)).answer;
}

/** Clusters first, then edge sites, by name; those where a divided workload has replicas are left out. */
export function otherPlaces(input: OtherPlacesInput, taken: readonly string[]): OtherPlace[] {
  const { clusters, edgeSites } = input.fleet;
  const free = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
    list
      .filter(({ name }) => !taken.includes(name))
      .sort((left, right) => compareText(left.name, right.name));
  return [
    ...free(clusters).map(({ name, provider, region }): OtherPlace => ({
      kind: "cluster",
      name,
      region: `${provider}/${region}`,
      answer: elsewhere(input, { kind: "cluster", name }),
    })),
    ...free(edgeSites).map(({ name }): OtherPlace => ({
      kind: "edgeSite",
      name,
      answer: elsewhere(input, { kind: "edgeSite", name }),
    })),
  ];
}
