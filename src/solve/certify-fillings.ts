/**
 * From what items are worth at the end of a search to values that can be checked with whole numbers: for every
 * type a proof that no filling is worth more than the node costs, values of each class scaled by the least of
 * price / worth over the types that it fits (Farley 1990, a class at a time).
 *
 * A type that another one beats in capacity, classes and price is proved by the other's proof: each leaf of it is
 * worth no more where capacities and limits are smaller.
 */
import { BranchedBounds } from "./branched-bound.js";
import type { BranchedBound } from "./branched-bound.js";
import { FillingProofs, MONEY_UNIT } from "./filling-proof.js";
import type { FillingClass, FillingProof, FillingType, NodePrice } from "./filling-proof.js";

export interface PricedType extends FillingType {
  /** With all rents; a negative one allows no proof. */
  readonly price: NodePrice;
}

export interface FillingsToCertify {
  readonly classes: readonly FillingClass[];
  readonly types: readonly PricedType[];
  /** Money an item of each class, >= 0. */
  readonly value: readonly number[];
  /** Splits of one type at most. */
  readonly nodes: number;
  /** Work units for all splits together. */
  readonly workUnits: number;
}

export interface CertifiedFillings {
  /** Units of money an item of each class. */
  readonly value: readonly number[];
  /** By type: its proof, the index of the type whose proof it shares, or undefined where nothing fits it. */
  readonly proofs: readonly (FillingProof | number | undefined)[];
  readonly workUnits: number;
}

/** Room for rounding to whole units, as a share. */
const SHRINK = 1 - 1e-7;
/** Lowerings of values that still break a price, before they go to 0. */
const LOWERINGS = 8;

function sameConditions({ conditions }: NodePrice, other: NodePrice): boolean {
  return (
    conditions.length === other.conditions.length &&
    conditions.every((one, at) => {
      const same = other.conditions[at];
      return one.class === same?.class && one.least === same.least && one.more === same.more;
    })
  );
}

function beats(better: PricedType, worse: PricedType): boolean {
  return (
    better.price.base <= worse.price.base &&
    sameConditions(better.price, worse.price) &&
    worse.capacity.every((amount, row) => amount <= (better.capacity[row] ?? 0)) &&
    worse.eligible.every((may, item) => !may || better.eligible[item] === true)
  );
}

/** Per type: the type whose proof holds for it too; itself where there is none. Cheapest first, so that none is far. */
function provers(types: readonly PricedType[]): Int32Array {
  const prover = Int32Array.from(types, (_type, index) => index);
  const order = [...types.keys()].sort((left, right) => {
    const [one, other] = [types[left]?.price.base ?? 0n, types[right]?.price.base ?? 0n];
    return one === other ? left - right : one < other ? -1 : 1;
  });
  const roots: number[] = [];
  for (const index of order) {
    const own = types[index];
    if (own === undefined) continue;
    const found = roots.find((other) => {
      const better = types[other];
      return better !== undefined && beats(better, own);
    });
    if (found === undefined) roots.push(index);
    else prover[index] = found;
  }
  return prover;
}

class Certifying {
  private readonly bounds: readonly (BranchedBound | undefined)[];
  private readonly prover: Int32Array;
  private readonly factor: Float64Array;
  private readonly scale: Float64Array;
  private units = 0;

  constructor(private readonly input: FillingsToCertify) {
    const { classes, types } = input;
    this.prover = provers(types);
    this.factor = new Float64Array(classes.length).fill(Infinity);
    this.scale = new Float64Array(types.length);
    this.bounds = this.boundAll();
  }

  private boundAll(): (BranchedBound | undefined)[] {
    const { classes, types, value, nodes, workUnits } = this.input;
    const branching = new BranchedBounds(classes);
    const bounds = types.map((type, index) => {
      if (this.prover[index] !== index) return undefined;
      const left = branching.units < workUnits ? nodes : 0;
      const own = branching.bound({ type, value, price: type.price, nodes: left });
      if (own === undefined) return undefined;
      const scale = own.ratio > 0 ? SHRINK / own.ratio : 1;
      this.scale[index] = scale * MONEY_UNIT;
      for (const item of own.items) this.factor[item] = Math.min(this.factor[item] ?? 0, scale);
      return own;
    });
    this.units = branching.units;
    return bounds;
  }

  private values(): number[] {
    return this.input.value.map((value, item) => {
      const factor = this.factor[item] ?? 0;
      if (factor === Infinity) return 0;
      return Math.min(Number.MAX_SAFE_INTEGER, Math.floor(value * factor * MONEY_UNIT));
    });
  }

  /** Lowers the values of the classes on types whose proof still leaves more than the price. */
  private lowered(proofs: readonly (FillingProof | undefined)[], last: boolean): boolean {
    const { classes, types } = this.input;
    const checking = new FillingProofs(classes, this.values().map(BigInt));
    let any = false;
    for (const [index, own] of this.bounds.entries()) {
      const [type, proof] = [types[index], proofs[index]];
      if (own === undefined || type === undefined || proof === undefined) continue;
      let ratio = 1;
      for (const { worth, price } of checking.leaves(proof, type, type.price))
        if (worth > price) ratio = Math.min(ratio, Math.max(0, Number(price) / Number(worth)) * SHRINK);
      if (ratio === 1) continue;
      any = true;
      if (last) ratio = 0;
      for (const item of own.items) this.factor[item] = (this.factor[item] ?? 0) * ratio;
    }
    return any;
  }

  run(): CertifiedFillings {
    const proofs = this.bounds.map((own, index) => own?.proofAt(this.scale[index] ?? 0));
    for (let step = 0; step <= LOWERINGS; step += 1) if (!this.lowered(proofs, step === LOWERINGS)) break;
    return {
      value: this.values(),
      proofs: proofs.map((proof, index) => {
        const prover = this.prover[index] ?? index;
        return prover === index || proofs[prover] === undefined ? proof : prover;
      }),
      workUnits: this.units,
    };
  }
}

export function certifyFillings(input: FillingsToCertify): CertifiedFillings {
  return new Certifying(input).run();
}
