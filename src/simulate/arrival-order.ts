/**
 * The order in which pods come up. A waiting queue serves higher priorities first (PrioritySort); among equals, and
 * where pods arrive live, one by one, it is the order of arrival, which nobody knows: so it is asked for.
 */
import { compareText } from "../units/compare.js";
import { amountOf, resourceNames } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";
import { randomFrom, shuffle } from "../units/random.js";
import type { Random } from "../units/random.js";
import type { ModelNodes, ModelPods } from "./model-input.js";

export interface RandomArrivals {
  readonly seed: number;
  /** Whether the replicas of a workload come one after another, as when workloads are applied in turn. */
  readonly together?: boolean;
  /** Into how many portions each workload's replicas are cut, which come in any order, as when all are scaled step by step; at least 1. */
  readonly portions?: number;
  /** Whether each pod is placed before the next one comes, so that priorities change nothing. */
  readonly live?: boolean;
}

export type ArrivalOrder = "largestFirst" | "byName" | RandomArrivals;

/** The largest part of the target's whole capacity that one replica takes of any resource. */
function sizesOf(pods: readonly ModelPods[], nodes: readonly ModelNodes[]): number[] {
  const names = resourceNames(...nodes.map(({ allocatable }) => allocatable));
  const whole: ResourceVector = Object.fromEntries(
    names.map((name) => [
      name,
      nodes.reduce((sum, one) => sum + one.names.length * amountOf(one.allocatable, name), 0),
    ]),
  );
  return pods.map(({ requests }) =>
    Object.keys(requests).reduce((largest, name) => {
      const all = amountOf(whole, name);
      return all === 0 ? largest : Math.max(largest, amountOf(requests, name) / all);
    }, 0),
  );
}

interface Turn {
  readonly index: number;
  readonly priority: number;
  readonly rank: number;
  readonly pods: ModelPods;
}

/** Workloads in a random order, each as one turn. */
function shuffledRanks(count: number, seed: number): number[] {
  const order = Int32Array.from({ length: count }, (_none, index) => index);
  shuffle(order, randomFrom(seed));
  const ranks = new Array<number>(count).fill(0);
  for (const [rank, index] of order.entries()) ranks[index] = rank;
  return ranks;
}

function turnsOf(pods: readonly ModelPods[], nodes: readonly ModelNodes[], order: ArrivalOrder): Turn[] {
  const random = typeof order === "object" ? order : undefined;
  const sizes = order === "largestFirst" ? sizesOf(pods, nodes) : [];
  const ranks = random?.together === true ? shuffledRanks(pods.length, random.seed) : [];
  const turns = pods.map((one, index) => ({
    index,
    pods: one,
    priority: random?.live === true ? 0 : one.priority,
    rank: ranks[index] ?? -(sizes[index] ?? 0),
  }));
  return turns.sort(
    (left, right) =>
      right.priority - left.priority || left.rank - right.rank || compareText(left.pods.id, right.pods.id),
  );
}

/** Puts the same pods into an order in which each workload comes in so many portions, as even as may be. */
function inPortions(queue: Int32Array, portions: number, random: Random): void {
  const cut: { readonly index: number; readonly count: number }[] = [];
  for (let [start, end] = [0, 0]; start < queue.length; start = end) {
    const index = queue[start] ?? 0;
    while (queue[end] === index) end += 1;
    const replicas = end - start;
    const parts = Math.min(portions, replicas);
    for (let part = 0; part < parts; part += 1) {
      const [from, to] = [part, part + 1].map((number) => Math.ceil((replicas * number) / parts));
      cut.push({ index, count: (to ?? 0) - (from ?? 0) });
    }
  }
  const order = Int32Array.from(cut.keys());
  shuffle(order, random);
  let end = 0;
  for (const place of order) {
    const { index = 0, count = 0 } = cut[place] ?? {};
    queue.fill(index, end, end + count);
    end += count;
  }
}

/** Index of the pods' template for every pod, first to arrive first. */
export function arrivals(
  pods: readonly ModelPods[],
  nodes: readonly ModelNodes[],
  order: ArrivalOrder,
): Int32Array {
  const turns = turnsOf(pods, nodes, order);
  const queue = new Int32Array(pods.reduce((sum, { replicas }) => sum + replicas, 0));
  const mixed = typeof order === "object" && order.together !== true;
  const random = mixed ? randomFrom(order.seed) : undefined;
  const portions = mixed ? order.portions : undefined;
  let [end, start] = [0, 0];
  for (const [turn, { index, priority, pods: one }] of turns.entries()) {
    queue.fill(index, end, end + one.replicas);
    end += one.replicas;
    if (turns[turn + 1]?.priority === priority) continue;
    // The last of its priority: these arrive in any order.
    const own = queue.subarray(start, end);
    if (random !== undefined && portions !== undefined) inPortions(own, portions, random);
    else if (random !== undefined) shuffle(own, random);
    start = end;
  }
  return queue;
}

/** The seed of lots among equal nodes in this order. */
export function lotsOf(order: ArrivalOrder): number {
  return typeof order === "object" ? order.seed + 1 : 1;
}
