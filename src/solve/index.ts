/** The door of the packing kernel. */
export type * from "./problem.js";
export { BoxPacking } from "./box-packing.js";
export { solvePacking } from "./solve-packing.js";
export { DENSE_SIMPLEX } from "./dense-simplex.js";
export type { LinearColumn, LinearProgram, LinearSolver, RowRange } from "./linear-program.js";
export type { PackingProgress, PackingTools } from "./tools.js";
export { CERTIFY_EFFORT, certify } from "./certify.js";
export type { CertifyEffort, CertifyInput } from "./certify.js";
export { checkCertificate } from "./check-certificate.js";
export { mappedSplit } from "./mapped-split.js";
export type { CheckedCertificate } from "./check-certificate.js";
export { MONEY_UNIT } from "./filling-proof.js";
export type { FillingProof } from "./filling-proof.js";
export type { CertifiedPart, NodeProof, PackingCertificate, PriceProof } from "./packing-certificate.js";
export { PackingSolver } from "./packing-solver.js";
