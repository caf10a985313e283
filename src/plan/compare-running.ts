/**
 * A plan beside what runs today: what would be saved, and what would have to move for it. Nodes of the same pool,
 * instance type, availability zone and purchase option stay; of their pods those stay that the plan too has on
 * one node together. Which node takes which filling is chosen greedily, by most pods in common, so that the pods
 * to move are a number that is enough, not the least.
 */
import { PLAN_CURRENCY } from "../model/plan.js";
import type { Plan, ClusterPlan, Purchase, ByName } from "../model/plan.js";
import { sellsIn } from "../catalogue/index.js";
import type { Catalogue } from "../catalogue/index.js";
import type { RunningCluster, RunningFleet, RunningNodes } from "../model/running.js";
import { compareText } from "../units/compare.js";

export interface RunningComparison {
  /** Of the clusters that both have. */
  readonly clusters: readonly ClusterComparison[];
  /** Clusters and edge sites of which nothing is known to run; they are no part of any figure. */
  readonly notRunning: readonly string[];
  /** Clusters that run and are not in the plan. */
  readonly notPlanned: readonly string[];
}

export interface ClusterComparison {
  readonly name: string;
  readonly running: NodesAndCost;
  readonly planned: NodesAndCost;
  readonly moves: Moves;
  /** Nodes that run without a price in the catalogue: the cost of what runs leaves them out. */
  readonly unpriced: readonly UnpricedNodes[];
}

export interface NodesAndCost {
  readonly nodes: number;
  /** Machines alone: a cluster's fee is the same before and after. */
  readonly microPerHour: number;
}

export interface Moves {
  readonly addNodes: number;
  readonly removeNodes: number;
  /** Pods of the spec's workloads that run. */
  readonly runningPods: number;
  /** Of those, at most so many that must move. */
  readonly movePods: number;
}

export interface UnpricedNodes {
  readonly instanceType: string;
  readonly purchaseOption: string;
  readonly nodes: number;
}

type Kind = Pick<RunningNodes, "pool" | "instanceType" | "availabilityZone" | "purchaseOption">;

/** Nodes that exist already have no zone of their own in what runs. */
function kindKey({ pool, instanceType, availabilityZone, purchaseOption }: Kind): string {
  const zone = purchaseOption === "owned" ? "" : availabilityZone;
  return [pool, instanceType, zone, purchaseOption].join("\u0000");
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const known = groups.get(keyOf(one));
    if (known === undefined) groups.set(keyOf(one), [one]);
    else known.push(one);
  }
  return groups;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, one) => sum + one, 0);
}

/** What one node of the kind costs; undefined where the catalogue has no price in the plan's currency. */
function priceOf(row: RunningNodes, plan: ClusterPlan, catalogue: Catalogue): number | undefined {
  const { instanceType, availabilityZone, purchaseOption } = row;
  if (purchaseOption === "owned" || purchaseOption === "reserved") {
    const alike = Object.values(plan.purchases).filter(
      (one) => one.instanceType === instanceType && one.purchaseOption === purchaseOption,
    );
    const same = alike.find((one) => one.pool === row.pool && one.availabilityZone === availabilityZone);
    return (same ?? alike.find((one) => one.pool === row.pool) ?? alike[0])?.microPerHour ?? 0;
  }
  const offers = catalogue
    .offerings(plan.provider, plan.region)
    .filter(
      (one) =>
        one.instanceType === instanceType &&
        one.purchaseOption === purchaseOption &&
        one.currency === PLAN_CURRENCY,
    );
  // A node that runs was sold, whatever the list says of its zone.
  const offer = offers.find((one) => sellsIn(one, availabilityZone)) ?? offers[0];
  return offer?.microPerHour;
}

/** Nodes with the same pods on each. */
interface Filling {
  readonly nodes: number;
  readonly pods: ByName<number>;
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

/** Adds to `stay` the pods of each workload that stay where they are, of `nodes` that remain. */
function addStaying(
  running: readonly Filling[],
  planned: readonly Filling[],
  stay: Map<string, number>,
): void {
  const pairs = running
    .flatMap(({ pods }, from): Pair[] =>
      planned.map((filling, to) => ({ from, to, pods: inCommon(pods, filling.pods) })),
    )
    .filter(({ pods }) => pods > 0)
    .sort((left, right) => right.pods - left.pods || left.from - right.from || left.to - right.to);
  const [left, free] = [running.map(({ nodes }) => nodes), planned.map(({ nodes }) => nodes)];
  for (const { from, to } of pairs) {
    const nodes = Math.min(left[from] ?? 0, free[to] ?? 0);
    if (nodes === 0) continue;
    left[from] = (left[from] ?? 0) - nodes;
    free[to] = (free[to] ?? 0) - nodes;
    const here = planned[to]?.pods ?? {};
    for (const [workload, pods] of Object.entries(running[from]?.pods ?? {})) {
      const same = Math.min(pods, here[workload] ?? 0);
      if (same > 0) stay.set(workload, (stay.get(workload) ?? 0) + nodes * same);
    }
  }
}

/** Workload ids of a plan without their target: "namespace/name". */
function withoutTarget(pods: ByName<number>, target: string): ByName<number> {
  const start = `${target}/`;
  return Object.fromEntries(
    Object.entries(pods).map(([id, count]) => [id.startsWith(start) ? id.slice(start.length) : id, count]),
  );
}

function fillingsOf({ layouts }: Purchase, target: string): Filling[] {
  return layouts.map(({ nodes, pods }) => ({ nodes, pods: withoutTarget(pods, target) }));
}

function movesOf(running: RunningCluster, plan: ClusterPlan): Moves {
  const purchases = Object.values(plan.purchases);
  const [before, after] = [grouped(running.nodes, kindKey), grouped(purchases, kindKey)];
  const stay = new Map<string, number>();
  let kept = 0;
  for (const [key, rows] of before) {
    const same = after.get(key) ?? [];
    kept += Math.min(total(rows.map(({ count }) => count)), total(same.map(({ count }) => count)));
    addStaying(
      rows.map(({ count, pods }) => ({ nodes: count, pods })),
      same.flatMap((purchase) => fillingsOf(purchase, plan.name)),
      stay,
    );
  }
  const pods = new Map<string, number>();
  for (const row of running.nodes)
    for (const [workload, each] of Object.entries(row.pods))
      pods.set(workload, (pods.get(workload) ?? 0) + row.count * each);
  const planned = new Map(
    Object.entries(
      withoutTarget(
        Object.fromEntries(Object.entries(plan.placements).map(([id, { replicas }]) => [id, replicas])),
        plan.name,
      ),
    ),
  );
  // A replica that the plan no longer has does not move; it ends.
  const move = [...pods].map(([workload, running]) =>
    Math.max(0, Math.min(running, planned.get(workload) ?? 0) - (stay.get(workload) ?? 0)),
  );
  return {
    addNodes: total(purchases.map(({ count }) => count)) - kept,
    removeNodes: total(running.nodes.map(({ count }) => count)) - kept,
    runningPods: total([...pods.values()]),
    movePods: total(move),
  };
}

function unpricedOf(rows: readonly RunningNodes[]): UnpricedNodes[] {
  const groups = grouped(
    rows,
    ({ instanceType, purchaseOption }) => `${instanceType}\u0000${purchaseOption}`,
  );
  return [...groups]
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([, [first, ...rest]]) =>
      first === undefined
        ? []
        : {
            instanceType: first.instanceType,
            purchaseOption: first.purchaseOption,
            nodes: first.count + total(rest.map(({ count }) => count)),
          },
    );
}

function compareCluster(running: RunningCluster, plan: ClusterPlan, catalogue: Catalogue): ClusterComparison {
  const priced = running.nodes.map((row) => ({ row, price: priceOf(row, plan, catalogue) }));
  const purchases = Object.values(plan.purchases);
  return {
    name: plan.name,
    running: {
      nodes: total(running.nodes.map(({ count }) => count)),
      microPerHour: total(priced.map(({ row, price = 0 }) => row.count * price)),
    },
    planned: {
      nodes: total(purchases.map(({ count }) => count)),
      microPerHour: total(purchases.map(({ count, microPerHour }) => count * microPerHour)),
    },
    moves: movesOf(running, plan),
    unpriced: unpricedOf(priced.flatMap(({ row, price }) => (price === undefined ? [row] : []))),
  };
}

export function compareRunning(plan: Plan, running: RunningFleet, catalogue: Catalogue): RunningComparison {
  const clusters = Object.values(plan.clusters).sort((left, right) => compareText(left.name, right.name));
  const known = (name: string): RunningCluster | undefined =>
    Object.hasOwn(running.clusters, name) ? running.clusters[name] : undefined;
  return {
    clusters: clusters.flatMap((cluster) => {
      const now = known(cluster.name);
      return now === undefined ? [] : compareCluster(now, cluster, catalogue);
    }),
    notRunning: [
      ...clusters.flatMap(({ name }) => (known(name) === undefined ? [name] : [])),
      ...Object.keys(plan.edgeSites).sort(),
    ],
    notPlanned: Object.keys(running.clusters)
      .filter((name) => !Object.hasOwn(plan.clusters, name))
      .sort(),
  };
}
