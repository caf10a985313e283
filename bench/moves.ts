/**
 * How many items change their node between two packings: old and new nodes of a type are paired by what they share.
 * Items that only one of the packings has come or go; they do not move.
 */
import type { PackingEntry } from "../src/solve/index.js";

type Pattern = PackingEntry["pattern"];

interface Group {
  readonly pattern: Pattern;
  left: number;
}

function shared(one: Pattern, other: Pattern): number {
  const there = new Map(other.map(({ packingClass, items }) => [packingClass, items]));
  return one.reduce((sum, { packingClass, items }) => sum + Math.min(items, there.get(packingClass) ?? 0), 0);
}

function byType(entries: readonly PackingEntry[]): Map<number, Group[]> {
  const groups = new Map<number, Group[]>();
  for (const { nodeType, count, pattern } of entries) {
    const own = groups.get(nodeType) ?? [];
    groups.set(nodeType, own);
    own.push({ pattern, left: count });
  }
  return groups;
}

/** Items that stay where they are if nodes are paired greedily, those that share most first. */
function stayed(before: readonly Group[], after: readonly Group[]): number {
  const pairs = after.flatMap((to) =>
    before.map((from) => ({ from, to, items: shared(from.pattern, to.pattern) })),
  );
  let sum = 0;
  for (const { from, to, items } of pairs.sort((one, other) => other.items - one.items)) {
    const nodes = Math.min(from.left, to.left);
    from.left -= nodes;
    to.left -= nodes;
    sum += nodes * items;
  }
  return sum;
}

/** Items of each class. */
function counted(entries: readonly PackingEntry[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { count, pattern } of entries)
    for (const { packingClass, items } of pattern)
      sums.set(packingClass, (sums.get(packingClass) ?? 0) + count * items);
  return sums;
}

export function movesBetween(before: readonly PackingEntry[], after: readonly PackingEntry[]): number {
  const [old, fresh] = [byType(before), byType(after)];
  const there = counted(before);
  let items = 0;
  let kept = 0;
  for (const [packingClass, count] of counted(after)) items += Math.min(count, there.get(packingClass) ?? 0);
  for (const [type, groups] of fresh) kept += stayed(old.get(type) ?? [], groups);
  return items - kept;
}
