/**
 * The peak holds: with every purchase filled as at its peak, and every workload at its own, the rules about
 * nodes, places, pools and quotas hold as they do for the base. Nodes that are bought are among those of the
 * peak, and the autoscaler's limits are the two counts.
 */
import type {
  ByName,
  Placement,
  Plan,
  PoolPlan,
  Purchase,
  TargetPlan,
  WorkloadPlan,
} from "../../model/plan.js";
import { changesByHour } from "../hours.js";
import { purchasesOf, reviewOf } from "../review.js";
import type { Check, Review, ReviewedTarget } from "../review.js";
import type { Path, Refuse } from "../refusals.js";
import { countedReplicas } from "../tally.js";
import type { Counted, Tally } from "../tally.js";
import { checkBeside } from "./beside.js";
import { checkFleetEligibility } from "./fleet-eligibility.js";
import { checkFleetPlaces } from "./fleet-places.js";
import { checkFleetQuotas } from "./fleet-quotas.js";
import { checkFleetReserved } from "./fleet-reserved.js";
import { checkGangs } from "./gangs.js";
import { checkHeadroom } from "./headroom.js";
import { checkLayouts } from "./layouts.js";
import { checkNodeCapacity } from "./node-capacity.js";
import { checkPerNodeCaps } from "./per-node-caps.js";
import { checkPlacements } from "./placements.js";
import { checkPools } from "./pools.js";
import { checkSharedNodes } from "./shared-nodes.js";
import { checkRiskSurvival } from "./risk-survival.js";
import { checkSurvival } from "./survival.js";
import { checkZoneSpread } from "./zone-spread.js";

const AT_PEAK: readonly Check[] = [
  checkLayouts,
  checkNodeCapacity,
  checkPlacements,
  checkPerNodeCaps,
  checkSharedNodes,
  checkBeside,
  checkGangs,
  checkZoneSpread,
  checkSurvival,
  checkRiskSurvival,
  checkPools,
  checkHeadroom,
  checkFleetEligibility,
  checkFleetPlaces,
  checkFleetQuotas,
  checkFleetReserved,
];

function mapped<T, U>(members: ByName<T>, change: (member: T, name: string) => U): ByName<U> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, change(member, name)]));
}

function atPeak({ peak, ...purchase }: Purchase): Purchase {
  return peak === undefined ? purchase : { ...purchase, ...peak };
}

/** The pool with its nodes at peak; room for more replicas is what the peak may use. */
function poolAtPeak(pool: PoolPlan, nodes: number): PoolPlan {
  const percent = pool.headroom?.percent;
  return { ...pool, nodes, headroom: percent === undefined ? {} : { percent } };
}

function sliceAtPeak<T extends TargetPlan>(slice: T): T {
  return { ...slice, purchases: mapped(slice.purchases, atPeak) };
}

function nodesOf(slice: TargetPlan, pool: string): number {
  return Object.values(slice.purchases).reduce((sum, one) => sum + (one.pool === pool ? one.count : 0), 0);
}

/** The plan's nodes and replicas at peak; placements are counted afterwards. */
function fullPlan(plan: Plan): Plan {
  return {
    ...plan,
    clusters: mapped(plan.clusters, (cluster) => {
      const slice = sliceAtPeak(cluster);
      return { ...slice, pools: mapped(slice.pools, (pool, name) => poolAtPeak(pool, nodesOf(slice, name))) };
    }),
    edgeSites: mapped(plan.edgeSites, sliceAtPeak),
    workloads: mapped(plan.workloads, (workload) => ({
      ...workload,
      replicas: workload.peak ?? workload.replicas,
    })),
  };
}

function recordOf(tally: Tally): ByName<number> {
  return Object.fromEntries(tally.names().map((name) => [name, tally.of(name)]));
}

function placementOf(counted: Counted | undefined): Placement {
  if (counted === undefined) return { replicas: 0, byPool: {}, byAvailabilityZone: {} };
  const { replicas, byPool, byAvailabilityZone } = counted;
  return { replicas, byPool: recordOf(byPool), byAvailabilityZone: recordOf(byAvailabilityZone) };
}

function withPlacements(review: Review): Plan {
  const counts = new Map(
    review.targets.map((target) => [`${target.kind} ${target.name}`, countedReplicas(target)]),
  );
  const placed = (workload: WorkloadPlan, id: string): WorkloadPlan => {
    const { kind, name } = workload.target;
    return { ...workload, placement: placementOf(counts.get(`${kind} ${name}`)?.get(id)) };
  };
  const slice = <T extends TargetPlan>(kind: string, one: T, name: string): T => ({
    ...one,
    placements: mapped(Object.fromEntries(counts.get(`${kind} ${name}`) ?? []), placementOf),
  });
  return {
    ...review.plan,
    clusters: mapped(review.plan.clusters, (one, name) => slice("cluster", one, name)),
    edgeSites: mapped(review.plan.edgeSites, (one, name) => slice("edgeSite", one, name)),
    workloads: mapped(review.plan.workloads, placed),
  };
}

function checkAutoscaling(target: ReviewedTarget, scales: boolean, refuse: Refuse): void {
  if (target.kind !== "cluster") return;
  for (const [name, pool] of Object.entries(target.slice.pools)) {
    const path: Path = [...target.path, "pools", name, "autoscaling"];
    if ((pool.autoscaling !== undefined) !== scales)
      refuse(path, scales ? "is missing, and a demand has a peak" : "is stated, and no demand has a peak");
    if (pool.autoscaling === undefined) continue;
    const { minNodes, maxNodes } = pool.autoscaling;
    const atMost = nodesOf(sliceAtPeak(target.slice), name);
    if (minNodes !== pool.nodes)
      refuse([...path, "minNodes"], `is ${minNodes}, and ${pool.nodes} nodes are bought`);
    if (maxNodes !== atMost)
      refuse([...path, "maxNodes"], `is ${maxNodes}, and the peak fills ${atMost} nodes`);
  }
}

/** Where the hours of demand are known, the check of those judges them. */
function scalesOf(target: ReviewedTarget): boolean {
  const workloads = [...target.workloads.values()];
  return workloads.some(({ peak }) => peak !== undefined) && !changesByHour(target);
}

function checkTarget(target: ReviewedTarget, refuse: Refuse): void {
  const scales = scalesOf(target);
  for (const [id, { replicas, peak }] of target.workloads) {
    if (peak !== undefined && peak <= replicas)
      refuse(["workloads", id, "peak"], `is ${peak}, and nodes are bought for ${replicas} replicas`);
  }
  for (const { purchase, path } of purchasesOf(target)) {
    if ((purchase.peak !== undefined) !== scales)
      refuse(
        [...path, "peak"],
        scales ? "is missing, and a demand has a peak" : "is stated, and no demand has a peak",
      );
    if (purchase.peak !== undefined && purchase.peak.count < purchase.count)
      refuse([...path, "peak", "count"], `is ${purchase.peak.count}, and ${purchase.count} nodes are bought`);
  }
  if (!changesByHour(target)) checkAutoscaling(target, scales, refuse);
}

/** The rules of nodes, places, pools and quotas over the peaks of the targets; `when`: for messages. */
export function checkHeld(
  review: Review,
  scaling: readonly ReviewedTarget[],
  when: string,
  refuse: Refuse,
): void {
  const given = {
    ...(review.fleet === undefined ? {} : { fleet: review.fleet }),
    ...(review.rows === undefined ? {} : { offers: review.rows }),
  };
  const full = reviewOf({ ...given, plan: fullPlan(review.plan) });
  const peak = reviewOf({ ...given, plan: withPlacements(full) });
  const targets = peak.targets.filter(({ kind, name }) =>
    scaling.some((one) => one.kind === kind && one.name === name),
  );
  for (const check of AT_PEAK)
    check({ ...peak, targets }, (path, message) => {
      refuse(path, `${when}: ${message}`);
    });
}

export const checkPeak: Check = (review, refuse) => {
  for (const target of review.targets) checkTarget(target, refuse);
  const scaling = review.targets.filter(scalesOf);
  if (scaling.length > 0) checkHeld(review, scaling, "at peak", refuse);
};
