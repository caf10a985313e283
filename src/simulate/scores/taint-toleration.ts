import { at } from "../scheduler-state.js";
import { byLargest } from "./score.js";
import type { Score } from "./score.js";

/** Fewer untolerated taints of effect PreferNoSchedule are better. */
export const taintTolerationScore: Score = {
  name: "TaintToleration",
  weight: 3,
  scorer: ({ shape }) =>
    shape.distaste.some((taints) => taints > 0) ? (node) => at(shape.distaste, node.group) : undefined,
  normalise: byLargest(true),
};
