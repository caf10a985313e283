/**
 * A proof of a lower bound that anyone can check with whole numbers alone: no LP, no search, no rounding.
 *
 * All money is in units of 1 / 2^20. For every type k that may be bought, with its multipliers lambda a row,
 *
 *   sum_r lambda_r capacity_kr + sum_i limit_i max(0, value_i - sum_r lambda_r size_ir)  <=  price_k + sum_c weight_kc rent_c
 *
 * (i over the classes eligible on k that fit it, limit_i = most items a node: of demand, own limit, capacity), so that no filling of k is worth
 * more than it costs; then every packing costs at least sum_i demand_i value_i - sum_c limit_c rent_c.
 */
import type { PackingProblem } from "./problem.js";

export interface PackingCertificate {
  /** By class of the problem, >= 0. */
  readonly value: readonly bigint[];
  /** By cap, >= 0. */
  readonly rent: readonly bigint[];
  /** By node type, a number a row, >= 0; empty where no class fits the type. */
  readonly multipliers: readonly (readonly bigint[])[];
}

/** What one unit of money is in a certificate. */
export const MONEY_UNIT = 2n ** 20n;

function fits({ classes, nodeTypes }: PackingProblem, type: number, item: number): boolean {
  const [one, node] = [classes[item], nodeTypes[type]];
  if (one === undefined || node?.eligible[item] !== true || one.demand === 0) return false;
  return one.size.every((amount, row) => amount <= (node.capacity[row] ?? 0));
}

function rentedPrices({ nodeTypes, caps }: PackingProblem, rent: readonly bigint[]): bigint[] {
  const prices = nodeTypes.map(({ price }) => BigInt(price) * MONEY_UNIT);
  for (const [cap, { terms }] of caps.entries())
    for (const { nodeType, weight } of terms)
      prices[nodeType] = (prices[nodeType] ?? 0n) + BigInt(weight) * (rent[cap] ?? 0n);
  return prices;
}

/** At most what any filling of the type is worth, by its multipliers; undefined where nothing fits. */
function worthAtMost(
  problem: PackingProblem,
  { value, multipliers }: PackingCertificate,
  type: number,
): bigint | undefined {
  const lambda = multipliers[type] ?? [];
  const capacity = problem.nodeTypes[type]?.capacity ?? [];
  let worth = capacity.reduce((sum, amount, row) => sum + (lambda[row] ?? 0n) * BigInt(amount), 0n);
  let any = false;
  for (const [item, { demand, maxPerNode, size }] of problem.classes.entries()) {
    if (!fits(problem, type, item)) continue;
    any = true;
    const paid = size.reduce((sum, amount, row) => sum + (lambda[row] ?? 0n) * BigInt(amount), 0n);
    const surplus = (value[item] ?? 0n) - paid;
    if (surplus <= 0n) continue;
    const held = size.map((amount, row) => (amount > 0 ? Math.floor((capacity[row] ?? 0) / amount) : demand));
    worth += BigInt(Math.min(demand, maxPerNode ?? demand, ...held)) * surplus;
  }
  return any ? worth : undefined;
}

export type CheckedCertificate =
  | { readonly ok: true; readonly bound: number }
  /** Node types whose multipliers do not prove what they should; -1: a negative number. */
  | { readonly ok: false; readonly nodeTypes: readonly number[] };

/** What the certificate proves, or where it does not hold. */
export function checkCertificate(
  problem: PackingProblem,
  certificate: PackingCertificate,
): CheckedCertificate {
  const { value, rent, multipliers } = certificate;
  if ([value, rent, ...multipliers].some((all) => all.some((one) => one < 0n)))
    return { ok: false, nodeTypes: [-1] };
  const prices = rentedPrices(problem, rent);
  const faulty = [...prices.entries()].flatMap(([type, price]) => {
    const worth = worthAtMost(problem, certificate, type);
    return worth !== undefined && worth > price ? [type] : [];
  });
  if (faulty.length > 0) return { ok: false, nodeTypes: faulty };
  let bound = 0n;
  for (const [item, { demand }] of problem.classes.entries()) bound += BigInt(demand) * (value[item] ?? 0n);
  for (const [cap, { limit }] of problem.caps.entries()) bound -= BigInt(limit) * (rent[cap] ?? 0n);
  // Costs are whole, so the bound may be rounded up.
  const whole = bound <= 0n ? 0n : (bound + MONEY_UNIT - 1n) / MONEY_UNIT;
  return { ok: true, bound: Number(whole) };
}
