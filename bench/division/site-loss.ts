/**
 * A site of a divided fleet is lost and the fleet planned again beside its plan (`--previous`, cost then moves, `maxMoves`).
 * What stood on the lost site must start elsewhere, whatever anybody plans: so many moves are needed at least.
 */
import type { FleetSpec } from "../../src/model/fleet-spec.js";
import { previousOfPlan } from "../../src/plan/index.js";
import type { Plan } from "../../src/planner/index.js";
import { plannedFleet } from "./planned.js";
import { sitesFleet } from "./sites.js";
import type { SitesInput } from "./sites.js";

/** Moves, against those that are needed. */
export const MOST_MOVES = 1.2;
const GAP = { targetGapMilliPercent: 2000 };

export interface SiteLossResult {
  readonly site: string;
  readonly replicas: number;
  /** Replicas of the lost site. */
  readonly needed: number;
  /** Replicas that start elsewhere: in another cluster, or on another node of theirs. */
  readonly moves: number;
  /** Of a plan of the same fleet that knows of none before it. */
  readonly movesAnew: number;
  /** Against what that plan costs. */
  readonly costRatio: number;
  readonly gapPercent: number;
  readonly workUnits: number;
  readonly cpuMs: number;
}

/** Workload -> cluster -> replicas, counted from the layouts of nodes. */
type Standing = Map<string, Map<string, number>>;

function standingOf(plan: Plan): Standing {
  const standing: Standing = new Map();
  for (const { name: cluster, purchases } of Object.values(plan.clusters))
    for (const { layouts } of Object.values(purchases))
      for (const { nodes, pods } of layouts)
        for (const [id, each] of Object.entries(pods)) {
          const name = plan.workloads[id]?.name ?? id;
          const own = standing.get(name) ?? new Map<string, number>();
          standing.set(name, own.set(cluster, (own.get(cluster) ?? 0) + nodes * each));
        }
  return standing;
}

/** Replicas that are not in the cluster in which they were before. */
function movesBetweenClusters(before: Standing, after: Standing): number {
  let moves = 0;
  for (const [name, own] of before)
    for (const [cluster, count] of own) moves += Math.max(0, count - (after.get(name)?.get(cluster) ?? 0));
  return moves;
}

function replicasOn(standing: Standing, cluster: string): number {
  return [...standing.values()].reduce((sum, own) => sum + (own.get(cluster) ?? 0), 0);
}

/** As the plan counts them, with what goes between clusters counted again. */
function movesOf(before: Plan, after: Plan): number {
  const { movePods = 0, betweenPlaces = 0 } = after.moves ?? {};
  const between = movesBetweenClusters(standingOf(before), standingOf(after));
  if (between !== betweenPlaces)
    throw new Error(`the plan says that ${betweenPlaces} replicas go to other clusters, and ${between} do`);
  return movePods;
}

function without(spec: FleetSpec, site: string): FleetSpec {
  const workloads = (spec.workloads ?? []).map((one) => {
    const named = one.divideAmong?.clusters;
    if (named === undefined) return one;
    const clusters = named.filter((name) => name !== site);
    return { ...one, divideAmong: { ...one.divideAmong, clusters } };
  });
  return { ...spec, clusters: spec.clusters?.filter(({ name }) => name !== site) ?? [], workloads };
}

/** The site with the most replicas is lost. */
export function siteLoss(input: SitesInput): SiteLossResult {
  const spec: FleetSpec = { ...sitesFleet(input), limits: GAP };
  const { plan: before } = plannedFleet(spec);
  const standing = standingOf(before);
  const [fullest] = Object.keys(before.clusters).sort(
    (one, other) => replicasOn(standing, other) - replicasOn(standing, one) || (one < other ? -1 : 1),
  );
  const site = fullest ?? "";
  const needed = replicasOn(standing, site);
  const rest = without(spec, site);
  const previous = previousOfPlan(before);
  const { plan: anew } = plannedFleet(rest, previous);
  const asked: Pick<FleetSpec, "objective" | "limits"> = {
    objective: ["cost", "moves"],
    limits: { ...GAP, maxMoves: Math.floor(needed * MOST_MOVES) },
  };
  const { plan, cpuMs } = plannedFleet({ ...rest, ...asked }, previous);
  const { gapPpm, workUnits } = plan.search;
  return {
    site,
    replicas: Object.keys(before.clusters).reduce((sum, name) => sum + replicasOn(standing, name), 0),
    needed,
    moves: movesOf(before, plan),
    movesAnew: movesOf(before, anew),
    costRatio: plan.cost.microPerHour / anew.cost.microPerHour,
    gapPercent: gapPpm / 10_000,
    workUnits,
    cpuMs,
  };
}
