/**
 * Classes of the same size that may go to the same types are one class, unless they are limited a node: such
 * a limit is each class's own. Fewer classes make a smaller LP; the items are dealt back at the end.
 */
import { needKey } from "./model-boxes.js";
import type { Pattern } from "./pattern.js";
import type { BoxNeed, PackingClass, PackingEntry, PackingProblem } from "./problem.js";

export interface MergedClass {
  readonly size: readonly number[];
  readonly demand: number;
  /** Most items on one node. */
  readonly perNode: number;
  readonly boxes: BoxNeed | undefined;
  /** Classes of the problem, ascending. */
  readonly members: readonly number[];
}

function sameTypes({ nodeTypes }: PackingProblem, one: number, other: number): boolean {
  return nodeTypes.every(({ eligible }) => (eligible[one] === true) === (eligible[other] === true));
}

/** A class with a limit a node of its own, or that nobody wants, is merged with no other. */
export function isLimited({ demand, maxPerNode }: PackingClass): boolean {
  return demand === 0 || (maxPerNode ?? demand) < demand;
}

export function mergedClass(problem: PackingProblem, members: readonly number[]): MergedClass {
  const all = members.flatMap((item) => problem.classes[item] ?? []);
  const demand = all.reduce((sum, one) => sum + one.demand, 0);
  return {
    size: all[0]?.size ?? [],
    demand,
    perNode: Math.min(demand, members.length === 1 ? (all[0]?.maxPerNode ?? demand) : demand),
    boxes: all[0]?.boxes,
    members,
  };
}

export function mergedClasses(problem: PackingProblem): MergedClass[] {
  const groups: number[][] = [];
  /** Few are of one size, so that their types are compared pair by pair. */
  const alike = new Map<string, number[][]>();
  for (const [item, one] of problem.classes.entries()) {
    const limited = isLimited(one);
    const key = `${one.size.join(",")} ${needKey(one.boxes)}`;
    const same = limited ? [] : (alike.get(key) ?? []);
    const group = same.find(([first]) => sameTypes(problem, first ?? 0, item));
    if (group !== undefined) {
      group.push(item);
      continue;
    }
    const own = [item];
    groups.push(own);
    if (!limited) alike.set(key, [...same, own]);
  }
  return groups.map((members) => mergedClass(problem, members));
}

type Items = PackingEntry["pattern"][number];

/** Deals the items of merged classes out to their members, in order. */
export class Dealer {
  /** Per merged class: what each member still wants, the first unsatisfied one first. */
  private readonly queues: { item: number; left: number }[][];

  constructor(problem: PackingProblem, members: readonly (readonly number[])[]) {
    this.queues = members.map((own) =>
      own.map((item) => ({ item, left: problem.classes[item]?.demand ?? 0 })),
    );
  }

  /** Nodes on which the next member alone gives all `each` items; 0 where more than one has to. */
  private wholeNodes(merged: number, each: number): number {
    const queue = this.queues[merged] ?? [];
    while (queue.length > 1 && queue[0]?.left === 0) queue.shift();
    return Math.floor((queue[0]?.left ?? 0) / each);
  }

  private take(merged: number, amount: number): Items[] {
    const queue = this.queues[merged] ?? [];
    const taken: Items[] = [];
    for (let left = amount; left > 0;) {
      const head = queue[0];
      if (head === undefined) break;
      const items = Math.min(left, head.left);
      head.left -= items;
      left -= items;
      if (items > 0) taken.push({ packingClass: head.item, items });
      if (head.left === 0) queue.shift();
    }
    return taken;
  }

  /** `count` nodes filled alike with items of merged classes, as runs of nodes that hold the same. */
  deal(count: number, { item, each }: Pattern): { readonly count: number; readonly pattern: Items[] }[] {
    const runs: { count: number; pattern: Items[] }[] = [];
    for (let left = count; left > 0;) {
      let whole = left;
      for (let at = 0; at < item.length; at += 1)
        whole = Math.min(whole, this.wholeNodes(item[at] ?? 0, each[at] ?? 0));
      const nodes = Math.max(1, whole);
      const items: Items[] = [];
      for (let at = 0; at < item.length; at += 1)
        for (const { packingClass, items: taken } of this.take(item[at] ?? 0, (each[at] ?? 0) * nodes))
          items.push({ packingClass, items: taken / nodes });
      runs.push({ count: nodes, pattern: items.sort((one, other) => one.packingClass - other.packingClass) });
      left -= nodes;
    }
    return runs;
  }

  /** What the members of every merged class still want, by class of the problem. */
  remaining(classes: number): number[] {
    const left = Array<number>(classes).fill(0);
    for (const queue of this.queues) for (const one of queue) left[one.item] = one.left;
    return left;
  }
}
