/** The plan is within its budget, and no provider has more of it than it may. */
import { countedReplicas } from "../tally.js";
import { Tally, differences } from "../tally.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

export const checkBusiness: Check = ({ plan, targets }, refuse) => {
  const { budget, vendorShare: share, cost } = plan;
  if (budget !== undefined && cost.microPerMonth > budget.microPerMonth)
    refuse(
      ["budget", "microPerMonth"],
      `is ${budget.microPerMonth}, and the plan costs ${cost.microPerMonth} micro-units a month`,
    );
  if (share === undefined) return;
  const counted = new Tally();
  let all = 0;
  for (const target of targets) {
    const provider = target.kind === "cluster" ? target.slice.provider : target.name;
    let part = target.slice.microPerHour;
    if (share.of === "replicas") {
      part = 0;
      for (const { replicas } of countedReplicas(target).values()) part += replicas;
    }
    counted.add(provider, part);
    all += part;
  }
  for (const name of differences(counted, share.byProvider))
    refuse(
      ["vendorShare", "byProvider", name],
      `is ${entryOf(share.byProvider, name) ?? "missing"}, and its places add up to ${counted.of(name)}`,
    );
  for (const name of counted.names())
    if (counted.of(name) * 100 > share.maxPercent * all)
      refuse(
        ["vendorShare", "maxPercent"],
        `is ${share.maxPercent}, and ${name} has ${counted.of(name)} of ${all}`,
      );
};
