/**
 * Demand at its peak: nodes are bought for the base, and the same pools must be able to hold the peak within
 * `maxNodes` and quotas. A filling that does is part of the plan, so that it can be checked. It uses kinds of
 * nodes that the plan has: an autoscaler adds nodes of those.
 *
 * The peak costs nothing here, so the bound on the base's cost stays: leaving the peak out only relaxes.
 */
import type { Workload } from "../../model/fleet.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import type { Conflict } from "../../model/outcome.js";
import { omitted } from "../../units/omitted.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { boundToZone } from "./gangs.js";
import { maxPerNodeOf } from "./per-node.js";
import { boundToRisks } from "./zone-risks.js";

/** Whether it is filled at a peak of which no hour is known. */
export function hasPeak(target: PlanTarget): boolean {
  return target.workloads.some(({ peak }) => peak !== undefined) && !hasHours(target);
}

export function hasHours({ workloads }: PlanTarget): boolean {
  return workloads.some(({ hourly }) => hourly !== undefined);
}

function placedOn({ id }: Workload, nodes: readonly FilledNodes[]): number {
  return nodes.reduce((sum, { nodes: count, pods }) => sum + count * (pods.get(id) ?? 0), 0);
}

/** A cap a node that follows from the base's replicas is part of the pods, and stays as it is. */
function atPeak(workload: Workload, nodes: readonly FilledNodes[], target: PlanTarget): Workload {
  const maxPerNode = maxPerNodeOf(workload);
  // What the base leaves out stays out: the controllers know of no more.
  const runs = mayStayOut(workload) ? placedOn(workload, nodes) : workload.replicas;
  // Pods of a gang ask for the availability zone where it is, and others for those to which risk groups bind them.
  const bound = boundToRisks(boundToZone(workload, nodes), nodes, target);
  return {
    ...omitted(bound, "penaltyMicroPerHour", "outByPriority"),
    replicas: workload.peak ?? runs,
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
  };
}

/** `nodes`: those of the base. The target with every demand at its peak. Minimums stand already; spare replicas are what the peak uses. */
export function peakTarget(target: PlanTarget, nodes: readonly FilledNodes[]): PlanTarget {
  return {
    ...target,
    workloads: target.workloads.map((workload) => atPeak(workload, nodes, target)),
    pools: target.pools.map(({ headroom, ...pool }) => ({
      ...pool,
      minNodes: 0,
      ...(headroom === undefined ? {} : { headroom: { ...headroom, pods: 0 } }),
    })),
  };
}

export interface PeakKinds {
  /** Bought nodes as nodes that stand already, and the same kinds to buy more of. */
  readonly kinds: readonly NodeKind[];
  /** From a standing kind to the one that it was bought as. */
  readonly boughtAs: ReadonlyMap<NodeKind, NodeKind>;
}

/** `more`: kinds that may be bought beside those of the base. */
export function peakKinds(nodes: readonly FilledNodes[], more: readonly NodeKind[] = []): PeakKinds {
  const counts = new Map<NodeKind, number>();
  for (const { kind, nodes: count } of nodes) counts.set(kind, (counts.get(kind) ?? 0) + count);
  const boughtAs = new Map<NodeKind, NodeKind>();
  for (const [kind, count] of counts)
    if (kind.stock === undefined) boughtAs.set({ ...kind, stock: count }, kind);
  const others = more.filter((kind) => kind.stock === undefined && !counts.has(kind));
  return { kinds: [...counts.keys(), ...boughtAs.keys(), ...others], boughtAs };
}

/** Conflicts of the packing at peak, told as such. */
export function peakConflicts(conflicts: readonly Conflict[]): Conflict[] {
  return conflicts.map((conflict) => ({
    ...conflict,
    label: "peak",
    message: `at peak, on more nodes of the kinds that the base needs: ${conflict.message}`,
    waysOut: [
      ...conflict.waysOut.filter((way) => !way.startsWith("lower the replicas")),
      "lower the peak of the workloads named",
      "raise their base, or name larger instance types, so that larger nodes are bought",
    ],
  }));
}
