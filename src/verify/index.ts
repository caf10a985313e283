/** The doors of the verify house. */
export type { CatalogueRows, MachineRow } from "./catalogue-rows.js";
export { checkCertificate } from "./certificate/check-certificate.js";
export type { CertificateCheck, CertificateInput } from "./certificate/check-certificate.js";
export type { ClusterOffers, OfferRows, SoldMachine, StandingMachine } from "./certificate/offer-rows.js";
export { JURISDICTION_SOURCES, insideJurisdictions } from "./jurisdictions.js";
export { MAX_REFUSALS } from "./refusals.js";
export type { ReviewInput } from "./review.js";
export { checkRollout } from "./rollout/check-rollout.js";
export type { RolloutCheckInput } from "./rollout/check-rollout.js";
export { verifyPlan } from "./verify-plan.js";
