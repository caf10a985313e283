/** Nodes that a new plan has more or fewer of than what still stands of the old one. */
import type { CheckedFleet } from "../model/fleet.js";
import type { Plan } from "../model/plan.js";
import type { NodeChange, WhatIfEvent } from "../model/whatif.js";
import { compareText } from "../units/compare.js";
import { lossesOf, lostNodes, targetsOf } from "./matching.js";

class Counts {
  private readonly counts = new Map<string, NodeChange>();

  add(key: Omit<NodeChange, "nodes">, nodes: number): void {
    const name = `${key.target}\n${key.instanceType}\n${key.availabilityZone}`;
    const before = this.counts.get(name)?.nodes ?? 0;
    this.counts.set(name, { ...key, nodes: before + nodes });
  }

  changes(): NodeChange[] {
    return [...this.counts]
      .sort(([left], [right]) => compareText(left, right))
      .map(([, change]) => change)
      .filter(({ nodes }) => nodes !== 0);
  }
}

export function nodeChanges(
  before: Plan,
  after: Plan,
  fleet: CheckedFleet,
  events: readonly WhatIfEvent[],
): NodeChange[] {
  const counts = new Counts();
  const losses = lossesOf(events, fleet);
  for (const { target, purchases } of targetsOf(before)) {
    for (const purchase of purchases) {
      const lost = lostNodes(losses, target, purchase, fleet);
      counts.add(purchaseKey(target.name, purchase), lost - purchase.count);
    }
  }
  for (const { target, purchases } of targetsOf(after))
    for (const purchase of purchases) counts.add(purchaseKey(target.name, purchase), purchase.count);
  return counts.changes();
}

function purchaseKey(
  target: string,
  { instanceType, availabilityZone }: { readonly instanceType: string; readonly availabilityZone: string },
): Omit<NodeChange, "nodes"> {
  return { target, instanceType, availabilityZone };
}
