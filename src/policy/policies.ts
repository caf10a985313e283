/**
 * The findings as policies of a Pulumi policy pack. They judge plain fields that components register as args.
 * How hard they bind is the pack's to say.
 */
import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { COMPONENT_TYPES, isTarget } from "./component-types.js";
import { findingText } from "./finding.js";
import type { Finding } from "./finding.js";
import { gapFindings } from "./findings/gap-within-limit.js";
import { jurisdictionFindings } from "./findings/placement-inside-jurisdictions.js";
import { survivalFindings } from "./findings/survives-availability-zone-loss.js";

function reportAll(findings: readonly Finding[], report: ReportViolation): void {
  for (const finding of findings) report(findingText(finding));
}

/** A cluster or edge site whose country is outside the jurisdictions of its compliance zone. */
export const placementInsideJurisdictions: ResourceValidationPolicy = {
  name: "placement-inside-jurisdictions",
  description: "Clusters and edge sites stand inside the jurisdictions of their compliance zone.",
  validateResource: ({ type, props }: ResourceValidationArgs, report: ReportViolation) => {
    if (isTarget(type)) reportAll(jurisdictionFindings(props), report);
  },
};

/** A workload that must survive the loss of an availability zone or of a risk group, and stands in one only. */
export const survivesAvailabilityZoneLoss: ResourceValidationPolicy = {
  name: "survives-availability-zone-loss",
  description:
    "Workloads that must survive the loss of an availability zone, or of a risk group, stand in at least two of them.",
  validateResource: ({ type, props }: ResourceValidationArgs, report: ReportViolation) => {
    if (isTarget(type)) reportAll(survivalFindings(props), report);
  },
};

/** 5 %, in millionths. */
export const DEFAULT_MAX_GAP_PPM = 50_000;

/** A plan that is not proved to be within `maxGapPpm` millionths of the cheapest one. */
export const gapWithinLimit: ResourceValidationPolicy = {
  name: "gap-within-limit",
  description: "The plan's cost is proved to be near enough to the cheapest possible.",
  configSchema: {
    properties: {
      maxGapPpm: {
        type: "integer",
        minimum: 0,
        default: DEFAULT_MAX_GAP_PPM,
        description: "Largest gap allowed: cost / bound - 1 in millionths (50000 is 5 %).",
      },
    },
  },
  validateResource: (args: ResourceValidationArgs, report: ReportViolation) => {
    if (args.type !== COMPONENT_TYPES.fleet) return;
    const { maxGapPpm = DEFAULT_MAX_GAP_PPM } = args.getConfig<{ maxGapPpm?: number }>();
    reportAll(gapFindings(args.props, maxGapPpm), report);
  },
};

/** What the baseline pack holds. */
export const stowagePolicies: readonly ResourceValidationPolicy[] = [
  placementInsideJurisdictions,
  survivesAvailabilityZoneLoss,
  gapWithinLimit,
];
