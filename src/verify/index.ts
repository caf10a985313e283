/** The doors of the verify house. */
export type { CatalogueRows, MachineRow } from "./catalogue-rows.js";
export { JURISDICTION_SOURCES, insideJurisdictions } from "./jurisdictions.js";
export { MAX_REFUSALS } from "./refusals.js";
export type { ReviewInput } from "./review.js";
export { verifyPlan } from "./verify-plan.js";
