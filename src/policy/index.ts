/**
 * Entry point `stowage/policy`, for policy packs.
 *
 * @example
 * const { PolicyPack } = require("@pulumi/policy");
 * const { gapWithinLimit } = require("stowage/policy");
 * new PolicyPack("our-pack", { policies: [gapWithinLimit] });
 */
export { COMPONENT_TYPES } from "./component-types.js";
export type { Finding } from "./finding.js";
export { gapFindings } from "./findings/gap-within-limit.js";
export { jurisdictionFindings } from "./findings/placement-inside-jurisdictions.js";
export { survivalFindings } from "./findings/survives-availability-zone-loss.js";
export {
  DEFAULT_MAX_GAP_PPM,
  gapWithinLimit,
  placementInsideJurisdictions,
  stowagePolicies,
  survivesAvailabilityZoneLoss,
} from "./policies.js";
