/** What is down the moment after a loss, by the plan's own layouts. */
import type { CheckedFleet } from "../model/fleet.js";
import type { NodeLayout, Plan, WorkloadPlan } from "../model/plan.js";
import type { DownWorkload, WhatIfEvent } from "../model/whatif.js";
import { compareText } from "../units/compare.js";
import { lossesOf, lostNodes, targetsOf } from "./matching.js";
import type { Loss } from "./matching.js";

/** Replicas on `nodes` of the purchase's nodes: where only some are lost, those with the most of each workload. */
function replicasOn(layouts: readonly NodeLayout[], nodes: number, all: number): Map<string, number> {
  const lost = new Map<string, number>();
  for (const layout of layouts) {
    for (const [id, pods] of Object.entries(layout.pods)) {
      const before = lost.get(id) ?? 0;
      lost.set(id, nodes === all ? before + layout.nodes * pods : Math.max(before, pods));
    }
  }
  return lost;
}

function add(sums: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [id, count] of more) sums.set(id, (sums.get(id) ?? 0) + count);
}

/** Whether the workload's own survival promise covers such a loss. */
function promised({ survive }: WorkloadPlan, losses: readonly Loss[]): boolean {
  if (survive === undefined || losses.length !== 1) return false;
  return losses.every(({ what }) => what === "node" || (what === "az" && survive === "availabilityZone"));
}

export function downAtOnce(plan: Plan, fleet: CheckedFleet, events: readonly WhatIfEvent[]): DownWorkload[] {
  const losses = lossesOf(events, fleet);
  const lost = new Map<string, number>();
  for (const { target, purchases } of targetsOf(plan))
    for (const purchase of purchases) {
      const nodes = lostNodes(losses, target, purchase, fleet);
      if (nodes > 0) add(lost, replicasOn(purchase.layouts, nodes, purchase.count));
    }
  return [...lost]
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([id, count]): DownWorkload[] => {
      const workload = plan.workloads[id];
      if (workload === undefined || count === 0) return [];
      const { name, replicas } = workload;
      // A single replica cannot survive, and the plan's rule does not ask it to.
      const breaksPromise = count >= replicas && replicas > 1 && promised(workload, losses);
      return [{ id, name, lost: count, replicas, breaksPromise }];
    });
}
