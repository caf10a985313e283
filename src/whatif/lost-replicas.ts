/** What is down the moment after a loss, by the plan's own layouts. */
import type { CheckedFleet, Target } from "../model/fleet.js";
import type { NodeLayout, Plan, WorkloadPlan } from "../model/plan.js";
import type { DownWorkload, WhatIfEvent } from "../model/whatif.js";
import { compareText } from "../units/compare.js";
import { lostNodes, targetsOf } from "./matching.js";

type Loss = Extract<WhatIfEvent, { readonly kind: "lose" }>;

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

function lostOf(
  target: Target,
  losses: readonly Loss[],
  plan: Plan,
  fleet: CheckedFleet,
): Map<string, number> {
  const lost = new Map<string, number>();
  const own = targetsOf(plan).find(
    (one) => one.target.kind === target.kind && one.target.name === target.name,
  );
  for (const purchase of own?.purchases ?? []) {
    const nodes = losses.reduce((most, loss) => Math.max(most, lostNodes(loss, target, purchase, fleet)), 0);
    if (nodes > 0) add(lost, replicasOn(purchase.layouts, nodes, purchase.count));
  }
  return lost;
}

export function downAtOnce(plan: Plan, fleet: CheckedFleet, events: readonly WhatIfEvent[]): DownWorkload[] {
  const losses = events.flatMap((event) => (event.kind === "lose" ? [event] : []));
  const lost = new Map<string, number>();
  for (const { target } of targetsOf(plan)) add(lost, lostOf(target, losses, plan, fleet));
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
