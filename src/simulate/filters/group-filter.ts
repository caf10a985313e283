import type { ModelNodes, ModelPods } from "../model-input.js";

/** Judges a group of nodes by labels and taints; why they are out, in the scheduler's own words (v1.36.3). */
export type GroupFilter = (pods: ModelPods, group: ModelNodes) => string | undefined;
