/** Where the prices of a plan come from: one line a cluster, purchase option and source. */
import type { ByName, Plan, TargetPlan } from "../model/plan.js";

function targetLines({ name, purchases }: TargetPlan): string[] {
  const sources = Object.values(purchases).flatMap(({ purchaseOption, priceEvidence }) => {
    const { source, asOf, confidence } = priceEvidence;
    return purchaseOption === "owned"
      ? []
      : [`${purchaseOption} prices of ${asOf}: ${source} (${confidence})`];
  });
  return [...new Set(sources)].sort().map((line) => `${name}: ${line}`);
}

/** What is owned costs what the spec says, and has no line. */
export function priceLines(plan: Plan): string[] {
  const targets: ByName<TargetPlan> = { ...plan.edgeSites, ...plan.clusters };
  return Object.keys(targets)
    .sort()
    .flatMap((name) => {
      const target = targets[name];
      return target === undefined ? [] : targetLines(target);
    });
}
