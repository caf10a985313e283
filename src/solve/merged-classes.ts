/**
 * Classes of the same size that may go to the same types are one class, unless they are limited a node: such
 * a limit is each class's own. Fewer classes make a smaller LP; the items are dealt back at the end (dealer.ts).
 */
import { needKey } from "./model-boxes.js";
import type { BoxNeed, PackingClass, PackingProblem } from "./problem.js";

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
