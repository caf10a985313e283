import { at } from "../node-table.js";
import { byLargest } from "./score.js";
import type { Score } from "./score.js";

/** Preferred node affinity: the sum of the weights of the terms that hold. */
export const nodeAffinityScore: Score = {
  name: "NodeAffinity",
  weight: 2,
  scorer: ({ pod: { preference }, nodes: { groupOf } }) =>
    preference.length > 0 ? (node) => at(preference, at(groupOf, node)) : undefined,
  normalise: byLargest(false),
};
