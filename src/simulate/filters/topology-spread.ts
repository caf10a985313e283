import type { CompiledSpread } from "../pod-table.js";
import { PASSES } from "./filter.js";
import type { NodeFilter } from "./filter.js";

const TOO_SKEWED = ["node(s) didn't match pod topology spread constraints"];
const NO_LABEL = ["node(s) didn't match pod topology spread constraints (missing required label)"];

/** Most matching pods that a domain may have before it takes this one. */
function mostBefore({ rule, counter, eligible, countsItself }: CompiledSpread): number {
  // Fewer domains than asked for: the emptiest counts as empty.
  let least = eligible.length < (rule.minDomains ?? 1) ? 0 : Infinity;
  if (least > 0) for (const domain of eligible) least = Math.min(least, counter.counts[domain] ?? 0);
  return rule.maxSkew + least - (countsItself ? 1 : 0);
}

/** Plugin PodTopologySpread, hard rules: pods of a domain less those of the emptiest are at most maxSkew. */
export const topologySpread: NodeFilter = ({ hardSpread }) => {
  if (hardSpread.length === 0) return undefined;
  const rules = hardSpread.map((rule) => ({ counter: rule.counter, most: mostBefore(rule) }));
  return (node) => {
    for (const { counter, most } of rules) {
      const domain = counter.of[node] ?? -1;
      if (domain < 0) return NO_LABEL;
      if ((counter.counts[domain] ?? 0) > most) return TOO_SKEWED;
    }
    return PASSES;
  };
};
