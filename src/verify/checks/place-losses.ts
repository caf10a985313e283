/** Every single loss of a place, region, provider or risk group is tried: enough replicas of what is to outlive it are left. */
import type { PlaceSurvival } from "../../model/survival.js";
import { entryOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";

/** What is lost with the target. */
function lostWith(target: ReviewedTarget, { loss, groups = {} }: PlaceSurvival): string {
  if (loss === "riskGroup") {
    const group = entryOf(groups, target.name);
    return group === undefined ? target.name : `risk group ${group}`;
  }
  if (loss === "place" || target.kind === "edgeSite") return target.name;
  const { provider, region } = target.slice;
  return loss === "region" ? `${region} of ${provider}` : provider;
}

export const checkPlaceLosses: Check = ({ plan, targets }, refuse) => {
  for (const [key, { survive }] of Object.entries(plan.divisions ?? {})) {
    if (survive === undefined) continue;
    const placed = targets.map((target) => {
      const workload = entryOf(plan.workloads, `${target.name}/${key}`);
      const replicas = workload?.target.kind === target.kind ? workload.replicas : 0;
      return { lost: lostWith(target, survive), replicas };
    });
    for (const lost of new Set(placed.map((one) => one.lost))) {
      const left = placed.reduce((sum, one) => sum + (one.lost === lost ? 0 : one.replicas), 0);
      if (left < survive.replicas)
        refuse(
          ["divisions", key, "survive", "replicas"],
          `is ${survive.replicas}, and ${left} are left where ${lost} is lost`,
        );
    }
  }
};
