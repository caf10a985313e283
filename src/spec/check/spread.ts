/** Spread rules of a workload entry, hard and soft apart. */
import type { SpreadSpec } from "../../model/fleet-spec.js";
import type { Workload } from "../../model/fleet.js";
import type { CheckContext } from "./context.js";
import { assume } from "./context.js";

type Spread = Pick<Workload, "zoneSpread" | "softSpread" | "maxPerNode">;

function tightest(left: number | undefined, right: number): number {
  return left === undefined ? right : Math.min(left, right);
}

export function spreadOf(
  rules: readonly SpreadSpec[],
  maxPerNode: number | undefined,
  subject: string,
  path: string,
  context: CheckContext,
): Spread {
  let zoneSpread: { maxSkew: number; minDomains?: number } | undefined;
  let perNode = maxPerNode;
  const softSpread: { over: "availabilityZone" | "node"; maxSkew: number }[] = [];
  for (const [index, { over, maxSkew = 1, minDomains, hard = true }] of rules.entries()) {
    if (!hard) softSpread.push({ over, maxSkew });
    else if (over === "node") {
      perNode = tightest(perNode, maxSkew);
      assume(
        context,
        `spread of ${subject} over nodes`,
        `planned as at most ${maxSkew} on a node: some eligible node may hold none`,
      );
    } else {
      zoneSpread = {
        maxSkew: tightest(zoneSpread?.maxSkew, maxSkew),
        ...(minDomains === undefined && zoneSpread?.minDomains === undefined
          ? {}
          : { minDomains: Math.max(minDomains ?? 1, zoneSpread?.minDomains ?? 1) }),
      };
    }
    if (over === "node" && minDomains !== undefined)
      context.faults.error(
        "not-supported",
        `${path}/${index}/minDomains`,
        "minDomains over nodes is not planned",
        "use it over availabilityZone",
      );
  }
  return {
    softSpread,
    ...(zoneSpread === undefined ? {} : { zoneSpread }),
    ...(perNode === undefined ? {} : { maxPerNode: perNode }),
  };
}
