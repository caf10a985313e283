/** A filter answers why a node cannot take a pod, in the scheduler's own words (k8s.io/kubernetes v1.36.3). */
import type { Toleration, NodeSelectorTerm } from "../../model/kubernetes.js";
import type { NodeGroup, NodeState, PodShape, SchedulerState } from "../scheduler-state.js";

/** What filters that never change while pods are placed read of a pod. */
export interface PodRules {
  /** Undefined: not known, so nothing is judged by them. */
  readonly tolerations?: readonly Toleration[];
  readonly requiredNodeTerms: readonly NodeSelectorTerm[];
  /** Pools to which the plan keeps the pod. */
  readonly pools: readonly string[];
  /** Architectures that the image runs on; empty means not known. */
  readonly architectures: readonly string[];
  readonly volumeZones: readonly string[];
}

/** Judges a group of nodes by labels and taints; undefined lets them pass. */
export type GroupFilter = (rules: PodRules, group: NodeGroup) => string | undefined;

/** Judges a node by what runs on it; an empty list lets it pass. */
export type NodeFilter = (shape: PodShape, node: NodeState, state: SchedulerState) => readonly string[];

export const PASSES: readonly string[] = [];
