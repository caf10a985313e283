/** The doors of the explain house. */
export { explainConflicts } from "./explain-conflicts.js";
export { explainPlacement } from "./explain-placement.js";
export { explainNoPlan } from "./no-plan/explain-no-plan.js";
export type { ConflictMember, NoPlanInput, NoPlanReason } from "./no-plan/explain-no-plan.js";
export { noPlanLines } from "./no-plan/no-plan-text.js";
export type { Relaxation } from "./no-plan/relaxations.js";
export { whyHere } from "./why-here/why-here.js";
export type { WhyHereInput } from "./why-here/why-here.js";
export { whyHereLines } from "./why-here/why-here-text.js";
