/** What a certificate proves of a problem, or where it does not hold. Whole numbers alone. */
import { withBoxRows } from "./box-rows.js";
import { components } from "./components.js";
import type { Component } from "./components.js";
import { FillingProofs } from "./filling-proof.js";
import type { FillingClass, FillingProof } from "./filling-proof.js";
import { boundOfPrices, fillingClasses, rentedPrices, wholeMoney } from "./packing-certificate.js";
import type {
  CertifiedPart,
  NodeProof,
  PackingCertificate,
  PriceProof,
  SplitSide,
} from "./packing-certificate.js";
import type { PackingProblem } from "./problem.js";

export type CheckedCertificate =
  | { readonly ok: true; readonly bound: number }
  /** Node types whose proof does not show what it should; -1: a number that is negative or not whole, or other parts. */
  | { readonly ok: false; readonly nodeTypes: readonly number[] };

function numbersIn(proof: FillingProof | number | undefined): readonly number[] {
  if (proof === undefined || typeof proof === "number") return [];
  return "class" in proof ? [proof.most, ...numbersIn(proof.within), ...numbersIn(proof.above)] : proof;
}

class Part {
  readonly faulty = new Set<number>();

  constructor(
    private readonly problem: PackingProblem,
    private readonly classes: readonly FillingClass[],
  ) {}

  private leaf(prices: PriceProof, sides: readonly SplitSide[]): bigint {
    const numbers = [prices.value, prices.rent, prices.splitRent, ...prices.proofs.map(numbersIn)];
    if (numbers.some((all) => all.some((one) => !Number.isSafeInteger(one) || one < 0))) {
      this.faulty.add(-1);
      return 0n;
    }
    const checking = new FillingProofs(this.classes, prices.value.map(BigInt));
    for (const [type, price] of rentedPrices(this.problem, prices, sides).entries()) {
      const [node, own] = [this.problem.nodeTypes[type], prices.proofs[type] ?? []];
      const proof = typeof own === "number" ? (prices.proofs[own] ?? []) : own;
      if (node === undefined) continue;
      if (typeof proof === "number" || !checking.holds(proof, node, price)) this.faulty.add(type);
    }
    return boundOfPrices(this.problem, prices, sides);
  }

  bound(proof: NodeProof, sides: readonly SplitSide[] = []): bigint {
    if (!("types" in proof)) return this.leaf(proof, sides);
    const few = this.bound(proof.within, [...sides, { split: proof, side: "within" }]);
    const many = this.bound(proof.above, [...sides, { split: proof, side: "above" }]);
    return few < many ? few : many;
  }
}

function isOf(part: CertifiedPart, { classes, types, caps }: Component): boolean {
  return [
    [part.classes, classes],
    [part.types, types],
    [part.caps, caps],
  ].every(([own, other]) => own?.join() === other?.join());
}

export function checkCertificate(
  given: PackingProblem,
  { parts }: PackingCertificate,
  apart: readonly (readonly [number, number])[] = [],
): CheckedCertificate {
  const problem = withBoxRows(given);
  const whole = components(problem);
  let bound = 0;
  const faulty: number[] = [];
  for (const part of parts) {
    const own = whole.find((one) => isOf(part, one));
    if (own === undefined || parts.filter((other) => other.classes[0] === part.classes[0]).length > 1) {
      faulty.push(-1);
      continue;
    }
    const checking = new Part(own.problem, fillingClasses(own.problem, apartWithin(apart, own.classes)));
    bound += wholeMoney(checking.bound(part.proof), own.problem);
    faulty.push(...[...checking.faulty].map((type) => (type === -1 ? -1 : (own.types[type] ?? -1))));
  }
  return faulty.length > 0 ? { ok: false, nodeTypes: faulty } : { ok: true, bound };
}

/** Pairs of classes in the indices of a part. */
export function apartWithin(
  apart: readonly (readonly [number, number])[],
  classes: readonly number[],
): (readonly [number, number])[] {
  const index = new Map(classes.map((item, at) => [item, at]));
  return apart.flatMap(([one, other]) => {
    const [left, right] = [index.get(one), index.get(other)];
    return left === undefined || right === undefined ? [] : [[left, right] as const];
  });
}
