/** The doors of the explain house. */
export { explainConflicts } from "./explain-conflicts.js";
export { explainPlacement } from "./explain-placement.js";
