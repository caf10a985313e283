/** Node kinds worth trying one by one: without those that another is at least as good as in every way. */
import { amountOf, resourceNames } from "../../units/resources.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import type { Demand } from "../formulate/demand.js";
import type { NodeKind } from "../formulate/node-kind.js";

/** So many and one more are found at most. */
export const MOST_EFFICIENT = 80;

export interface KindChoice {
  readonly kinds: readonly NodeKind[];
  /** Whole workloads, not their parts in zones. */
  readonly demands: readonly Demand[];
  readonly limits: readonly NodeLimit[];
  /** Kinds that buy for different rules are never inferior to each other: the same text for those that may be. */
  readonly groupOf: (kind: NodeKind) => string;
  /** Only what costs less is of interest. */
  readonly below: number;
}

/** Whether the second of two kinds, by index, does for all that the first does, at no more. */
function isInferior(own: number, better: number, { limits, demands, kinds, groupOf }: KindChoice): boolean {
  const [kind, other] = [kinds[own], kinds[better]];
  if (kind === undefined || other === undefined) return false;
  return (
    groupOf(other) === groupOf(kind) &&
    other.microPerHour <= kind.microPerHour &&
    resourceNames(kind.free).every((name) => amountOf(other.free, name) >= amountOf(kind.free, name)) &&
    limits.every(({ weightOf }) => weightOf(other) <= weightOf(kind)) &&
    demands.every(({ mask }) => (mask[own] ?? 0) <= (mask[better] ?? 0))
  );
}

/** Without kinds that others of their group are at least as good as; of equal ones the first stays. */
export function efficientKinds(search: KindChoice): number[] {
  const { kinds, demands, below } = search;
  const price = (index: number): number => kinds[index]?.microPerHour ?? 0;
  const usable = kinds
    .map((_kind, index) => index)
    .filter((index) => price(index) < below && demands.some(({ mask }) => mask[index] === 1))
    .sort((one, other) => price(one) - price(other) || one - other);
  const left: number[] = [];
  for (const index of usable) {
    if (left.length > MOST_EFFICIENT) break;
    if (!left.some((better) => isInferior(index, better, search))) left.push(index);
  }
  return left.sort((one, other) => one - other);
}
