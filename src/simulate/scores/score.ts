/** A score ranks the nodes that passed the filters, 0 to 100, weighted as in the default profile (v1.36.3). */
import type { NodeTable } from "../node-table.js";
import type { CompiledPods } from "../pod-table.js";

export const MAX_SCORE = 100;

export interface Candidates {
  readonly pod: CompiledPods;
  readonly nodes: NodeTable;
  /** Numbers of the nodes that passed the filters: the first `count` of them. */
  readonly found: Int32Array;
  readonly count: number;
}

/** Turns the first `count` raw scores into 0 to 100, in place. */
export type Normalise = (scores: Float64Array, count: number) => void;

/** A node's raw score. */
export type NodeScorer = (node: number) => number;

export interface Score {
  readonly name: string;
  readonly weight: number;
  /** Undefined where all candidates would get the same. */
  readonly scorer: (candidates: Candidates) => NodeScorer | undefined;
  /** Absent: raw scores are 0 to 100 already. */
  readonly normalise?: Normalise;
}

/** In parts of the largest (helper.DefaultNormalizeScore). */
export function byLargest(reverse: boolean): Normalise {
  return (scores, count) => {
    let largest = 0;
    for (let index = 0; index < count; index += 1) largest = Math.max(largest, scores[index] ?? 0);
    for (let index = 0; index < count; index += 1) {
      const part = largest === 0 ? 0 : Math.floor((MAX_SCORE * (scores[index] ?? 0)) / largest);
      scores[index] = reverse ? MAX_SCORE - part : part;
    }
  };
}
