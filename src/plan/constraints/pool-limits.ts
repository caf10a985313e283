/** A pool buys at most `maxNodes`, in all its availability zones together, and at least `minNodes`. */
import type { Pool } from "../../model/fleet.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { targetPath } from "../formulate/plan-target.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import type { Conflict } from "../../model/outcome.js";
import { isReserved } from "./reserved.js";
import type { NodeLimit } from "./node-limit.js";

/** Pools of owned nodes have all of them, whatever `maxNodes` says. */
export function poolLimits(target: PlanTarget): NodeLimit[] {
  return target.pools.flatMap((pool) => {
    if (pool.maxNodes === undefined || pool.nodes.length > 0) return [];
    return [
      {
        label: "pool-limit",
        subject: `${target.name}/${pool.name}`,
        path: `${targetPath(target)}/pools/${pool.name}/maxNodes`,
        words: `pool "${pool.name}" may have ${pool.maxNodes} node(s) (maxNodes)`,
        limit: pool.maxNodes,
        weightOf: (kind: NodeKind) => (kind.pool === pool.name ? 1 : 0),
        wayOut: (needed: number) =>
          `raise maxNodes of pool "${pool.name}" from ${pool.maxNodes ?? 0} to ${needed}`,
      },
    ];
  });
}

/** No node of the pool that is bought costs less. */
export function leastPrice(pool: Pool, kinds: readonly NodeKind[]): number {
  const prices = kinds
    .filter((kind) => kind.pool === pool.name && kind.stock === undefined)
    .map(({ microPerHour }) => microPerHour);
  return prices.length === 0 ? 0 : Math.min(...prices);
}

/** The cheapest nodes that bring a pool to its minimum, or undefined where it has nothing to buy. */
export function cheapestOf(pool: Pool, kinds: readonly NodeKind[]): NodeKind | undefined {
  return kinds
    .filter((kind) => kind.pool === pool.name && kind.stock === undefined && !isReserved(kind))
    .reduce<NodeKind | undefined>(
      (best, kind) => (best === undefined || kind.microPerHour < best.microPerHour ? kind : best),
      undefined,
    );
}

function stockOf(pool: Pool, kinds: readonly NodeKind[]): number {
  return kinds.reduce((sum, kind) => sum + (kind.pool === pool.name ? (kind.stock ?? 0) : 0), 0);
}

/** Minimums that no purchase can reach. */
export function minimumConflicts(target: PlanTarget, kinds: readonly NodeKind[]): Conflict[] {
  return target.pools.flatMap((pool): Conflict[] => {
    const stock = stockOf(pool, kinds);
    if (pool.minNodes <= stock || cheapestOf(pool, kinds) !== undefined) return [];
    const owned = pool.nodes.length > 0;
    return [
      {
        label: "pool-limit",
        subject: `${target.name}/${pool.name}`,
        path: `${targetPath(target)}/pools/${pool.name}/minNodes`,
        message: `pool "${pool.name}" must have ${pool.minNodes} node(s) (minNodes), and ${
          owned ? `${stock} exist` : "nothing is sold that it may buy"
        }`,
        offeringsConsidered: kinds.filter((kind) => kind.pool === pool.name).length,
        exclusions: [],
        waysOut: [
          `lower minNodes of pool "${pool.name}" to ${stock}`,
          owned
            ? `add ${pool.minNodes - stock} node(s) to the pool`
            : "check its chips, families, instanceTypes and purchase options",
        ],
      },
    ];
  });
}

/** Pools whose own nodes are more than they may have. */
export function maximumConflicts(target: PlanTarget, kinds: readonly NodeKind[]): Conflict[] {
  return target.pools.flatMap((pool): Conflict[] => {
    const stock = stockOf(pool, kinds);
    if (pool.maxNodes === undefined || stock <= pool.maxNodes) return [];
    return [
      {
        label: "pool-limit",
        subject: `${target.name}/${pool.name}`,
        path: `${targetPath(target)}/pools/${pool.name}/maxNodes`,
        message: `pool "${pool.name}" may have ${pool.maxNodes} node(s) (maxNodes), and ${stock} exist`,
        offeringsConsidered: kinds.filter((kind) => kind.pool === pool.name).length,
        exclusions: [],
        waysOut: [`raise maxNodes of pool "${pool.name}" to ${stock}, or remove it: nothing is bought there`],
      },
    ];
  });
}
