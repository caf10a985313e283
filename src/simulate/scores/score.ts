/** A score ranks the nodes that passed the filters, 0 to 100, weighted as in the default profile (v1.36.3). */
import type { NodeState, PodShape, SchedulerState } from "../scheduler-state.js";
import { at } from "../scheduler-state.js";

export const MAX_SCORE = 100;

export interface Candidates {
  readonly shape: PodShape;
  readonly nodes: readonly NodeState[];
  readonly state: SchedulerState;
}

/** Turns raw scores into 0 to 100, in place. */
export type Normalise = (scores: Float64Array) => void;

export interface Score {
  readonly name: string;
  readonly weight: number;
  /** A node's raw score; undefined where all candidates would get the same. */
  readonly scorer: (candidates: Candidates) => ((node: NodeState) => number) | undefined;
  /** Absent: raw scores are 0 to 100 already. */
  readonly normalise?: Normalise;
}

/** In parts of the largest (helper.DefaultNormalizeScore). */
export function byLargest(reverse: boolean): Normalise {
  return (scores) => {
    const largest = scores.reduce((most, score) => Math.max(most, score), 0);
    for (let index = 0; index < scores.length; index += 1) {
      const part = largest === 0 ? 0 : Math.floor((MAX_SCORE * at(scores, index)) / largest);
      scores[index] = reverse ? MAX_SCORE - part : part;
    }
  };
}
