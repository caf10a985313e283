/** Budget and share of providers are the fleet's. */
import type { Check } from "../review.js";

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
};
