import { at } from "../node-table.js";
import { byLargest } from "./score.js";
import type { Score } from "./score.js";

/** Fewer untolerated taints of effect PreferNoSchedule are better. */
export const taintTolerationScore: Score = {
  name: "TaintToleration",
  weight: 3,
  scorer: ({ pod: { distaste }, nodes: { groupOf } }) =>
    distaste.length > 0 ? (node) => at(distaste, at(groupOf, node)) : undefined,
  normalise: byLargest(true),
};
