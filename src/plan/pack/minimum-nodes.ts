/**
 * `minNodes`: nodes that a pool has whether anything needs them or not. They can be added to a finished
 * packing, or bought first and filled for nothing; which is cheaper depends on the case, so both are tried.
 */
import type { Pool } from "../../model/fleet.js";
import { licenceKey } from "../constraints/licences.js";
import { cheapestOf, leastPrice } from "../constraints/pool-limits.js";
import { dealt } from "../assemble/deal.js";
import type { Demand } from "../formulate/demand.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { FilledNodes } from "./filled-nodes.js";

function countIn(nodes: readonly FilledNodes[], pool: Pool, availabilityZone?: string): number {
  return nodes.reduce(
    (sum, { kind, nodes: count }) =>
      kind.pool === pool.name && (availabilityZone ?? kind.availabilityZone) === kind.availabilityZone
        ? sum + count
        : sum,
    0,
  );
}

/** The cheapest kind of the pool in each of its zones. */
function siblings(cheapest: NodeKind, kinds: readonly NodeKind[]): NodeKind[] {
  return kinds.filter(
    (kind) =>
      kind.pool === cheapest.pool &&
      kind.stock === undefined &&
      kind.instanceType === cheapest.instanceType &&
      kind.purchaseOption === cheapest.purchaseOption &&
      licenceKey(kind) === licenceKey(cheapest) &&
      kind.microPerHour === cheapest.microPerHour,
  );
}

interface TopUp {
  readonly pools: readonly Pool[];
  readonly kinds: readonly NodeKind[];
  /** Nodes that the pools have already. */
  readonly nodes: readonly FilledNodes[];
}

function emptyNodes(pool: Pool, { kinds, nodes }: TopUp): FilledNodes[] {
  const missing = pool.minNodes - countIn(nodes, pool);
  const cheapest = cheapestOf(pool, kinds);
  if (cheapest === undefined || missing <= 0) return [];
  const choices = siblings(cheapest, kinds);
  const counts = dealt(
    missing,
    choices.map(({ availabilityZone }) => countIn(nodes, pool, availabilityZone)),
  );
  return choices.flatMap((kind, index) => {
    const added = counts[index] ?? 0;
    return added > 0 ? [{ kind, nodes: added, pods: new Map<string, number>() }] : [];
  });
}

/** Empty nodes that bring every pool to its minimum. */
export function topUp(input: TopUp): FilledNodes[] {
  return input.pools.flatMap((pool) => emptyNodes(pool, input));
}

/** No filling costs less than the cheapest nodes of every minimum. */
export function minimumCost(pools: readonly Pool[], kinds: readonly NodeKind[]): number {
  return pools.reduce((sum, pool) => sum + leastPrice(pool, kinds) * pool.minNodes, 0);
}

export interface Prepaid {
  readonly kinds: readonly NodeKind[];
  readonly demands: readonly Demand[];
  /** From a prepaid kind to the one that it is bought as. */
  readonly boughtAs: ReadonlyMap<NodeKind, NodeKind>;
}

/** The problem with the minimum of each pool bought already, in its cheapest nodes. */
export function prepay(
  pools: readonly Pool[],
  kinds: readonly NodeKind[],
  demands: readonly Demand[],
): Prepaid {
  const boughtAs = new Map<NodeKind, NodeKind>();
  const origins: number[] = [];
  for (const { kind, nodes } of topUp({ pools, kinds, nodes: [] })) {
    boughtAs.set({ ...kind, stock: nodes }, kind);
    origins.push(kinds.indexOf(kind));
  }
  return {
    kinds: [...kinds, ...boughtAs.keys()],
    demands: demands.map((demand) => ({
      ...demand,
      mask: Uint8Array.from([...demand.mask, ...origins.map((origin) => demand.mask[origin] ?? 0)]),
    })),
    boughtAs,
  };
}
