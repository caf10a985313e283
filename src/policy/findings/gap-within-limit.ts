/** Whether a fleet's plan is proved to be near enough to the cheapest one. */
import { countOf, memberOf } from "../fields.js";
import type { Finding } from "../finding.js";

/** 12824 -> "1.2824 %". */
function percent(ppm: number): string {
  return `${ppm / 10_000} %`;
}

/**
 * `props`: args of `Fleet`, with `search` at the top or in `plan`.
 * @param maxGapPpm largest gap allowed, cost / bound - 1 in millionths
 */
export function gapFindings(props: unknown, maxGapPpm: number): readonly Finding[] {
  const plan = memberOf(props, "plan");
  const inPlan = memberOf(plan, "search");
  const [search, path] =
    inPlan === undefined ? [memberOf(props, "search"), "/search"] : [inPlan, "/plan/search"];
  const gapPpm = countOf(search, "gapPpm");
  if (gapPpm === undefined)
    return [
      {
        path: `${path}/gapPpm`,
        message: "must say how far the plan's cost is above its bound, in millionths",
      },
    ];
  if (gapPpm <= maxGapPpm) return [];
  return [
    {
      path: `${path}/gapPpm`,
      message: `the plan may cost ${percent(gapPpm)} more than the cheapest one, and ${percent(maxGapPpm)} is allowed: raise limits.workUnits of the fleet, or the limit of this policy`,
    },
  ];
}
