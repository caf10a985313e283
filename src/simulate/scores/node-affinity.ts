import { at } from "../scheduler-state.js";
import { byLargest } from "./score.js";
import type { Score } from "./score.js";

/** Preferred node affinity: the sum of the weights of the terms that hold. */
export const nodeAffinityScore: Score = {
  name: "NodeAffinity",
  weight: 2,
  scorer: ({ shape }) =>
    shape.preference.some((weight) => weight > 0) ? (node) => at(shape.preference, node.group) : undefined,
  normalise: byLargest(false),
};
