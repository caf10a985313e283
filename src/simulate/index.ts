/** The doors of the scheduler model. */
export type { ArrivalOrder } from "./arrival-order.js";
export type {
  PendingReason,
  PendingWorkload,
  ReplayedTarget,
  SkippedTarget,
  TargetReplay,
} from "./replay.js";
export { DEFAULT_REPLAY_WORK_UNITS, simulatePlan } from "./simulate-plan.js";
export type { SimulateInput } from "./simulate-plan.js";
