/**
 * A proof of a lower bound that anyone can check with whole numbers alone: no LP, no search, no rounding.
 *
 * A problem falls into parts that share neither a node type nor a cap; their bounds add up. Of one part, prices are
 * values of classes and rents of caps. For every type k a proof (filling-proof.ts) shows that no filling is worth
 * more than price_k + sum_c weight_kc rent_c; then every packing costs at least
 *
 *   sum_i demand_i value_i - sum_c limit_c rent_c
 *
 * Where nodes are few, their whole number matters: a proof splits on how many nodes of some types there are, at most
 * n or at least n + 1. Under a split each half has prices of its own, with one rent more: for n nodes at most, types
 * that are counted cost the rent more and n times the rent is taken off; for n + 1 at least they cost it less, and
 * n + 1 times it is added. The bound of the part is the least of its leaves. A split may count only nodes that hold
 * at least so many items of one class (F. Vanderbeck, "Branching in branch-and-price", 2011).
 */
import { MONEY_UNIT } from "./filling-proof.js";
import type { FillingClass, FillingProof, NodePrice, PriceCondition } from "./filling-proof.js";
import type { PackingProblem } from "./problem.js";

/** All indices inside a part are its own: into `classes`, `types` and `caps`. Money is in units of 1 / 2^20. */
export interface PackingCertificate {
  readonly parts: readonly CertifiedPart[];
}

export interface CertifiedPart {
  /** Indices in the problem. */
  readonly classes: readonly number[];
  readonly types: readonly number[];
  readonly caps: readonly number[];
  readonly proof: NodeProof;
}

export type NodeProof = PriceProof | NodeSplit;

export interface NodeSplit {
  readonly types: readonly number[];
  /** Absent: all nodes of these types count. */
  readonly holding?: Holding;
  /** Nodes that count in the first half, at most. */
  readonly most: number;
  readonly within: NodeProof;
  readonly above: NodeProof;
}

/** Nodes with at least so many items of a class. */
export interface Holding {
  readonly class: number;
  readonly least: number;
}

export interface PriceProof {
  /** By class, >= 0. */
  readonly value: readonly number[];
  /** By cap, >= 0. */
  readonly rent: readonly number[];
  /** By split above this leaf, the outermost first, >= 0. */
  readonly splitRent: readonly number[];
  /** By type; a number is the type whose proof holds for this one too. Absent where no class of value fits. */
  readonly proofs: readonly (FillingProof | number | undefined)[];
}

export interface SplitSide {
  readonly split: NodeSplit;
  readonly side: "within" | "above";
}

/** The classes of a problem, as proofs of fillings see them. `apart`: pairs of classes that no node holds both of. */
export function fillingClasses(
  { classes }: PackingProblem,
  apart: readonly (readonly [number, number])[] = [],
): FillingClass[] {
  const others = classes.map((): number[] => []);
  for (const [one, other] of apart) {
    others[one]?.push(other);
    others[other]?.push(one);
  }
  return classes.map(({ demand, size, maxPerNode = demand }, item) => ({
    size,
    most: Math.min(demand, maxPerNode),
    apart: others[item] ?? [],
  }));
}

/** What a node of each type costs with the rents of caps and splits. */
export function rentedPrices(
  { nodeTypes, caps }: PackingProblem,
  { rent, splitRent }: Pick<PriceProof, "rent" | "splitRent">,
  sides: readonly SplitSide[],
): NodePrice[] {
  const base = nodeTypes.map(({ price }) => BigInt(price) * BigInt(MONEY_UNIT));
  const conditions = nodeTypes.map((): PriceCondition[] => []);
  const add = (type: number, money: bigint): void => {
    base[type] = (base[type] ?? 0n) + money;
  };
  for (const [cap, { terms }] of caps.entries())
    for (const { nodeType, weight } of terms) add(nodeType, BigInt(weight) * BigInt(rent[cap] ?? 0));
  for (const [depth, { split, side }] of sides.entries()) {
    const more = BigInt(splitRent[depth] ?? 0) * (side === "within" ? 1n : -1n);
    if (more === 0n) continue;
    for (const type of split.types) {
      if (split.holding === undefined) add(type, more);
      else conditions[type]?.push({ ...split.holding, more });
    }
  }
  return base.map((money, type) => ({ base: money, conditions: conditions[type] ?? [] }));
}

/** Units of money that every packing of the problem costs at least under the prices, where their proofs hold. */
export function boundOfPrices(
  { classes, caps }: PackingProblem,
  { value, rent, splitRent }: Pick<PriceProof, "value" | "rent" | "splitRent">,
  sides: readonly SplitSide[],
): bigint {
  let bound = 0n;
  for (const [item, { demand }] of classes.entries()) bound += BigInt(demand) * BigInt(value[item] ?? 0);
  for (const [cap, { limit }] of caps.entries()) bound -= BigInt(limit) * BigInt(rent[cap] ?? 0);
  for (const [depth, { split, side }] of sides.entries())
    bound += BigInt(splitRent[depth] ?? 0) * BigInt(side === "within" ? -split.most : split.most + 1);
  return bound;
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? left : greatestCommonDivisor(right, left % right);
}

/** Every packing costs a multiple of what all prices have in common, so a bound may be rounded up to one. */
export function wholeMoney(units: bigint, { nodeTypes }: PackingProblem): number {
  const common = nodeTypes.reduce((divisor, { price }) => greatestCommonDivisor(divisor, BigInt(price)), 0n);
  const step = common * BigInt(MONEY_UNIT);
  return units <= 0n || step === 0n ? 0 : Number(((units + step - 1n) / step) * common);
}
