/** Packs a target whose replicas may stay out by priority: each priority in turn, then cost. */
import type { Demands } from "../formulate/demands.js";
import type { Demand } from "../formulate/demand.js";
import type { FilledNodes } from "./filled-nodes.js";
import {
  demandsUpTo,
  demandsWithin,
  demandsWithoutPriority,
  prioritiesOf,
  priorityPlans,
  replicasOf,
} from "../constraints/priority-order.js";
import { penaltiesOf } from "../constraints/stay-out.js";
import type { PackTargetInput } from "../formulate/pack-input.js";
import { costOf, gapPpm, stopOf } from "./target-packing.js";
import type { SolvedTarget, TargetPacking } from "./target-packing.js";

type Pack = (input: PackTargetInput) => TargetPacking;

export function packsInOrder({ demands }: PackTargetInput): boolean {
  return demands.whole.some(({ priority }) => priority !== undefined);
}

function changed(
  { demands, whole, relaxed, ...rest }: Demands,
  change: (some: readonly Demand[]) => Demand[],
): Demands {
  return {
    ...rest,
    demands: change(demands),
    whole: change(whole),
    ...(relaxed === undefined ? {} : { relaxed: change(relaxed) }),
  };
}

/** The packing where nodes cost nothing, in terms of the nodes as they are. */
function packedForFree(pack: Pack, input: PackTargetInput): TargetPacking {
  const free = new Map(input.kinds.map((kind) => [{ ...kind, microPerHour: 0 }, kind]));
  // What is spared is money, and here a unit is a replica.
  const limits = { ...input.limits, targetGapMilliPercent: 0, spare: 0 };
  const packing = pack({ ...input, kinds: [...free.keys()], limits });
  if (packing.status !== "packed") return packing;
  return {
    ...packing,
    nodes: packing.nodes.map((one) => ({ ...one, kind: free.get(one.kind) ?? one.kind })),
  };
}

/** The cheaper nodes of two under one bound. */
function cheaper(
  input: PackTargetInput,
  { packing, nodes }: { readonly packing: SolvedTarget; readonly nodes: readonly FilledNodes[] },
): SolvedTarget {
  const cost = costOf(nodes) + penaltiesOf(input.demands.demands, nodes);
  if (packing.cost <= cost) return packing;
  const ranOut = packing.stop === "workBudget";
  const stop = stopOf(gapPpm(cost, packing.bound), input.limits.targetGapMilliPercent, ranOut);
  return { ...packing, nodes, cost, stop };
}

export function packInOrder(pack: Pack, input: PackTargetInput): TargetPacking {
  const { demands } = input;
  const priorities = prioritiesOf(demands.whole);
  const part = Math.max(1, Math.floor(input.limits.workUnits / (priorities.length + 1)));
  const limits = { ...input.limits, workUnits: part };
  const settled = new Map<number, { leftOut: number; boundLeftOut: number }>();
  let nodes: readonly FilledNodes[] | undefined;
  let workUnits = 0;
  for (const priority of priorities) {
    const own = changed(demands, (some) => demandsUpTo(some, priority, settled));
    const packing = packedForFree(pack, { ...input, demands: own, limits });
    workUnits += packing.workUnits;
    if (packing.status === "packed") {
      ({ nodes } = packing);
      settled.set(priority, { leftOut: packing.cost, boundLeftOut: packing.bound });
    } else if (nodes === undefined) return { ...packing, workUnits };
    // The nodes so far are still a plan: with none of this priority.
    else settled.set(priority, { leftOut: replicasOf(demands.whole, priority), boundLeftOut: 0 });
  }
  if (nodes === undefined) return pack(input);
  const within = changed(demands, (some) => demandsWithin(some, settled));
  const last = pack({ ...input, demands: within, limits });
  workUnits += last.workUnits;
  const bounding =
    last.status === "packed"
      ? last
      : pack({ ...input, demands: changed(demands, demandsWithoutPriority), limits });
  if (bounding !== last) workUnits += bounding.workUnits;
  if (bounding.status !== "packed") return { ...bounding, workUnits };
  const packing = last.status === "packed" ? last : { ...bounding, cost: Infinity };
  const best = cheaper(input, { packing, nodes });
  return { ...best, workUnits, priorities: priorityPlans(demands.whole, best.nodes, settled) };
}
