/** The door of the packing kernel. */
export type * from "./problem.js";
export { solvePacking } from "./solve-packing.js";
