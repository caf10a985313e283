/**
 * Workloads whose place is the planner's to choose. Each may go to several clusters and edge sites; what counts
 * replicas where they are, so that a part of them cannot keep it, is refused.
 */
import type { DivideSpec } from "../../model/fleet-spec.js";
import type { DividedWorkload, Workload, WorkloadKind } from "../../model/fleet.js";
import { mayStayOut, qualifiedName } from "../../model/fleet-parts.js";
import { LOSS_WORDS, PLACE_LOSS_WORDS } from "../../model/survival.js";
import { providerOf } from "./clusters.js";
import type { CheckContext } from "./context.js";
import { groupsOfPlaces } from "./risk-groups.js";

/** Kinds whose count of replicas the components write. */
const DIVISIBLE: ReadonlySet<WorkloadKind> = new Set(["Deployment", "ReplicaSet", "StatefulSet"]);

/** Rules of its own that count all of its replicas; undefined where it has none. */
function obstacle(workload: Workload): string | undefined {
  const { kind, replicas, scaling, peak, survive, disruptionBudget } = workload;
  if (!DIVISIBLE.has(kind) && replicas > 1) return `the ${replicas} pods of a ${kind} are one object's`;
  if (scaling !== undefined) return "an autoscaler owns its count";
  if (peak !== undefined) return "its replicas rise to a peak";
  if (workload.outByPriority === true)
    return "its replicas may stay out by priority, which each place keeps by itself (penaltyPerMonth holds over all places)";
  if (workload.performance !== undefined) return "its replicas follow from the chips that they are on";
  if (workload.gang !== undefined) return "it is a gang, which one place holds";
  if (survive !== undefined)
    return `it must survive the loss of one ${LOSS_WORDS[survive]} (divideAmong.survive is for places)`;
  if (workload.maxPerAvailabilityZone !== undefined) return "it has a limit an availability zone";
  if (workload.apartFrom !== undefined) return "it keeps apart from workloads of its cluster";
  if (workload.beside !== undefined) return "it must stand beside a workload of its cluster";
  if (workload.volumes.some(({ availabilityZone }) => availabilityZone !== undefined))
    return "a volume of it stands in one availability zone";
  return disruptionBudget?.minAvailable === undefined
    ? undefined
    : "its disruption budget counts what must be left (maxUnavailable holds in every place)";
}

/** Rules that count all of its replicas, of which some may stay out; undefined where it has none. */
function stayOutObstacle({ latency }: Workload, spec: DivideSpec): string | undefined {
  if (spec.survive !== undefined) return "so many must be left after a loss";
  if (spec.maxShare !== undefined) return "maxShare is a share of all of them";
  if (spec.minPlaces !== undefined || spec.maxPlaces !== undefined)
    return "what is left of them would have to stand in so many places";
  return latency === undefined ? undefined : "each of its latencies counts replicas that run";
}

interface Division {
  readonly spec: DivideSpec;
  /** Where the entry stands. */
  readonly path: string;
}

function checkPlaces(places: number, { spec, path }: Division, { faults }: CheckContext): void {
  const { minPlaces = 1, maxPlaces = Infinity } = spec;
  const at = `${path}/divideAmong`;
  if (minPlaces > places)
    faults.error(
      "bound-disagreement",
      `${at}/minPlaces`,
      `${minPlaces} places are asked for, and there are ${places}`,
      "name more clusters or edge sites, or lower minPlaces",
    );
  if (minPlaces > maxPlaces)
    faults.error(
      "bound-disagreement",
      at,
      `minPlaces is ${minPlaces}, and maxPlaces is ${maxPlaces}`,
      "raise maxPlaces, or lower minPlaces",
    );
}

/** Replicas that one place may hold at most, so that they find places at all. */
function mostPerPlace(
  { name, replicas }: Workload,
  places: number,
  { spec, path }: Division,
  { faults }: CheckContext,
): number | undefined {
  const { maxShare, minPlaces = 1, maxPlaces = places } = spec;
  const at = `${path}/divideAmong`;
  if (replicas < minPlaces)
    faults.error(
      "bound-disagreement",
      `${at}/minPlaces`,
      `workload "${name}" has ${replicas} replica(s), which cannot stand in ${minPlaces} places`,
      "lower minPlaces, or give the workload more replicas",
    );
  if (maxShare === undefined) return undefined;
  const most = Math.floor((replicas * maxShare) / 100);
  const room = most * Math.min(places, maxPlaces);
  if (room >= replicas) return most;
  faults.error(
    "bound-disagreement",
    `${at}/maxShare`,
    `${maxShare} % of the ${replicas} replicas of workload "${name}" are ${most}, so ${Math.min(places, maxPlaces)} places hold ${room} at most`,
    "raise maxShare, or let more places take part",
  );
  return undefined;
}

function survivalOf(
  { name, replicas }: Workload,
  candidates: readonly Workload[],
  { spec: { survive, afterLoss }, path }: Division,
  context: CheckContext,
): Pick<DividedWorkload, "survive"> {
  const { faults, spec } = context;
  const at = `${path}/divideAmong`;
  if (survive === undefined) {
    if (afterLoss !== undefined)
      faults.error(
        "invalid-spec",
        `${at}/afterLoss`,
        `${afterLoss} replicas are to be left after a loss, and survive does not say of what`,
        "say survive: place, region, provider or riskGroup",
      );
    return {};
  }
  const groups =
    survive === "riskGroup"
      ? groupsOfPlaces(
          { workload: name, places: candidates.map(({ target }) => target.name), path: `${at}/survive` },
          context,
        )
      : {};
  const domains = new Set(
    candidates.map(({ target }) => {
      if (survive === "riskGroup") return groups[target.name] ?? `place ${target.name}`;
      const cluster = (spec.clusters ?? []).find((one) => one.name === target.name);
      if (survive === "place" || target.kind === "edgeSite" || cluster === undefined) return target.name;
      const provider = providerOf(cluster);
      return survive === "provider" ? provider : `${provider} ${cluster.region}`;
    }),
  );
  if (domains.size < 2)
    faults.error(
      "bound-disagreement",
      `${at}/survive`,
      `all places of workload "${name}" are lost with one ${PLACE_LOSS_WORDS[survive]}`,
      `let clusters or edge sites of another ${PLACE_LOSS_WORDS[survive]} take part`,
    );
  if (afterLoss !== undefined && afterLoss > replicas)
    faults.error(
      "bound-disagreement",
      `${at}/afterLoss`,
      `${afterLoss} replicas are to be left after a loss, and workload "${name}" has ${replicas}`,
      "lower afterLoss, or give the workload more replicas",
    );
  return {
    survive: {
      loss: survive,
      replicas: afterLoss ?? replicas,
      ...(survive === "riskGroup" ? { groups } : {}),
    },
  };
}

function dividedWorkload(
  key: string,
  candidates: readonly Workload[],
  division: Division,
  context: CheckContext,
): DividedWorkload[] {
  const [first] = candidates;
  if (first === undefined) return [];
  const { faults } = context;
  const why = obstacle(first);
  if (why !== undefined)
    faults.error(
      "not-supported",
      `${division.path}/divideAmong`,
      `workload "${first.name}" cannot be divided among places: ${why}`,
      "name its cluster, or remove the rule",
    );
  const { spec } = division;
  const isOptional = mayStayOut(first);
  const stays = isOptional && why === undefined ? stayOutObstacle(first, spec) : undefined;
  if (stays !== undefined)
    faults.error(
      "not-supported",
      `${division.path}/mayStayOut`,
      `replicas of workload "${first.name}", which is divided among places, cannot stay out: ${stays}`,
      "remove mayStayOut, or the rule beside it",
    );
  const most = mostPerPlace(first, candidates.length, division, context);
  return [
    {
      key,
      replicas: first.replicas,
      candidates: [...candidates].sort((left, right) => (left.id < right.id ? -1 : 1)),
      minPlaces: isOptional ? 0 : (spec.minPlaces ?? 1),
      ...(spec.maxPlaces === undefined ? {} : { maxPlaces: spec.maxPlaces }),
      ...(most === undefined ? {} : { maxPerPlace: most }),
      ...survivalOf(first, candidates, division, context),
      origin: first.origin,
    },
  ];
}

/** `workloads`: those of one entry, each in every place. Without replicas they stand in their first place. */
export function dividedOf(
  workloads: readonly Workload[],
  division: Division,
  context: CheckContext,
): { readonly divided: readonly DividedWorkload[]; readonly bound: readonly Workload[] } {
  const byKey = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const key = qualifiedName(workload);
    const own = byKey.get(key);
    if (own === undefined) byKey.set(key, [workload]);
    else own.push(workload);
  }
  const places = new Set(workloads.map(({ target }) => `${target.kind}/${target.name}`)).size;
  if (places > 0) checkPlaces(places, division, context);
  const idle = [...byKey.values()].filter(([first]) => first?.replicas === 0);
  return {
    bound: idle.flatMap((candidates) => candidates.slice(0, 1)),
    divided: [...byKey].flatMap(([key, candidates]) =>
      candidates[0]?.replicas === 0 ? [] : dividedWorkload(key, candidates, division, context),
    ),
  };
}
