/** Budget, shares of providers, subsidies and fees are the fleet's. */
import type { CheckedFleet } from "../../model/fleet.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

/** Of the fleet's own fees alone: what clouds charge is the catalogue's. */
function leastFee(name: string, { fees, clusters }: CheckedFleet): number {
  if (fees === undefined) return 0;
  const order = [...clusters].sort((left, right) => (left.name < right.name ? -1 : 1));
  const seen = new Set<string>();
  for (const cluster of order) {
    const isExtra = seen.size > 0 && !seen.has(cluster.platform);
    if (cluster.name === name)
      return fees.microPerClusterHour + (isExtra ? fees.microPerExtraPlatformHour : 0);
    seen.add(cluster.platform);
  }
  return 0;
}

export const checkFleetBusiness: Check = ({ plan, fleet }, refuse) => {
  if (fleet === undefined) return;
  const { budgetMicroPerMonth: budget, vendorShare: share } = fleet;
  if (plan.budget?.microPerMonth !== budget)
    refuse(
      ["budget"],
      `is ${plan.budget?.microPerMonth ?? "missing"}, and the fleet says ${budget ?? "none"}`,
    );
  const { maxPercent, of } = plan.vendorShare ?? {};
  if (maxPercent !== share?.maxPercent || of !== share?.of)
    refuse(
      ["vendorShare"],
      `is ${maxPercent ?? "no"} % of ${of ?? "nothing"}, and the fleet says ${share?.maxPercent ?? "no"} % of ${share?.of ?? "nothing"}`,
    );
  for (const { name, subsidyPercent } of fleet.clusters) {
    const cluster = entryOf(plan.clusters, name);
    if (cluster === undefined) continue;
    if (cluster.subsidyPercent !== subsidyPercent)
      refuse(
        ["clusters", name, "subsidyPercent"],
        `is ${cluster.subsidyPercent ?? "missing"}, and the fleet says ${subsidyPercent ?? "none"}`,
      );
    const least = leastFee(name, fleet);
    if (cluster.fixedFeeMicroPerHour < least)
      refuse(
        ["clusters", name, "fixedFeeMicroPerHour"],
        `is ${cluster.fixedFeeMicroPerHour}, and the fleet's own fees are ${least}`,
      );
  }
};
