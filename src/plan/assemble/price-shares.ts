/**
 * Each workload's share of what its nodes cost. On a node, replicas weigh by their largest share of any
 * resource, and the whole price, licences included, is divided by weight: what stays idle is borne by those who run there. Nodes
 * that hold nothing are borne by the workloads of their pool, or of the target where the pool holds none.
 * Micro-units that do not divide go to the largest remainders, so that the shares add up exactly.
 */
import type { ByName, Purchase } from "../../model/plan.js";
import type { Licence, Workload } from "../../model/fleet.js";
import { licencePrice } from "../constraints/licences.js";
import { compareText } from "../../units/compare.js";
import { present } from "../../units/invariant.js";
import { amountOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";

type Weights = ReadonlyMap<string, bigint>;

/** Weights are whole millionths of a node; a replica weighs one at least. */
const NODE = 1_000_000;

function weightOf(requests: ResourceVector, allocatable: ResourceVector): number {
  const shares = Object.keys(requests).map((resource) => {
    const held = amountOf(allocatable, resource);
    return held > 0 ? amountOf(requests, resource) / held : 0;
  });
  return Math.max(1, Math.round(NODE * Math.max(0, ...shares)));
}

/** Divides `amount` by weight, exactly. Empty where nobody has weight. */
export function divided(amount: number, weights: Weights): ReadonlyMap<string, number> {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return new Map();
  const parts = [...weights].map(([id, weight]) => {
    const exact = BigInt(amount) * weight;
    return { id, whole: exact / total, remainder: exact % total };
  });
  let rest = BigInt(amount) - parts.reduce((sum, { whole }) => sum + whole, 0n);
  const order = [...parts].sort((left, right) =>
    left.remainder === right.remainder
      ? compareText(left.id, right.id)
      : left.remainder > right.remainder
        ? -1
        : 1,
  );
  const shares = new Map<string, number>();
  for (const { id, whole } of order) {
    shares.set(id, Number(rest > 0n ? whole + 1n : whole));
    if (rest > 0n) rest -= 1n;
  }
  return shares;
}

function addAll(sums: Map<string, number>, shares: ReadonlyMap<string, number>): void {
  for (const [id, share] of shares) sums.set(id, (sums.get(id) ?? 0) + share);
}

interface Bill {
  readonly shares: Map<string, number>;
  /** Pool -> weight of each workload there. */
  readonly byPool: Map<string, Map<string, bigint>>;
  /** Pool -> cost of its empty nodes. */
  readonly empty: Map<string, number>;
}

interface Billing {
  readonly requests: ReadonlyMap<string, ResourceVector>;
  readonly licences: readonly Licence[];
}

function billPurchase(bill: Bill, purchase: Purchase, { requests, licences }: Billing): void {
  const { pool, allocatable } = purchase;
  const microPerHour = purchase.microPerHour + licencePrice(purchase, licences);
  const poolWeights = bill.byPool.get(pool) ?? new Map<string, bigint>();
  bill.byPool.set(pool, poolWeights);
  for (const { nodes, pods } of purchase.layouts) {
    const weights = new Map<string, bigint>();
    for (const [id, each] of Object.entries(pods)) {
      const weight = weightOf(present(requests.get(id), `workload ${id}`), allocatable) * each;
      weights.set(id, BigInt(weight));
      poolWeights.set(id, (poolWeights.get(id) ?? 0n) + BigInt(weight) * BigInt(nodes));
    }
    if (weights.size === 0) bill.empty.set(pool, (bill.empty.get(pool) ?? 0) + nodes * microPerHour);
    else addAll(bill.shares, divided(nodes * microPerHour, weights));
  }
}

function wholeTarget(byPool: Bill["byPool"]): Weights {
  const weights = new Map<string, bigint>();
  for (const pool of byPool.values()) {
    for (const [id, weight] of pool) weights.set(id, (weights.get(id) ?? 0n) + weight);
  }
  return weights;
}

/** Workload id -> micro-units an hour. Adds up to the target's machines and their licences wherever a replica runs on it. */
export function priceSharesOf(
  purchases: ByName<Purchase>,
  workloads: readonly Workload[],
  licences: readonly Licence[] = [],
): ReadonlyMap<string, number> {
  const requests = new Map(workloads.map((workload) => [workload.id, workload.requests]));
  const bill: Bill = { shares: new Map(), byPool: new Map(), empty: new Map() };
  for (const purchase of Object.values(purchases)) billPurchase(bill, purchase, { requests, licences });
  const all = wholeTarget(bill.byPool);
  for (const [pool, cost] of bill.empty) {
    const own = bill.byPool.get(pool);
    addAll(bill.shares, divided(cost, own !== undefined && own.size > 0 ? own : all));
  }
  return bill.shares;
}
