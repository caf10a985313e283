/** The doors of the whatif house. */
export { isKnown } from "./matching.js";
export { OUTAGES, outageNamed } from "./outages.js";
export { parseFactor, parseLoss, parseRisk, parseRiskGroup } from "./parse-event.js";
export type { EventFault } from "./parse-event.js";
export { priceLimits } from "./price-limits.js";
export type { PriceLimitsInput } from "./price-limits.js";
export { singleLosses } from "./single-losses.js";
export { runTrials } from "./trials.js";
export type { TrialsInput } from "./trials.js";
export { whatIf, whatIfEach } from "./what-if.js";
export type { WhatIfInput } from "./what-if.js";
