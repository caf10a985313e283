/** A plan beside what runs today: what would be saved, and what would have to move for it. */
import { PLAN_CURRENCY } from "../model/plan.js";
import type { Plan, ClusterPlan } from "../model/plan.js";
import { sellsIn } from "../catalogue/index.js";
import type { Catalogue } from "../catalogue/index.js";
import type { RunningCluster, RunningFleet, RunningNodes } from "../model/running.js";
import { compareText } from "../units/compare.js";
import { movesBetween, plannedLayouts } from "./moves/staying-nodes.js";

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

function movesOf(running: RunningCluster, plan: ClusterPlan): Moves {
  const { addNodes, removeNodes, runningPods, movePods } = movesBetween(
    running.nodes,
    plannedLayouts(plan.purchases, plan.name),
  );
  return { addNodes, removeNodes, runningPods, movePods };
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
