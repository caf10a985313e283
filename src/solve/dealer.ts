/** Items of merged classes (merged-classes.ts) back to the classes of the problem. */
import type { Pattern } from "./pattern.js";
import type { PackingEntry, PackingProblem } from "./problem.js";

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
