/** The doors of the whatif house. */
export { isKnown } from "./matching.js";
export { parseFactor, parseLoss } from "./parse-event.js";
export type { EventFault } from "./parse-event.js";
export { priceLimits } from "./price-limits.js";
export type { PriceLimitsInput } from "./price-limits.js";
export { singleLosses } from "./single-losses.js";
export { whatIf, whatIfEach } from "./what-if.js";
export type { WhatIfInput } from "./what-if.js";
