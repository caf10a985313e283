import { at } from "../node-table.js";
import { MAX_SCORE } from "./score.js";
import type { Normalise, Score } from "./score.js";

/** Between the least and the most of the candidates; nothing where they are alike. */
const betweenExtremes: Normalise = (scores, count) => {
  let [least, most] = [Infinity, -Infinity];
  for (let index = 0; index < count; index += 1) {
    least = Math.min(least, at(scores, index));
    most = Math.max(most, at(scores, index));
  }
  for (let index = 0; index < count; index += 1)
    scores[index] = most > least ? Math.floor(MAX_SCORE * ((at(scores, index) - least) / (most - least))) : 0;
};

/** InterPodAffinity: the weights of preferred terms, its own and those of pods that stand there, a pod each. */
export const interPodAffinityScore: Score = {
  name: "InterPodAffinity",
  weight: 2,
  scorer: ({ pod: { preferredPods } }) => {
    if (preferredPods.length === 0) return undefined;
    return (node) => {
      let score = 0;
      for (const { counter, weight } of preferredPods) {
        const domain = counter.of[node] ?? -1;
        if (domain >= 0) score += weight * (counter.counts[domain] ?? 0);
      }
      return score;
    };
  },
  normalise: betweenExtremes,
};
