/**
 * What must stand on a cluster's nodes: every replica of its workloads, and in pools that keep room for more of their
 * largest workload as many more. The largest is the one with most CPU, then memory, then the id that sorts first, among
 * those that a node of the pool can hold.
 */
import { spareId } from "../../model/certificate.js";
import type { CheckedFleet, Cluster, Workload } from "../../model/fleet.js";
import { amountOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { unsuitable } from "../checks/fleet-eligibility.js";
import type { OfferedNode } from "./offered-nodes.js";

export interface ClusterDemand {
  readonly id: string;
  readonly replicas: number;
  readonly requests: ResourceVector;
  /** Most replicas on one node by its own rules. */
  readonly most: number;
  /** Whose rules hold for it. */
  readonly workload: Workload;
  /** The pool that it must stand in, where there is only one. */
  readonly pool?: string;
  /** What leaving one replica out counts, in micro-units an hour; absent: none may be. */
  readonly penalty?: number;
}

/** Most replicas with these requests that an empty node holds. */
export function heldBy(node: OfferedNode, requests: ResourceVector): number {
  return Object.keys(requests).reduce((least, resource) => {
    const each = amountOf(requests, resource);
    return each === 0 ? least : Math.min(least, Math.floor(node.free(resource) / each));
  }, Infinity);
}

/** Labels, taints, architecture, zones of volumes, pool: everything but room. */
export function mayStandOn({ workload, pool }: ClusterDemand, node: OfferedNode): boolean {
  return (pool === undefined || pool === node.pool) && unsuitable(workload, node).length === 0;
}

function mostOf({ maxPerNode = Infinity, survive, replicas }: Workload): number {
  return survive === "node" && replicas > 1 ? Math.min(maxPerNode, replicas - 1) : maxPerNode;
}

function isLarger({ workload: left }: ClusterDemand, { workload: right }: ClusterDemand): boolean {
  for (const resource of ["cpuMilli", "memoryMiB"]) {
    const difference = amountOf(left.requests, resource) - amountOf(right.requests, resource);
    if (difference !== 0) return difference > 0;
  }
  return left.id < right.id;
}

export function clusterDemands(
  fleet: CheckedFleet,
  cluster: Cluster,
  nodes: readonly OfferedNode[],
): ClusterDemand[] {
  const workloads = fleet.workloads
    .filter(
      ({ target, replicas }) => target.kind === "cluster" && target.name === cluster.name && replicas > 0,
    )
    .map((workload): ClusterDemand => {
      const { id, replicas, requests, penaltyMicroPerHour, outByPriority } = workload;
      const penalty = outByPriority === true ? 0 : penaltyMicroPerHour;
      const own = { id, replicas, requests, most: mostOf(workload), workload };
      return penalty === undefined ? own : { ...own, penalty };
    });
  const spares = cluster.pools.flatMap(({ name, headroom }): ClusterDemand[] => {
    const replicas = headroom?.pods ?? 0;
    if (replicas === 0) return [];
    const own = nodes.filter(({ pool }) => pool === name);
    const standing = workloads.filter((demand) =>
      own.some((node) => heldBy(node, demand.requests) > 0 && mayStandOn(demand, node)),
    );
    const [first, ...others] = standing;
    if (first === undefined) return [];
    const largest = others.reduce((best, one) => (isLarger(one, best) ? one : best), first);
    // Room is not left out at any penalty.
    const { requests, most, workload } = largest;
    return [{ id: spareId(name), replicas, requests, most, workload, pool: name }];
  });
  return [...workloads, ...spares];
}

/** Whether no node may hold both. */
export function keepApart(one: ClusterDemand, other: ClusterDemand): boolean {
  const [left, right] = [one.workload, other.workload];
  return (
    left.dedicatedNodes !== right.dedicatedNodes ||
    left.apartFrom?.includes(right.id) === true ||
    right.apartFrom?.includes(left.id) === true
  );
}
