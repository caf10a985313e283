/** Nodes of what was and of what is planned, one by one, with those that are the same node. */
import type { ByName, Plan, Purchase, TargetPlan } from "../../model/plan.js";
import type { PreviousFleet, RunningNodes } from "../../model/running.js";
import type { StayingNode } from "../../model/rollout.js";
import { present } from "../../units/invariant.js";
import type { PurchaseOption } from "../../model/catalogue.js";
import type { NodeCounts } from "./leaving-nodes.js";
import { kindKey } from "../moves/staying-nodes.js";

/** A node on its way from what it held to what it is planned to hold. */
export interface RolloutNode {
  readonly name: string;
  readonly target: string;
  readonly pool: string;
  readonly availabilityZone: string;
  readonly instanceType: string;
  readonly purchaseOption: PurchaseOption;
  /** What it counts while it stands. */
  readonly counts: NodeCounts;
  /** Present where the plan has the node: what it can hold, and its virtual CPUs. */
  readonly purchase?: Purchase;
  /** Workload id -> replicas now. Changes as waves go on. */
  readonly pods: Map<string, number>;
  /** Workload id -> replicas in the end; empty for a node that goes. */
  readonly planned: ReadonlyMap<string, number>;
  /** Present where it goes again before the last wave. */
  readonly temporary?: true;
  /** Whether it stands. Changes as waves go on. */
  stands: boolean;
}

interface Old {
  readonly row: RunningNodes;
  readonly name: string;
  readonly group: number;
}

interface New {
  readonly purchase: Purchase;
  readonly layout: number;
  readonly name: string;
}

function oldNodes(target: string, rows: readonly RunningNodes[]): Old[] {
  return rows.flatMap((row, group) =>
    Array.from({ length: row.count }, (_none, index) => ({
      row,
      group,
      name: `${target}/previous/${group}/${index}`,
    })),
  );
}

function newNodes(target: string, purchases: ByName<Purchase>): New[] {
  return Object.keys(purchases)
    .sort()
    .flatMap((key) => {
      const purchase = present(purchases[key], key);
      return purchase.layouts.flatMap(({ nodes }, layout) =>
        Array.from({ length: nodes }, (_none, index) => ({
          purchase,
          layout,
          name: `${target}/${key}/${layout}/${index}`,
        })),
      );
    });
}

/** Workload ids of what was: rows of a target name them without it. */
function podsBefore(target: string, { pods }: RunningNodes): Map<string, number> {
  return new Map(Object.entries(pods).map(([name, count]) => [`${target}/${name}`, count]));
}

/** The plan's own witness first, then any that are of one kind: it costs nothing to keep them. */
function pairs(target: TargetPlan, plan: Plan, olds: readonly Old[], news: readonly New[]): Map<Old, New> {
  const pair = new Map<Old, New>();
  const taken = new Set<New>();
  const keep = (old: Old | undefined, next: New | undefined): void => {
    if (old === undefined || next === undefined) return;
    pair.set(old, next);
    taken.add(next);
  };
  for (const { previous, purchase, layout, nodes } of plan.moves?.stays[target.name] ?? [])
    for (let node = 0; node < nodes; node += 1)
      keep(
        olds.find((old) => old.group === previous && !pair.has(old)),
        news.find((one) => one.purchase.key === purchase && one.layout === layout && !taken.has(one)),
      );
  for (const old of olds)
    if (!pair.has(old))
      keep(
        old,
        news.find((one) => !taken.has(one) && kindKey(one.purchase) === kindKey(old.row)),
      );
  return pair;
}

export function countsOf({ vcpu, quotas = {}, addresses = {} }: Purchase): NodeCounts {
  return { vcpu, quotas, addresses };
}

/** What a node of the row counts that the plan has no more. */
export type CountsOfLeaving = (target: string, row: RunningNodes) => NodeCounts;

function ofTarget(
  plan: Plan,
  target: TargetPlan,
  rows: readonly RunningNodes[],
  leaving: CountsOfLeaving,
): { readonly nodes: RolloutNode[]; readonly stays: StayingNode[] } {
  const olds = oldNodes(target.name, rows);
  const news = newNodes(target.name, target.purchases);
  const pair = pairs(target, plan, olds, news);
  const before = new Map([...pair].map(([old, next]) => [next, old]));
  const gone = olds.flatMap((old): RolloutNode[] => {
    if (pair.has(old)) return [];
    const { pool, availabilityZone, instanceType, purchaseOption } = old.row;
    return [
      {
        name: old.name,
        target: target.name,
        pool,
        availabilityZone,
        instanceType,
        purchaseOption,
        counts: leaving(target.name, old.row),
        pods: podsBefore(target.name, old.row),
        planned: new Map(),
        stands: true,
      },
    ];
  });
  const planned = news.map((one): RolloutNode => {
    const { purchase, layout, name } = one;
    const was = before.get(one);
    const { pool, availabilityZone, instanceType, purchaseOption } = purchase;
    return {
      name,
      target: target.name,
      pool,
      availabilityZone,
      instanceType,
      purchaseOption,
      counts: countsOf(purchase),
      purchase,
      pods: was === undefined ? new Map<string, number>() : podsBefore(target.name, was.row),
      planned: new Map(Object.entries(purchase.layouts[layout]?.pods ?? {})),
      // What exists already stands, whether it was listed or not.
      stands: was !== undefined || purchase.purchaseOption === "owned",
    };
  });
  return {
    nodes: [...gone, ...planned],
    stays: [...pair].map(([old, next]) => ({ was: old.name, is: next.name })),
  };
}

/** Clusters and sites of the previous fleet that the plan has no more are not its to take down. */
export function rolloutNodes(
  plan: Plan,
  { targets }: PreviousFleet,
  leaving: CountsOfLeaving,
): { readonly nodes: readonly RolloutNode[]; readonly stays: readonly StayingNode[] } {
  const parts = [...Object.values(plan.clusters), ...Object.values(plan.edgeSites)].map((target) =>
    ofTarget(plan, target, targets[target.name] ?? [], leaving),
  );
  return { nodes: parts.flatMap(({ nodes }) => nodes), stays: parts.flatMap(({ stays }) => stays) };
}
