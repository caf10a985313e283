/**
 * What bound homes are made of. A home is N equal nodes with some workloads bound to them, each with at most
 * k = ceil(replicas / N) of its replicas on one node. Where every node has room for all these caps at once, any order
 * of arrival holds: a replica that has not come yet finds a node with less than k of its workload, and no other
 * workload may take what is kept for it there. Nodes are dealt evenly over availability zones; where the workload is
 * spread over them by a hard rule, the emptiest zone always takes one more, so each needs room for its even part alone.
 */
import type { WorkloadKind } from "../../model/fleet.js";
import type { Demand } from "../formulate/demand.js";
import { amountOf } from "../../units/resources.js";
import type { HomeType } from "./home-types.js";

export interface HomeItem {
  readonly demand: Demand;
  readonly replicas: number;
  /** Requests of one replica, by resource. */
  readonly size: readonly number[];
  /** Most replicas on one node. */
  readonly most: number;
  /** Whether a hard rule spreads it over availability zones. */
  readonly isSpread: boolean;
  /** Whether its pods can be capped on a node; otherwise one node may get all of them. */
  readonly mayBeCapped: boolean;
}

/** Kinds whose controller's selector tells replicas apart from other pods, and whose pods are made anew for a change. */
const CAPPED: ReadonlySet<WorkloadKind> = new Set(["Deployment", "ReplicaSet", "StatefulSet"]);

export function homeItem(demand: Demand, resources: readonly string[]): HomeItem {
  const { workload, replicas, maxPerNode = Infinity } = demand;
  return {
    demand,
    replicas,
    size: resources.map((name) => amountOf(workload.requests, name)),
    most: maxPerNode,
    isSpread: workload.zoneSpread !== undefined || workload.survive === "availabilityZone",
    mayBeCapped: CAPPED.has(workload.kind),
  };
}

/**
 * Replicas of it that each of so many nodes in so many zones must have room for; undefined where they are no home for
 * it. Several replicas have two nodes at least: a home of one node would lose all of them with it.
 */
export function capOn(item: HomeItem, nodes: number, zones: number): number | undefined {
  const { replicas, isSpread, mayBeCapped, most } = item;
  if (nodes < Math.min(replicas, 2) || (isSpread && nodes < zones)) return undefined;
  const even = isSpread
    ? Math.ceil(Math.ceil(replicas / zones) / Math.floor(nodes / zones))
    : Math.ceil(replicas / nodes);
  const cap = mayBeCapped ? even : replicas;
  return cap <= most ? cap : undefined;
}

/** Whether nodes of the type, in any of its zones, may hold the item. */
export function mayLive({ demand: { mask }, isSpread }: HomeItem, type: HomeType, zones: number): boolean {
  // Zones without nodes of its home would be empty domains of its spread.
  return type.indices.every((index) => mask[index] === 1) && (!isSpread || type.kinds.length === zones);
}
