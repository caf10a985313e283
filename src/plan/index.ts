/** The doors of the plan house. */
export { certificateText } from "./certificate/certify-fleet.js";
export { offerRowsOf } from "./certificate/offer-rows.js";
export { catalogueRowsOf } from "./assemble/catalogue-rows.js";
export { ANY_GAP } from "./pack/pack-fleet.js";
export { planRollout } from "./waves/plan-rollout.js";
export type { RolloutInput } from "./waves/plan-rollout.js";
export { asPacking } from "./as-packing.js";
export { poolRefusals } from "./pool-refusals.js";
export type { PoolRefusals } from "./pool-refusals.js";
export { Questions } from "./questions.js";
export { planFleetChecked } from "./plan-fleet.js";
export type { PlanFleetInput } from "./plan-fleet-input.js";
export { compareRunning } from "./compare-running.js";
export type { ClusterComparison, RunningComparison } from "./compare-running.js";
export { longestPromise, promisesOf } from "./latency/promises.js";
export type { Promises } from "./latency/promises.js";
export { previousOfPlan, previousOfRunning } from "./moves/previous-fleet.js";
