/** What is down the moment after a loss, by the plan's own layouts. */
import type { CheckedFleet } from "../model/fleet.js";
import type { NodeLayout, Plan, WorkloadPlan } from "../model/plan.js";
import type { DownWorkload, WhatIfEvent } from "../model/whatif.js";
import { outlivesZones } from "../model/zone-loss.js";
import { compareText } from "../units/compare.js";
import { losesTarget, lossesOf, lostNodes, lostZone, targetsOf } from "./matching.js";
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

/** Whether the losses take zones of the workload's cluster that one of its risk groups has, and nothing else of it. */
function isOneRisk(
  { riskZones = {}, target }: WorkloadPlan,
  losses: readonly Loss[],
  fleet: CheckedFleet,
): boolean {
  const cluster = fleet.clusters.find(({ name }) => target.kind === "cluster" && name === target.name);
  if (cluster === undefined) return false;
  const ofIt = ({ name }: Loss): boolean => name.startsWith(`${cluster.name}/`);
  const zones = losses.flatMap((loss) => lostZone(loss, cluster) ?? []);
  const isMore = losses.some(
    (loss) => lostZone(loss, cluster) === undefined && (losesTarget(loss, target, fleet) || ofIt(loss)),
  );
  return !isMore && Object.values(riskZones).some((taken) => zones.every((zone) => taken.includes(zone)));
}

/** Whether the workload's own survival promise covers such a loss. */
function promised(workload: WorkloadPlan, losses: readonly Loss[], fleet: CheckedFleet): boolean {
  const { survive } = workload;
  if (survive === undefined || losses.length === 0) return false;
  if (losses.length === 1)
    return losses.every(({ what }) => what === "node" || (what === "az" && outlivesZones(survive)));
  return survive === "riskGroup" && isOneRisk(workload, losses, fleet);
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
      const breaksPromise = count >= replicas && replicas > 1 && promised(workload, losses, fleet);
      return [{ id, name, lost: count, replicas, breaksPromise }];
    });
}
