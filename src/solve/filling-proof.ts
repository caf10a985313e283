/**
 * Proofs that no filling of a node is worth more than its price, checked with whole numbers alone.
 *
 * A leaf holds multipliers lambda >= 0, one a row. Over all fillings x with low <= x <= up,
 *
 *   value . x  <=  lambda . capacity  +  sum_i max over low_i <= x_i <= up_i of (value_i - lambda . size_i) x_i
 *
 * (Lagrangian relaxation of the capacities). Where one set of multipliers is too weak, a proof splits on how many
 * items of one class the node holds, at most k or at least k + 1, and proves each half (A. H. Land and A. G. Doig,
 * 1960). A node with an item of a class holds none of the classes apart from it.
 *
 * A node's price may depend on what it holds: with at least so many items of a class it costs so much more or less
 * (a split on the number of such nodes, packing-certificate.ts). Where a leaf does not say whether it does, the lower
 * price counts.
 *
 * Money is in units of 1 / 2^20: values and multipliers are whole numbers of them.
 */

/** What one unit of money is in a proof. */
export const MONEY_UNIT = 2 ** 20;

export type FillingProof = readonly number[] | FillingSplit;

export interface FillingSplit {
  readonly class: number;
  /** Items of the class that a node of the first half holds at most. */
  readonly most: number;
  readonly within: FillingProof;
  readonly above: FillingProof;
}

export interface FillingClass {
  readonly size: readonly number[];
  /** Most items of the class on any node: its demand, its own limit. */
  readonly most: number;
  /** Classes that no node holds beside it. */
  readonly apart: readonly number[];
}

export interface FillingType {
  readonly capacity: readonly number[];
  readonly eligible: readonly boolean[];
}

/** Units of money that a node costs. */
export interface NodePrice {
  readonly base: bigint;
  readonly conditions: readonly PriceCondition[];
}

/** What a node costs more (or less) that holds at least `least` items of the class. */
export interface PriceCondition {
  readonly class: number;
  readonly least: number;
  readonly more: bigint;
}

/** Most items of the class on a node of the type, 0 where it may not run there. */
export function mostItems({ size, most }: FillingClass, { capacity }: FillingType): number {
  let least = most;
  for (const [row, amount] of size.entries())
    if (amount > 0) least = Math.min(least, Math.floor((capacity[row] ?? 0) / amount));
  return least;
}

/** Limits on how many items of each class a node holds. */
interface Box {
  readonly low: readonly number[];
  readonly up: readonly number[];
}

/** The half of a box with at least `least` items of a class, and so with none of those apart from it. */
function above(classes: readonly FillingClass[], { low, up }: Box, item: number, least: number): Box {
  const raised = [...low];
  raised[item] = Math.max(raised[item] ?? 0, least);
  const beside = [...up];
  for (const other of classes[item]?.apart ?? []) beside[other] = 0;
  return { low: raised, up: beside };
}

function within({ low, up }: Box, item: number, most: number): Box {
  const lowered = [...up];
  lowered[item] = Math.min(lowered[item] ?? 0, most);
  return { low, up: lowered };
}

/** The least that a node in the box costs. */
function priceIn({ base, conditions }: NodePrice, { low, up }: Box): bigint {
  let price = base;
  for (const { class: item, least, more } of conditions)
    if ((more > 0n ? (low[item] ?? 0) : (up[item] ?? 0)) >= least) price += more;
  return price;
}

/** What the fillings of one leaf are worth at most, and what their node costs at least. */
export interface ProvedLeaf {
  readonly worth: bigint;
  readonly price: bigint;
}

/** Evaluates proofs of one set of classes. */
export class FillingProofs {
  private readonly size: readonly (readonly bigint[])[];

  constructor(
    private readonly classes: readonly FillingClass[],
    /** Units of money an item of each class. */
    private readonly value: readonly bigint[],
  ) {
    this.size = classes.map(({ size }) => size.map(BigInt));
  }

  private isEmpty({ low, up }: Box, { capacity }: FillingType): boolean {
    if (low.some((least, item) => least > (up[item] ?? 0))) return true;
    if (low.every((least) => least === 0)) return false;
    return capacity.some(
      (amount, row) =>
        this.classes.reduce((sum, { size }, item) => sum + (low[item] ?? 0) * (size[row] ?? 0), 0) > amount,
    );
  }

  private worth(multipliers: readonly number[], box: Box, type: FillingType): bigint {
    const lambda = multipliers.map(BigInt);
    let worth = 0n;
    for (const [row, amount] of type.capacity.entries()) worth += (lambda[row] ?? 0n) * BigInt(amount);
    for (const [item, size] of this.size.entries()) {
      const up = box.up[item] ?? 0;
      if (up === 0) continue;
      let surplus = this.value[item] ?? 0n;
      for (const [row, amount] of size.entries()) if (amount > 0n) surplus -= (lambda[row] ?? 0n) * amount;
      worth += BigInt(surplus > 0n ? up : (box.low[item] ?? 0)) * surplus;
    }
    return worth;
  }

  private *inBox(
    proof: FillingProof,
    box: Box,
    { type, price }: { readonly type: FillingType; readonly price: NodePrice },
  ): Generator<ProvedLeaf> {
    if ("class" in proof) {
      yield* this.inBox(proof.within, within(box, proof.class, proof.most), { type, price });
      yield* this.inBox(proof.above, above(this.classes, box, proof.class, proof.most + 1), { type, price });
    } else if (!this.isEmpty(box, type))
      yield { worth: this.worth(proof, box, type), price: priceIn(price, box) };
  }

  /** Every leaf of the proof that holds any filling of the type. */
  leaves(proof: FillingProof, type: FillingType, price: NodePrice): Iterable<ProvedLeaf> {
    const up = this.classes.map((one, item) => (type.eligible[item] === true ? mostItems(one, type) : 0));
    return this.inBox(proof, { low: up.map(() => 0), up }, { type, price });
  }

  /** Whether no filling of the type is worth more than its node costs, by its proof. */
  holds(proof: FillingProof, type: FillingType, price: NodePrice): boolean {
    for (const leaf of this.leaves(proof, type, price)) if (leaf.worth > leaf.price) return false;
    return true;
  }
}

/** Leaves of a proof. */
export function leavesOf(proof: FillingProof): number {
  return "class" in proof ? leavesOf(proof.within) + leavesOf(proof.above) : 1;
}
