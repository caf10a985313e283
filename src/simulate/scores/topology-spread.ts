import { naturalLog } from "../natural-log.js";
import type { CompiledSpread } from "../pod-table.js";
import { MAX_SCORE } from "./score.js";
import type { Candidates, Normalise, Score } from "./score.js";

/** The raw score of a node that lacks a topology's label: it is not scored, and gets 0. */
const IGNORED = -1;

/** How many domains the candidates lie in: each node, or the zones that any of them is in. */
function domainsOf({ found, count }: Candidates, { counter, overNodes }: CompiledSpread): number {
  if (overNodes) return count;
  const seen = new Set<number>();
  for (let index = 0; index < count; index += 1) seen.add(counter.of[found[index] ?? 0] ?? -1);
  return seen.size;
}

/** Fewer is better, and an even score among the fewest; the plugin's own rule. */
const fewest: Normalise = (scores, count) => {
  let [least, most] = [Infinity, 0];
  for (let index = 0; index < count; index += 1) {
    const score = scores[index] ?? 0;
    if (score === IGNORED) continue;
    least = Math.min(least, score);
    most = Math.max(most, score);
  }
  for (let index = 0; index < count; index += 1) {
    const score = scores[index] ?? 0;
    if (score === IGNORED) scores[index] = 0;
    else scores[index] = most === 0 ? MAX_SCORE : Math.floor((MAX_SCORE * (most + least - score)) / most);
  }
};

/** PodTopologySpread, soft rules: pods in the node's domains, weighted by ln(domains + 2). */
export const topologySpreadScore: Score = {
  name: "PodTopologySpread",
  weight: 2,
  scorer: (candidates) => {
    const { softSpread, pods } = candidates.pod;
    if (softSpread.length === 0) return undefined;
    const asksForLabels = pods.spreadByDefault !== true;
    const rules = softSpread.map((one) => ({
      of: one.counter.of,
      counts: one.counter.counts,
      weight: naturalLog(domainsOf(candidates, one) + 2),
      tolerance: one.rule.maxSkew - 1,
    }));
    return (node) => {
      let score = 0;
      for (const { of, counts, weight, tolerance } of rules) {
        const domain = of[node] ?? -1;
        if (domain >= 0) score += (counts[domain] ?? 0) * weight + tolerance;
        else if (asksForLabels) return IGNORED;
      }
      return Math.round(score);
    };
  },
  normalise: fewest,
};
