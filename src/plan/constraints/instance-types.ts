/**
 * At most n instance types a pool. The solver knows no such rule: the packing without it gives the bound, and
 * where it has too many types it is packed again with fewer to choose from.
 */
import type { Conflict } from "../../model/outcome.js";
import { compareText } from "../../units/compare.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { targetPath } from "../formulate/plan-target.js";
import type { PlanTarget } from "../formulate/plan-target.js";

export function limitsTypes({ pools }: PlanTarget): boolean {
  return pools.some(({ maxInstanceTypes }) => maxInstanceTypes !== undefined);
}

/** Instance type -> what its nodes in the pool cost, dearest first. */
function spending(nodes: readonly FilledNodes[], pool: string): [type: string, micro: number][] {
  const sums = new Map<string, number>();
  for (const { kind, nodes: count } of nodes) {
    if (kind.pool !== pool) continue;
    sums.set(kind.instanceType, (sums.get(kind.instanceType) ?? 0) + count * Math.max(1, kind.microPerHour));
  }
  return [...sums].sort(([left, a], [right, b]) => b - a || compareText(left, right));
}

export function keepsTypes({ pools }: PlanTarget, nodes: readonly FilledNodes[]): boolean {
  return pools.every(
    ({ name, maxInstanceTypes = Infinity }) => spending(nodes, name).length <= maxInstanceTypes,
  );
}

/** Whether a kind stays among those to choose from. */
export type Choice = (kind: NodeKind) => boolean;

/** Types of the pool, largest first: whatever fits on any of them fits on the first. */
function largestFirst(kinds: readonly NodeKind[], pool: string): string[] {
  const sizes = new Map<string, number>();
  for (const { pool: name, instanceType, allocatable } of kinds)
    if (name === pool)
      sizes.set(instanceType, (allocatable["cpuMilli"] ?? 0) + (allocatable["memoryMiB"] ?? 0));
  return [...sizes].sort(([left, a], [right, b]) => b - a || compareText(left, right)).map(([type]) => type);
}

function choiceOf(chosen: ReadonlyMap<string, ReadonlySet<string>>): Choice {
  return ({ pool, instanceType }) => chosen.get(pool)?.has(instanceType) ?? true;
}

/**
 * What to try, in this order: the types that most is spent on; the same with each other used type in place of
 * the last; the largest with those that most is spent on. At most `most` choices.
 */
export function choicesOf(
  target: PlanTarget,
  kinds: readonly NodeKind[],
  nodes: readonly FilledNodes[],
  most: number,
): Choice[] {
  const limited = target.pools.flatMap(({ name, maxInstanceTypes }) =>
    maxInstanceTypes === undefined ? [] : [{ name, limit: maxInstanceTypes }],
  );
  const choices: Choice[] = [];
  for (let turn = 0; turn < most; turn += 1) {
    const chosen = limited.map(({ name, limit }): [string, Set<string>] => {
      const used = spending(nodes, name).map(([type]) => type);
      const others = [
        ...used.slice(limit),
        ...largestFirst(kinds, name).filter((type) => !used.includes(type)),
      ];
      if (turn === 0 || others.length === 0) return [name, new Set([...used, ...others].slice(0, limit))];
      const last = others[(turn - 1) % others.length] ?? "";
      return [name, new Set([...used.slice(0, limit - 1), last])];
    });
    choices.push(choiceOf(new Map(chosen)));
  }
  return choices;
}

export function instanceTypesConflict(target: PlanTarget, kinds: readonly NodeKind[]): Conflict {
  const limited = target.pools.filter(({ maxInstanceTypes }) => maxInstanceTypes !== undefined);
  const words = limited.map(({ name, maxInstanceTypes = 0 }) => `${maxInstanceTypes} in pool "${name}"`);
  return {
    label: "instance-types",
    subject: `${target.name}/${limited[0]?.name ?? ""}`,
    path: `${targetPath(target)}/pools/${limited[0]?.name ?? ""}/maxInstanceTypes`,
    message: `no filling was found with so few instance types: ${words.join(", ")} (maxInstanceTypes)`,
    offeringsConsidered: kinds.length,
    exclusions: [],
    waysOut: ["raise maxInstanceTypes", "give workloads that need other machines a pool of their own"],
  };
}
