/** The door of the packing kernel. */
export type * from "./problem.js";
export { solvePacking } from "./solve-packing.js";
export type { LinearSolver } from "./linear-program.js";
export type { PackingProgress, PackingTools } from "./tools.js";
export { certify } from "./certify.js";
export { checkCertificate } from "./packing-certificate.js";
export type { CheckedCertificate, PackingCertificate } from "./packing-certificate.js";
export { PackingSolver } from "./packing-solver.js";
