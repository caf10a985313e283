import { naturalLog } from "../natural-log.js";
import { at } from "../scheduler-state.js";
import type { NodeState, SoftSpread } from "../scheduler-state.js";
import { MAX_SCORE } from "./score.js";
import type { Candidates, Normalise, Score } from "./score.js";

/** How many domains the candidates lie in: each node, or the zones that any of them is in. */
function domainsOf({ nodes, state }: Candidates, over: SoftSpread["over"]): number {
  if (over === "node") return nodes.length;
  const seen = new Uint8Array(state.zones);
  for (const { zone } of nodes) seen[zone] = 1;
  return seen.reduce((sum, one) => sum + one, 0);
}

/** Fewer is better, and an even score among the fewest; the plugin's own rule. */
const fewest: Normalise = (scores) => {
  const most = scores.reduce((largest, score) => Math.max(largest, score), 0);
  const least = scores.reduce((smallest, score) => Math.min(smallest, score), Infinity);
  for (let index = 0; index < scores.length; index += 1)
    scores[index] =
      most === 0 ? MAX_SCORE : Math.floor((MAX_SCORE * (most + least - at(scores, index))) / most);
};

/** PodTopologySpread, soft rules: replicas in the node's domains, weighted by ln(domains + 2). */
export const topologySpreadScore: Score = {
  name: "PodTopologySpread",
  weight: 2,
  scorer: (candidates) => {
    const { shape } = candidates;
    if (shape.softSpread.length === 0) return undefined;
    const rules = shape.softSpread.map(({ over, maxSkew }) => ({
      counts: over === "node" ? shape.onNode : shape.inZone,
      domain: over === "node" ? (node: NodeState) => node.index : (node: NodeState) => node.zone,
      weight: naturalLog(domainsOf(candidates, over) + 2),
      tolerance: maxSkew - 1,
    }));
    return (node) => {
      let score = 0;
      for (const { counts, domain, weight, tolerance } of rules)
        score += at(counts, domain(node)) * weight + tolerance;
      return Math.round(score);
    };
  },
  normalise: fewest,
};
