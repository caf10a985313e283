/** The doors of the scheduler model. */
export type { ArrivalOrder, RandomArrivals } from "./arrival-order.js";
export type { ModelNodes, ModelPods, PodTerm, SpreadRule } from "./model-input.js";
export { modelPods } from "./planned-pods.js";
export type { PlannedPods } from "./planned-pods.js";
export type {
  PendingReason,
  PendingWorkload,
  ReplayedTarget,
  SkippedTarget,
  TargetReplay,
} from "./replay.js";
export { replayPods } from "./replay-pods.js";
export type { Replay, ReplayInput } from "./replay-pods.js";
export { NodeReplacements } from "./replace-nodes.js";
export type { Bindings, NodeReplacement } from "./replace-nodes.js";
export { nodesOfPurchase, replayWork } from "./replay-target.js";
export { waitingUpdates } from "./waiting-updates.js";
export { SchedulerModel } from "./scheduler-model.js";
export type { SchedulerModelInput } from "./scheduler-model.js";
export { DEFAULT_REPLAY_WORK_UNITS, plannedPodsOf, simulatePlan } from "./simulate-plan.js";
export type { SimulateInput } from "./simulate-plan.js";
