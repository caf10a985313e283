/** What a replay of a plan's pods in the scheduler model gives. */
import type { TargetKind } from "../model/fleet.js";
import type { ResourceVector } from "../units/resources.js";

export interface PendingReason {
  /** kube-scheduler's words, such as "Insufficient cpu". */
  readonly reason: string;
  readonly nodes: number;
}

export interface PendingWorkload {
  readonly workload: string;
  /** Replicas that no node takes. */
  readonly pending: number;
  readonly replicas: number;
  /** Sorted as the message lists them. */
  readonly reasons: readonly PendingReason[];
  /** As the pod's event says it: "0/5 nodes are available: 3 Insufficient cpu, 2 Too many pods." */
  readonly message: string;
}

interface TargetReplayBase {
  readonly kind: TargetKind;
  readonly name: string;
  readonly pods: number;
  readonly nodes: number;
}

export interface ReplayedTarget extends TargetReplayBase {
  readonly status: "replayed";
  readonly bound: number;
  /** Empty where every pod finds a node. Sorted by workload id. */
  readonly pending: readonly PendingWorkload[];
  /** What pending pods request, in millionths of what all pods request, rounded up; only what is above 0. */
  readonly pendingPpm: ResourceVector;
}

/**
 * The target is above the work limit, so nothing is known of it. Work is (pods + 100) x (nodes + 100): every
 * pod looks at every node, and each of them has to be set up first.
 */
export interface SkippedTarget extends TargetReplayBase {
  readonly status: "notReplayed";
  /** Present where something else than the limit is why. */
  readonly because?: string;
  readonly workUnits: number;
  readonly workUnitsLimit: number;
}

export type TargetReplay = ReplayedTarget | SkippedTarget;
