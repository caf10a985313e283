/**
 * What one node can hold at most under a certificate's prices, in exact whole numbers.
 *
 * With low_i <= x_i <= up_i replicas of class i and multipliers lambda >= 0 of resources, sum_i x_i size_ir <= free_r
 * gives sum_i value_i x_i <= sum_r lambda_r free_r + sum_i (value_i - sum_r lambda_r size_ir) x_i, and the last sum is
 * largest with x_i = up_i where its factor is positive and low_i where it is not.
 */
import type { CertificateFillingProof } from "../../model/certificate.js";

/** A class on a node of one kind. */
export interface HeldClass {
  readonly value: bigint;
  /** By resource of the certificate. */
  readonly size: readonly bigint[];
  /** Most replicas that such a node holds. */
  readonly most: number;
  /** All that a replica requests, by resource of `room`. */
  readonly requests: readonly number[];
  /** Indices of classes that no node holds beside it. */
  readonly apart: readonly number[];
}

/** What the node costs more or less with at least so many replicas of a class. */
export interface Condition {
  readonly class: number;
  readonly least: number;
  readonly more: bigint;
}

export interface PricedNode {
  readonly classes: readonly HeldClass[];
  /** Free amounts of the certificate's resources. */
  readonly free: readonly bigint[];
  /** Free amounts of all resources that anything requests. */
  readonly room: readonly number[];
  readonly price: bigint;
  readonly conditions: readonly Condition[];
}

interface Range {
  readonly low: readonly number[];
  readonly up: readonly number[];
}

function replaced(numbers: readonly number[], index: number, number: number): number[] {
  return numbers.map((one, at) => (at === index ? number : one));
}

function atMost({ low, up }: Range, index: number, most: number): Range {
  return { low, up: replaced(up, index, Math.min(up[index] ?? 0, most)) };
}

/** With one replica of a class, none of those that keep apart from it. */
function atLeast(node: PricedNode, { low, up }: Range, index: number, least: number): Range {
  const apart = new Set(least > 0 ? node.classes[index]?.apart : []);
  return {
    low: replaced(low, index, Math.max(low[index] ?? 0, least)),
    up: up.map((most, at) => (apart.has(at) ? 0 : most)),
  };
}

/** Whether no filling is in the range. */
function isEmpty({ classes, room }: PricedNode, { low, up }: Range): boolean {
  if (low.some((least, index) => least > (up[index] ?? 0))) return true;
  if (low.every((least) => least === 0)) return false;
  return room.some((free, resource) => {
    const taken = classes.reduce(
      (sum, { requests }, index) => sum + (low[index] ?? 0) * (requests[resource] ?? 0),
      0,
    );
    return taken > free;
  });
}

function worthAtMost({ classes, free }: PricedNode, { low, up }: Range, lambda: readonly bigint[]): bigint {
  let worth = lambda.reduce((sum, each, resource) => sum + each * (free[resource] ?? 0n), 0n);
  for (const [index, { value, size }] of classes.entries()) {
    if (up[index] === 0) continue;
    const gain = lambda.reduce((rest, each, resource) => rest - each * (size[resource] ?? 0n), value);
    worth += gain * BigInt((gain > 0n ? up[index] : low[index]) ?? 0);
  }
  return worth;
}

/** The least that the node costs with any filling in the range. */
function priceAtLeast({ price, conditions }: PricedNode, { low, up }: Range): bigint {
  return conditions.reduce((sum, { class: index, least, more }) => {
    const certain = (low[index] ?? 0) >= least;
    const possible = (up[index] ?? 0) >= least;
    return certain || (possible && more < 0n) ? sum + more : sum;
  }, price);
}

/** By how much a filling could be worth more than the node costs; 0 where the proof shows that none is. */
export function excessOf(node: PricedNode, proof: CertificateFillingProof): bigint {
  const within = (part: CertificateFillingProof, range: Range): bigint => {
    if (!("class" in part)) {
      if (isEmpty(node, range)) return 0n;
      const excess = worthAtMost(node, range, part.map(BigInt)) - priceAtLeast(node, range);
      return excess > 0n ? excess : 0n;
    }
    const few = within(part.within, atMost(range, part.class, part.most));
    const many = within(part.above, atLeast(node, range, part.class, part.most + 1));
    return few > many ? few : many;
  };
  return within(proof, { low: node.classes.map(() => 0), up: node.classes.map(({ most }) => most) });
}
