/**
 * Replicas that stay out in the order of priorities, where they do not fit: a strict order of packings. For each
 * priority, the highest first, nodes cost nothing and each of its replicas that is left out counts 1, while no more of
 * any higher priority stay out than did before. What is proved of that packing is a bound on how many must stay out.
 * Cost is packed last, within all these numbers; penalties in money are part of it. No number stands for a priority,
 * so that none can outweigh another or leave the exact range.
 */
import type { PriorityPlan } from "../../model/plan.js";
import { omitted } from "../../units/omitted.js";
import { itemsOf } from "../formulate/demand.js";
import type { Demand } from "../formulate/demand.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import { leftOut } from "./stay-out.js";

/** What is known of the priorities that were packed. */
export type Settled = ReadonlyMap<number, Pick<PriorityPlan, "leftOut" | "boundLeftOut">>;

/** The highest first. */
export function prioritiesOf(demands: readonly Demand[]): number[] {
  const distinct = new Set(demands.flatMap(({ priority }) => priority ?? []));
  return [...distinct].sort((left, right) => right - left);
}

function within(demand: Demand, settled: Settled): Demand {
  const most = settled.get(demand.priority ?? 0)?.leftOut ?? 0;
  return most === 0
    ? omitted(demand, "penalty", "priority", "mostLeftOut")
    : { ...demand, mostLeftOut: most };
}

/** Without whatever comes after the priority: that may all stay out. */
export function demandsUpTo(demands: readonly Demand[], priority: number, settled: Settled): Demand[] {
  return demands.flatMap((demand): Demand[] => {
    if (demand.penalty === undefined) return [demand];
    if (demand.priority === undefined || demand.priority < priority) return [];
    if (demand.priority > priority) return [within(demand, settled)];
    return [{ ...omitted(demand, "priority"), penalty: itemsOf(demand) }];
  });
}

/** With no more of any priority left out than is settled. */
export function demandsWithin(demands: readonly Demand[], settled: Settled): Demand[] {
  return demands.map((demand) => (demand.priority === undefined ? demand : within(demand, settled)));
}

/** Without those of any priority: every plan packs what is left. */
export function demandsWithoutPriority(demands: readonly Demand[]): Demand[] {
  return demands.filter(({ priority }) => priority === undefined);
}

export function replicasOf(demands: readonly Demand[], priority: number): number {
  return demands.reduce(
    (sum, demand) => sum + (demand.priority === priority ? demand.replicas * itemsOf(demand) : 0),
    0,
  );
}

/** What the nodes leave out of each priority. `whole`: every replica of the target, undivided. */
export function priorityPlans(
  whole: readonly Demand[],
  nodes: readonly FilledNodes[],
  settled: Settled,
): PriorityPlan[] {
  const out = leftOut(whole, nodes);
  return prioritiesOf(whole).map((priority) => {
    let missing = 0;
    for (const [demand, items] of out) if (demand.priority === priority) missing += items * itemsOf(demand);
    const { boundLeftOut = 0 } = settled.get(priority) ?? {};
    return {
      priority,
      replicas: replicasOf(whole, priority),
      leftOut: missing,
      boundLeftOut: Math.min(missing, boundLeftOut),
    };
  });
}
