/**
 * Packing problems in which no node is bought: every node exists, and what does not fit stays out at its penalty. All
 * that is left to decide is where each item goes, so the search moves items in place of filling nodes.
 */
import type { PackingProblem } from "../../../solve/problem.js";

/** Items of such a problem alike in all that counts. */
export interface OwnedClass {
  /** Index in the problem. */
  readonly index: number;
  readonly demand: number;
  /** Of one item that is left out. */
  readonly penalty: number;
  /** Node type that stands for leaving one out. */
  readonly outType: number;
  /** Positions in `nodes`. */
  readonly eligible: readonly number[];
}

/** Nodes of one type. */
export interface OwnedNodes {
  readonly nodeType: number;
  readonly cap: number;
  readonly count: number;
}

export interface OwnedProblem {
  readonly rows: number;
  readonly classes: readonly OwnedClass[];
  readonly nodes: readonly OwnedNodes[];
  /** Sizes of items, each once: by row the part of the largest amount of that row on any node. */
  readonly sizes: readonly Float64Array[];
  /** Position in `classes` -> position in `sizes`; many classes differ in nothing but where they may stand. */
  readonly sizeOf: Int32Array;
  /** Of each node, by row as sizes are. */
  readonly room: readonly Float64Array[];
}

/** More single nodes or items than these are not moved one by one. */
const MOST_NODES = 2_000;
const MOST_ITEMS = 10_000;

type Cap = readonly [cap: number, limit: number];

/** Node type -> the only cap that counts it; undefined: some cap counts types together. */
function lonelyCaps({ caps }: PackingProblem): Map<number, Cap> | undefined {
  const found = new Map<number, Cap>();
  for (const [cap, { limit, terms }] of caps.entries()) {
    const [first, ...others] = terms;
    if (first === undefined) continue;
    if (others.length > 0 || first.weight !== 1 || found.has(first.nodeType)) return undefined;
    found.set(first.nodeType, [cap, limit]);
  }
  return found;
}

/** Class -> the node type that stands for leaving out one of it, where any number may be. */
function outTypes(
  { nodeTypes }: PackingProblem,
  caps: ReadonlyMap<number, Cap>,
  leavesOut: (nodeType: number) => boolean,
): Map<number, number> {
  const found = new Map<number, number>();
  for (const [type, { eligible }] of nodeTypes.entries())
    if (leavesOut(type) && !caps.has(type)) found.set(eligible.indexOf(true), type);
  return found;
}

/** Each size once, and which of them each class has. */
function distinctSizes(all: readonly Float64Array[]): Pick<OwnedProblem, "sizes" | "sizeOf"> {
  const numbers = new Map<string, number>();
  const sizes: Float64Array[] = [];
  const sizeOf = Int32Array.from(all, (own) => {
    const key = own.join();
    const number = numbers.get(key) ?? sizes.push(own) - 1;
    numbers.set(key, number);
    return number;
  });
  return { sizes, sizeOf };
}

/** Largest amount of each row on any of the node types; 1 where there is none. */
function largest({ rows, nodeTypes }: PackingProblem, types: readonly number[]): number[] {
  return Array.from({ length: rows }, (_none, row) =>
    types.reduce((most, type) => Math.max(most, nodeTypes[type]?.capacity[row] ?? 0), 1),
  );
}

/**
 * Undefined where something is bought, must run, or is counted by rules that this search does not know. `leavesOut`:
 * whether a node type is no node, but one item of its class left out.
 */
export function ownedProblem(
  problem: PackingProblem,
  leavesOut: (nodeType: number) => boolean,
): OwnedProblem | undefined {
  const { rows, classes, nodeTypes } = problem;
  const caps = lonelyCaps(problem);
  if (
    caps === undefined ||
    classes.some(({ maxPerNode, boxes }) => maxPerNode !== undefined || boxes !== undefined)
  )
    return undefined;
  const out = outTypes(problem, caps, leavesOut);
  const outs = new Set(out.values());
  const owned = [...nodeTypes.keys()].filter((type) => !outs.has(type));
  const nodes = owned.flatMap((nodeType): OwnedNodes[] => {
    const own = caps.get(nodeType);
    return own === undefined || nodeTypes[nodeType]?.price !== 0
      ? []
      : [{ nodeType, cap: own[0], count: own[1] }];
  });
  const items = classes.reduce((sum, { demand }) => sum + demand, 0);
  const single = nodes.reduce((sum, { count }) => sum + count, 0);
  if (nodes.length < owned.length || out.size < classes.length || single > MOST_NODES || items > MOST_ITEMS)
    return undefined;
  const unit = largest(problem, owned);
  const parts = (amounts: readonly number[]): Float64Array =>
    Float64Array.from(unit, (most, row) => (amounts[row] ?? 0) / most);
  return {
    rows,
    classes: classes.map(({ demand }, index): OwnedClass => {
      const outType = out.get(index) ?? 0;
      const eligible = nodes.flatMap(({ nodeType }, at) =>
        nodeTypes[nodeType]?.eligible[index] === true ? [at] : [],
      );
      return { index, demand, penalty: nodeTypes[outType]?.price ?? 0, outType, eligible };
    }),
    nodes,
    ...distinctSizes(classes.map(({ size }) => parts(size))),
    room: nodes.map(({ nodeType }) => parts(nodeTypes[nodeType]?.capacity ?? [])),
  };
}
