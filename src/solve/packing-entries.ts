/** From packings of the model to entries of the problem: merged classes dealt out, in a fixed order. */
import type { Packing } from "./filled.js";
import { Dealer } from "./dealer.js";
import type { PackingModel } from "./packing-model.js";
import type { PackingEntry, PackingProblem } from "./problem.js";

export function compareEntries(left: PackingEntry, right: PackingEntry): number {
  if (left.nodeType !== right.nodeType) return left.nodeType - right.nodeType;
  for (const [index, mine] of left.pattern.entries()) {
    const theirs = right.pattern[index];
    if (theirs === undefined) return 1;
    if (mine.packingClass !== theirs.packingClass) return mine.packingClass - theirs.packingClass;
    if (mine.items !== theirs.items) return theirs.items - mine.items;
  }
  return left.pattern.length - right.pattern.length;
}

interface Dealt {
  readonly entries: PackingEntry[];
  /** By class of the problem. */
  readonly unplaced: number[];
}

export function dealtEntries(problem: PackingProblem, model: PackingModel, packing: Packing): Dealt {
  const dealer = new Dealer(problem, model.members);
  const entries = new Map<string, PackingEntry>();
  for (const { type, count, pattern } of packing.filled) {
    const nodeType = model.origin[type] ?? 0;
    for (const run of dealer.deal(count, pattern)) {
      let key = `${nodeType}`;
      for (const { packingClass, items } of run.pattern) key += `,${packingClass}:${items}`;
      const known = entries.get(key)?.count ?? 0;
      entries.set(key, { nodeType, count: run.count + known, pattern: run.pattern });
    }
  }
  return {
    entries: [...entries.values()].sort(compareEntries),
    unplaced: dealer.remaining(problem.classes.length),
  };
}
