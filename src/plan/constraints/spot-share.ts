/**
 * At most x % of the virtual CPUs of a pool's nodes on spot: sum over spot of (100 - x) v <= sum over the
 * others of x v. The solver knows no such rule, so it is priced: with a multiplier t >= 0 a spot node costs
 * t (100 - x) v more and any other t x v less. A plan that keeps the rule costs no more so, hence what is
 * proved of the priced problem is proved of the rule (Lagrangian relaxation). A packing that breaks the rule
 * is mended: spot nodes become on-demand ones of the same machine, where the difference is least.
 */
import type { Pool } from "../../model/fleet.js";
import type { Conflict } from "../../model/outcome.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { targetPath } from "../formulate/plan-target.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { licenceKey } from "./licences.js";
import { isReserved } from "./reserved.js";

/** Price of one node of a kind to the solver. */
export type PriceOf = (kind: NodeKind) => number;

interface LimitedPool {
  readonly name: string;
  readonly percent: number;
}

/** Pools whose rule can bind: not 100 %, and spot is among what they may buy. */
function limitedPools(pools: readonly Pool[]): LimitedPool[] {
  return pools.flatMap(({ name, spotMaxPercent, purchaseOptions }) =>
    spotMaxPercent === undefined || spotMaxPercent === 100 || !purchaseOptions.includes("spot")
      ? []
      : [{ name, percent: spotMaxPercent }],
  );
}

export function limitsSpot({ pools }: PlanTarget): boolean {
  return limitedPools(pools).length > 0;
}

function isSpot({ purchaseOption }: NodeKind): boolean {
  return purchaseOption === "spot";
}

function machineOf(kind: NodeKind): string {
  const { pool, instanceType, availabilityZone } = kind;
  return [pool, instanceType, availabilityZone, licenceKey(kind)].join("\u0000");
}

/** From each spot kind to the on-demand kind of the same machine in the same place. */
export function onDemandOf(kinds: readonly NodeKind[]): ReadonlyMap<NodeKind, NodeKind> {
  const onDemand = new Map(
    kinds
      .filter(({ purchaseOption }) => purchaseOption === "on-demand")
      .map((kind) => [machineOf(kind), kind]),
  );
  return new Map(
    kinds.flatMap((kind): [NodeKind, NodeKind][] => {
      const sibling = isSpot(kind) ? onDemand.get(machineOf(kind)) : undefined;
      return sibling === undefined ? [] : [[kind, sibling]];
    }),
  );
}

/** Multipliers of one pool at which a machine costs the same on spot and on demand, ascending. */
function evenMultipliers({ name, percent }: LimitedPool, kinds: readonly NodeKind[]): number[] {
  const own = kinds.filter(({ pool, vcpu, stock }) => pool === name && vcpu > 0 && stock === undefined);
  // No price falls below 0: the solver's are not negative.
  const most = own
    .filter((kind) => percent > 0 && !isSpot(kind) && !isReserved(kind))
    .reduce(
      (least, kind) => Math.min(least, Math.floor(kind.microPerHour / (kind.vcpu * percent))),
      Infinity,
    );
  const even = [...onDemandOf(own)].map(([spot, other]) =>
    Math.max(0, Math.ceil((other.microPerHour - spot.microPerHour) / (100 * spot.vcpu))),
  );
  return [...new Set(even.map((multiplier) => Math.min(multiplier, most)))].sort((a, b) => a - b);
}

export interface Prices {
  readonly priceOf: PriceOf;
  /** A bound that the solver proves at these prices holds at list prices after so much is taken off it. */
  readonly offset: number;
  /** Pool -> multiplier of its rule; pools without one are not in it. */
  readonly multipliers: ReadonlyMap<string, number>;
  /** Price of a kind before it is kept from falling below 0. */
  readonly exactPriceOf: PriceOf;
}

const listPrice: PriceOf = ({ microPerHour }) => microPerHour;

export const LIST_PRICES: Prices = {
  priceOf: listPrice,
  offset: 0,
  multipliers: new Map(),
  exactPriceOf: listPrice,
};

/**
 * Prices with a multiplier for every pool; `share` from 0 to 1 chooses it among those at which some machine
 * costs the same on spot and on demand. Reserved nodes would cost less than nothing: they cost nothing, and
 * what all of them together could be worth more is the offset.
 */
export function pricesAt(target: PlanTarget, kinds: readonly NodeKind[], share: number): Prices {
  const rules = new Map(
    limitedPools(target.pools).map((pool) => {
      const even = evenMultipliers(pool, kinds);
      const index = Math.min(even.length - 1, Math.floor(share * even.length));
      return [pool.name, { percent: pool.percent, multiplier: even[index] ?? 0 }];
    }),
  );
  const exact: PriceOf = (kind) => {
    const rule = rules.get(kind.pool);
    if (rule === undefined || kind.stock !== undefined) return kind.microPerHour;
    const { percent, multiplier } = rule;
    return kind.microPerHour + multiplier * kind.vcpu * (isSpot(kind) ? 100 - percent : -percent);
  };
  const offset = target.pools.reduce((sum, pool) => {
    const worth = (pool.reserved ?? []).map((reservation) => {
      const same = kinds.filter((kind) => kind.pool === pool.name && kind.reservation === reservation);
      return reservation.count * Math.max(0, ...same.map((kind) => -exact(kind)));
    });
    return worth.reduce((total, one) => total + one, sum);
  }, 0);
  return {
    priceOf: (kind) => Math.max(0, exact(kind)),
    offset,
    multipliers: new Map([...rules].map(([pool, { multiplier }]) => [pool, multiplier])),
    exactPriceOf: exact,
  };
}

/** Virtual CPUs on spot beyond the share, times 100; at most 0 where the rule holds. */
function excessOf({ name, percent }: LimitedPool, nodes: readonly FilledNodes[]): number {
  return nodes.reduce((sum, { kind, nodes: count }) => {
    if (kind.pool !== name) return sum;
    return sum + count * kind.vcpu * ((isSpot(kind) ? 100 : 0) - percent);
  }, 0);
}

export function keepsSpotShare(target: PlanTarget, nodes: readonly FilledNodes[]): boolean {
  return limitedPools(target.pools).every((pool) => excessOf(pool, nodes) <= 0);
}

/** Where no packing was found that could be mended. */
export function spotShareConflict(target: PlanTarget, kinds: readonly NodeKind[]): Conflict {
  const pools = limitedPools(target.pools);
  const [first] = pools;
  return {
    label: "spot-share",
    subject: `${target.name}/${first?.name ?? ""}`,
    path: `${targetPath(target)}/pools/${first?.name ?? ""}/purchase/spot/maxShare`,
    message: `no filling was found that keeps spot nodes at ${pools
      .map(({ name, percent }) => `${percent} % of the virtual CPUs of pool "${name}"`)
      .join(" and ")}: what runs on them may not run on on-demand nodes`,
    offeringsConsidered: kinds.length,
    exclusions: [],
    waysOut: ["raise spot.maxShare", "add on-demand to the pool's purchase options"],
  };
}

export interface Mending {
  readonly target: PlanTarget;
  readonly kinds: readonly NodeKind[];
  /** Whether a workload may run on a kind, by its id. */
  readonly mayRun: (workload: string, kind: NodeKind) => boolean;
}

/** Extra cost of a virtual CPU that moves from spot to on demand. */
function priceOfMove(spot: NodeKind, other: NodeKind): number {
  return (other.microPerHour - spot.microPerHour) / Math.max(1, spot.vcpu);
}

/** The same nodes with as many spot nodes moved as the rule asks for; it may still be broken afterwards. */
export function withinSpotShare(
  nodes: readonly FilledNodes[],
  { target, kinds, mayRun }: Mending,
): FilledNodes[] {
  const siblings = onDemandOf(kinds);
  const mended = new Map<FilledNodes, number>();
  for (const pool of limitedPools(target.pools)) {
    let excess = excessOf(pool, nodes);
    const moves = nodes
      .flatMap((one, index) => {
        const other = siblings.get(one.kind);
        const may = other !== undefined && one.kind.pool === pool.name;
        return may && [...one.pods.keys()].every((id) => mayRun(id, other)) ? [{ one, other, index }] : [];
      })
      .sort(
        (left, right) =>
          priceOfMove(left.one.kind, left.other) - priceOfMove(right.one.kind, right.other) ||
          left.index - right.index,
      );
    for (const { one } of moves) {
      if (excess <= 0) break;
      const each = 100 * one.kind.vcpu;
      const moved = each === 0 ? 0 : Math.min(one.nodes, Math.ceil(excess / each));
      excess -= moved * each;
      mended.set(one, moved);
    }
  }
  return nodes.flatMap((one) => {
    const moved = mended.get(one) ?? 0;
    const other = siblings.get(one.kind);
    if (moved === 0 || other === undefined) return [one];
    const rest = one.nodes - moved;
    return [...(rest > 0 ? [{ ...one, nodes: rest }] : []), { ...one, kind: other, nodes: moved }];
  });
}
