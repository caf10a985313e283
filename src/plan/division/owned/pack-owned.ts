/**
 * The packing of a problem in which no node is bought. Column generation has a row for each class and each node there,
 * all of them tied, and its fillings say little where a node is one of a kind; moving items one by one finds more in less,
 * and prices of room bound it as well. Small problems go on to the solver, which may prove more.
 */
import { solvePacking } from "../../../solve/index.js";
import type { PackingEntry, PackingOutcome, PackingProblem, PackingStop } from "../../../solve/problem.js";
import { compareText } from "../../../units/compare.js";
import { ownedPrices, withoutPrices } from "./owned-prices.js";
import type { OwnedPrices } from "./owned-prices.js";
import { ownedProblem } from "./owned-problem.js";
import type { OwnedProblem } from "./owned-problem.js";
import { ownedSearch } from "./owned-search.js";
import type { OwnedPacking } from "./owned-search.js";

/** Looks at an item and a node, or at a class and its nodes, that a work unit stands for. */
const LOOKS_A_UNIT = 1_000;
/** Pairs of class and node up to which the solver may find more. */
const SMALL = 2_000;

type Solved = Extract<PackingOutcome, { readonly status: "solved" }>;

/** Most that a packing may cost to be within the gap of the bound. */
function within(bound: number, targetGapMilliPercent: number): number {
  return bound + Math.floor((bound * targetGapMilliPercent) / 100_000);
}

function entriesOf({ classes, nodes }: OwnedProblem, { classOf, at, typeOf }: OwnedPacking): PackingEntry[] {
  const on = Array.from(typeOf, () => new Map<number, number>());
  const out = classes.map(() => 0);
  for (const [item, node] of at.entries()) {
    const one = classOf[item] ?? 0;
    if (node === -1) out[one] = (out[one] ?? 0) + 1;
    else on[node]?.set(one, (on[node].get(one) ?? 0) + 1);
  }
  const entries = new Map<string, PackingEntry>();
  const add = (nodeType: number, count: number, pods: readonly (readonly [number, number])[]): void => {
    const pattern = pods
      .map(([one, items]) => ({ packingClass: classes[one]?.index ?? 0, items }))
      .sort((left, right) => left.packingClass - right.packingClass);
    const key = `${nodeType} ${pattern.map(({ packingClass, items }) => `${packingClass}:${items}`).join()}`;
    entries.set(key, { nodeType, count: count + (entries.get(key)?.count ?? 0), pattern });
  };
  for (const [node, pods] of on.entries())
    if (pods.size > 0) add(nodes[typeOf[node] ?? 0]?.nodeType ?? 0, 1, [...pods]);
  for (const [one, count] of out.entries()) if (count > 0) add(classes[one]?.outType ?? 0, count, [[one, 1]]);
  return [...entries]
    .sort(([left, one], [right, other]) => one.nodeType - other.nodeType || compareText(left, right))
    .map(([, entry]) => entry);
}

function rentsOf(
  problem: PackingProblem,
  { nodes, rows, room }: OwnedProblem,
  { price }: OwnedPrices,
): number[] {
  const rent = problem.caps.map(() => 0);
  for (const [node, { cap }] of nodes.entries())
    rent[cap] = Array.from(room[node] ?? []).reduce(
      (sum, part, row) => sum + part * (price[node * rows + row] ?? 0),
      0,
    );
  return rent;
}

/** The better of both, with what either proves. */
function joined(own: Solved, other: PackingOutcome): Solved {
  if (other.status !== "solved") return own;
  const best = other.cost < own.cost ? other : own;
  const bound = Math.min(best.cost, Math.max(own.bound, other.bound));
  const workUnits = own.workUnits + other.workUnits;
  return { ...best, bound, stop: best.cost === bound ? "proved" : other.stop, workUnits };
}

/** Undefined where nodes are bought, items must run, or rules count what this search does not know. */
export function packOwned(
  problem: PackingProblem,
  leavesOut: (nodeType: number) => boolean,
): PackingOutcome | undefined {
  const owned = ownedProblem(problem, leavesOut);
  if (owned === undefined) return undefined;
  const { targetGapMilliPercent, workUnits: limit } = problem.limits;
  const first = ownedSearch(owned, withoutPrices(owned), { least: 0, looks: 0 });
  const prices = ownedPrices(owned, first.penalties);
  const packing = ownedSearch(owned, prices, {
    least: within(prices.bound, targetGapMilliPercent),
    looks: limit * LOOKS_A_UNIT,
  });
  const cost = packing.penalties;
  const looks = first.looks + packing.looks + prices.steps * owned.classes.length;
  const workUnits = Math.ceil(looks / LOOKS_A_UNIT);
  const isNear = cost <= within(prices.bound, targetGapMilliPercent);
  const ended: PackingStop = workUnits >= limit ? "workBudget" : "exhausted";
  const solved: Solved = {
    status: "solved",
    entries: entriesOf(owned, packing),
    cost,
    bound: Math.min(cost, prices.bound),
    prices: { value: [...prices.value], rent: rentsOf(problem, owned, prices) },
    stop: cost === prices.bound ? "proved" : isNear ? "gapReached" : ended,
    workUnits,
  };
  if (isNear || owned.classes.length * owned.nodes.length > SMALL) return solved;
  return joined(
    solved,
    solvePacking({
      ...problem,
      known: solved.entries,
      limits: { ...problem.limits, workUnits: Math.max(1, limit - workUnits) },
    }),
  );
}
