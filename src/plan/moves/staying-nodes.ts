/**
 * Which nodes stay between two fillings of one target, and how many pods move. Nodes of the same pool, instance
 * type, availability zone and purchase option stay; of their pods those stay that both fillings have on one node
 * together. Which node takes which filling is chosen greedily, by most pods in common, so that the pods to move
 * are a number that is enough, not the least.
 */
import type { ByName, Purchase } from "../../model/plan.js";
import type { RunningNodes } from "../../model/running.js";

type Kind = Pick<RunningNodes, "pool" | "instanceType" | "availabilityZone" | "purchaseOption">;

/** Nodes that exist already have no zone of their own in what runs. */
export function kindKey({ pool, instanceType, availabilityZone, purchaseOption }: Kind): string {
  const zone = purchaseOption === "owned" ? "" : availabilityZone;
  return [pool, instanceType, zone, purchaseOption].join("\u0000");
}

/** Workload ids of a plan without their target: "namespace/name". */
function withoutTarget<T>(members: ByName<T>, target: string): ByName<T> {
  const start = `${target}/`;
  return Object.fromEntries(
    Object.entries(members).map(([id, one]) => [id.startsWith(start) ? id.slice(start.length) : id, one]),
  );
}

/** `nodes` nodes that hold one filling before, `from`, and another after, `to`: indices into the two lists. */
export interface Stay {
  readonly from: number;
  readonly to: number;
  readonly nodes: number;
}

/** Of the target named, as the plan lists them: each layout of each purchase is one. */
export interface PlannedLayout extends Kind {
  readonly purchase: string;
  /** Its index in the purchase. */
  readonly layout: number;
  readonly count: number;
  readonly pods: ByName<number>;
}

export function plannedLayouts(purchases: ByName<Purchase>, target: string): PlannedLayout[] {
  return Object.values(purchases).flatMap((purchase) => {
    const { key, pool, instanceType, availabilityZone, purchaseOption } = purchase;
    return purchase.layouts.map(({ nodes, pods }, layout) => ({
      purchase: key,
      layout,
      pool,
      instanceType,
      availabilityZone,
      purchaseOption,
      count: nodes,
      pods: withoutTarget(pods, target),
    }));
  });
}

function inCommon(left: ByName<number>, right: ByName<number>): number {
  let sum = 0;
  for (const [workload, pods] of Object.entries(left)) sum += Math.min(pods, right[workload] ?? 0);
  return sum;
}

interface Pair {
  readonly from: number;
  readonly to: number;
  readonly pods: number;
}

function indicesByKind(rows: readonly Kind[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    const known = groups.get(kindKey(row));
    if (known === undefined) groups.set(kindKey(row), [index]);
    else known.push(index);
  }
  return groups;
}

/** Pairs of nodes with pods in common, in the order of `before`, then of `after`. */
function stayingNodes(before: readonly RunningNodes[], after: readonly PlannedLayout[]): Stay[] {
  const there = indicesByKind(after);
  const stays: Stay[] = [];
  for (const [key, rows] of indicesByKind(before)) {
    const pairs = rows
      .flatMap((from) =>
        (there.get(key) ?? []).map((to): Pair => ({
          from,
          to,
          pods: inCommon(before[from]?.pods ?? {}, after[to]?.pods ?? {}),
        })),
      )
      .filter(({ pods }) => pods > 0)
      .sort((left, right) => right.pods - left.pods || left.from - right.from || left.to - right.to);
    const left = new Map(rows.map((from) => [from, before[from]?.count ?? 0]));
    const free = new Map((there.get(key) ?? []).map((to) => [to, after[to]?.count ?? 0]));
    for (const { from, to } of pairs) {
      const nodes = Math.min(left.get(from) ?? 0, free.get(to) ?? 0);
      if (nodes === 0) continue;
      left.set(from, (left.get(from) ?? 0) - nodes);
      free.set(to, (free.get(to) ?? 0) - nodes);
      stays.push({ from, to, nodes });
    }
  }
  return stays.sort((left, right) => left.from - right.from || left.to - right.to);
}

export interface Moves {
  readonly addNodes: number;
  readonly removeNodes: number;
  /** Pods of the spec's workloads that run. */
  readonly runningPods: number;
  /** Of those, pods that the plan has too: the others end, they do not move. */
  readonly stayingOn: number;
  /** Of those, at most so many that must move. */
  readonly movePods: number;
  readonly stays: readonly Stay[];
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, one) => sum + one, 0);
}

/** Pods of each workload. */
function podsOf(
  rows: readonly { readonly count: number; readonly pods: ByName<number> }[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { count, pods } of rows)
    for (const [workload, each] of Object.entries(pods))
      sums.set(workload, (sums.get(workload) ?? 0) + count * each);
  return sums;
}

export function movesBetween(before: readonly RunningNodes[], after: readonly PlannedLayout[]): Moves {
  const stays = stayingNodes(before, after);
  const [running, planned] = [podsOf(before), podsOf(after)];
  const stayingOn = total([...running].map(([workload, pods]) => Math.min(pods, planned.get(workload) ?? 0)));
  const stay = total(
    stays.map(({ from, to, nodes }) => nodes * inCommon(before[from]?.pods ?? {}, after[to]?.pods ?? {})),
  );
  const nodesBefore = total(before.map(({ count }) => count));
  const nodesAfter = total(after.map(({ count }) => count));
  const there = indicesByKind(after);
  let kept = 0;
  for (const [key, rows] of indicesByKind(before))
    kept += Math.min(
      total(rows.map((from) => before[from]?.count ?? 0)),
      total((there.get(key) ?? []).map((to) => after[to]?.count ?? 0)),
    );
  return {
    addNodes: nodesAfter - kept,
    removeNodes: nodesBefore - kept,
    runningPods: total([...running.values()]),
    stayingOn,
    movePods: stayingOn - stay,
    stays,
  };
}
