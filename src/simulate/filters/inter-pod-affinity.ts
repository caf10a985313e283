import type { PodCounter } from "../pod-counters.js";
import type { CompiledAffinity } from "../pod-table.js";
import { PASSES } from "./filter.js";
import type { NodeFilter } from "./filter.js";

const AFFINITY = ["node(s) didn't match pod affinity rules"];
const ANTI = ["node(s) didn't match pod anti-affinity rules"];
const OTHERS_ANTI = ["node(s) didn't satisfy existing pods anti-affinity rules"];

function standsAt({ of, counts }: PodCounter, node: number): boolean {
  const domain = of[node] ?? -1;
  return domain >= 0 && (counts[domain] ?? 0) > 0;
}

/** The first of a group that keeps together may go anywhere that has the topology's label. */
function isFirst(affinity: readonly CompiledAffinity[]): boolean {
  return affinity.every(({ counter, selectsItself }) => selectsItself && counter.total === 0);
}

/**
 * Plugin InterPodAffinity, required terms. Anti-affinity holds both ways: the pod keeps away from those that its
 * terms select, and from those whose terms select it.
 */
export const interPodAffinity: NodeFilter = ({ affinity, ownAnti, othersAnti }) => {
  if (affinity.length + ownAnti.length + othersAnti.length === 0) return undefined;
  const first = isFirst(affinity);
  const together = (node: number): boolean =>
    affinity.every(({ counter }) => (counter.of[node] ?? -1) >= 0 && (first || standsAt(counter, node)));
  return (node) => {
    if (affinity.length > 0 && !together(node)) return AFFINITY;
    for (const counter of ownAnti) if (standsAt(counter, node)) return ANTI;
    for (const counter of othersAnti) if (standsAt(counter, node)) return OTHERS_ANTI;
    return PASSES;
  };
};
