/**
 * Exact dominance of node types: a type goes if every node of it could be a node of another one, at no more
 * cost and within every cap. What is left are the live types; a bound must look at each of them.
 *
 * Which classes a type holds is a bit vector, its signature; few signatures are distinct, and equal ones are
 * compared once.
 */
import { boxesWithin } from "./box-rows.js";
import type { Boxes } from "./problem.js";

export interface CapTerm {
  readonly cap: number;
  readonly weight: number;
}

export interface Candidate {
  /** In the problem. */
  readonly index: number;
  readonly price: number;
  readonly capacity: readonly number[];
  readonly boxes: Boxes | undefined;
  readonly caps: readonly CapTerm[];
  /** Classes that fit at least once, ascending. */
  readonly fitting: Int32Array;
}

interface Signatures {
  /** Per candidate: which signature is its own. */
  readonly of: Int32Array;
  /** Whether one signature contains the other. */
  readonly contains: (outer: number, inner: number) => boolean;
}

function signatures(all: readonly Candidate[], classes: number): Signatures {
  const ids = new Map<string, number>();
  const bits: Uint8Array[] = [];
  const members: Int32Array[] = [];
  const of = Int32Array.from(all, ({ fitting }) => {
    const key = fitting.join(",");
    const known = ids.get(key);
    if (known !== undefined) return known;
    const own = new Uint8Array(classes);
    for (const item of fitting) own[item] = 1;
    ids.set(key, bits.length);
    bits.push(own);
    members.push(fitting);
    return bits.length - 1;
  });
  const known = new Int8Array(bits.length * bits.length);
  const contains = (outer: number, inner: number): boolean => {
    if (outer === inner) return true;
    const at = outer * bits.length + inner;
    if (known[at] === 0)
      known[at] = (members[inner] ?? new Int32Array()).every((item) => bits[outer]?.[item] === 1) ? 1 : -1;
    return known[at] === 1;
  };
  return { of, contains };
}

function counts(caps: readonly CapTerm[], other: CapTerm): boolean {
  return caps.some(({ cap, weight }) => cap === other.cap && weight >= other.weight);
}

function holdsMore(better: Candidate, worse: Candidate): boolean {
  for (let row = 0; row < worse.capacity.length; row += 1)
    if ((better.capacity[row] ?? 0) < (worse.capacity[row] ?? 0)) return false;
  return true;
}

/** What the caps count of one node. */
function counted({ caps }: Candidate): number {
  return caps.reduce((sum, { weight }) => sum + weight, 0);
}

function amounts({ capacity }: Candidate): number {
  return capacity.reduce((sum, amount) => sum + amount, 0);
}

/** A total order in which nothing beats what stands before it: who beats another is no worse in any of these. */
function fromTheBest(all: readonly Candidate[]): number[] {
  const rank = all.map((one) => [one.price, -amounts(one), -one.fitting.length, counted(one)] as const);
  return [...all.keys()].sort((left, right) => {
    const [one, other] = [rank[left], rank[right]];
    if (one === undefined || other === undefined) return left - right;
    const at = one.findIndex((figure, index) => figure !== other[index]);
    return at < 0 ? left - right : (one[at] ?? 0) - (other[at] ?? 0);
  });
}

/** Of candidates that beat each other (equal ones) the first stays. Beating is transitive, so only who stays is asked. */
export function undominated(all: readonly Candidate[], classes: number): Candidate[] {
  const { of, contains } = signatures(all, classes);
  const beats = (left: number, right: number): boolean => {
    const [better, worse] = [all[left], all[right]];
    if (better === undefined || worse === undefined || better.price > worse.price) return false;
    return (
      holdsMore(better, worse) &&
      boxesWithin(worse.boxes, better.boxes) &&
      contains(of[left] ?? 0, of[right] ?? 0) &&
      better.caps.every((term) => counts(worse.caps, term))
    );
  };
  const live: number[] = [];
  for (const index of fromTheBest(all)) if (!live.some((other) => beats(other, index))) live.push(index);
  return live.sort((left, right) => left - right).flatMap((index) => all[index] ?? []);
}
