/** The door of the packing kernel. */
export type * from "./problem.js";
export { solvePacking } from "./solve-packing.js";
export { loadLinearSolver } from "./highs-solver.js";
export type { LinearSolver } from "./linear-program.js";
export type { PackingProgress, PackingTools } from "./tools.js";
