/**
 * The order in which a plan takes the place of what was before it: nodes that are added, replicas that end, move and
 * start, nodes that are removed, in waves. What is in one wave may happen in any order; the next begins when it is done.
 *
 * In every wave, whatever its inner order: a node has room for its replicas, those that leave it and those that come
 * counted together; of a workload no more replicas are down than its disruption budget allows; no node holds more of a
 * workload than its cap, or two that keep apart; pools, clusters and accounts stay within `maxNodes`, quotas, ranges of
 * addresses and numbers of load balancers, or no more than stood before the first wave. At the end of each wave spread over availability zones is within its skew, or no worse than it was before the first.
 */
import type { ByName } from "./by-name.js";

/** How much more than the plan's own limits an order takes. */
export interface RolloutSurge {
  /** "pool main/general" -> nodes more than its limit, or than stood at first, until the last wave. */
  readonly limits: ByName<number>;
  /** Workload id -> replicas that are started before one of them ends, as its budget lets none be down. */
  readonly replicas: ByName<number>;
  /** Nodes that stand for some waves alone, where replicas wait for room: name -> purchase that they are like. */
  readonly nodes: ByName<string>;
}

/** Of one limit. */
export interface RolloutLimitUse {
  readonly most: number;
  /** The most that counts against it in any wave, old and new nodes together. */
  readonly atOnce: number;
}

export interface Rollout {
  /** `PreviousFleet.digest`. */
  readonly previousDigest: string;
  /** "blocked": the waves lead as far as there was an order, and `blocked` says what is left. */
  readonly status: "ordered" | "orderedWithSurge" | "blocked";
  /** Empty members where the order needs none. */
  readonly surge: RolloutSurge;
  /**
   * Quotas of accounts and clusters, ranges of addresses and load balancers, by key: none is exceeded in any wave, or no
   * more than it was before the first. Absent where the fleet states none.
   */
  readonly limits?: ByName<RolloutLimitUse>;
  /** Nodes that stay, under both of their names; all others that were there are removed. */
  readonly stays: readonly StayingNode[];
  readonly waves: readonly RolloutWave[];
  /** What could not be ordered, in words. */
  readonly blocked: readonly string[];
  /** What no step is judged by, in words. */
  readonly notCounted: readonly string[];
}

/** Names of nodes: `${target}/previous/${row}/${index}` of what was, `${target}/${purchase}/${layout}/${index}` of the plan, `${target}/surge/${index}`. */
export interface StayingNode {
  readonly was: string;
  readonly is: string;
}

export interface RolloutWave {
  /** Names of nodes of the plan. */
  readonly addNodes: readonly string[];
  readonly end: readonly PodStep[];
  readonly move: readonly PodMove[];
  readonly start: readonly PodStep[];
  /** Names of nodes of what was, and of those that stood for some waves alone; empty since the wave before. */
  readonly removeNodes: readonly string[];
}

export interface PodStep {
  readonly workload: string;
  readonly node: string;
  readonly replicas: number;
}

export interface PodMove {
  readonly workload: string;
  readonly from: string;
  readonly to: string;
  readonly replicas: number;
  /** Present where the new replica is there before the old one ends. */
  readonly startFirst?: true;
}
