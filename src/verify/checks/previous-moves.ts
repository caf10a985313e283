/**
 * Against the previous plan, where that is given: the nodes that the plan names as staying were there too, and every
 * pod that they do not show to stay is counted as moving.
 */
import type { Purchase } from "../../model/plan.js";
import type { PreviousFleet, RunningNodes } from "../../model/running.js";
import type { Refuse } from "../refusals.js";
import { entryOf, purchasesOf } from "../review.js";
import type { Check, ReviewedTarget } from "../review.js";
import { Tally } from "../tally.js";
import { countedMoves, movesOf } from "../counted-moves.js";
import { stayingOf } from "./moves.js";
import type { Staying } from "./moves.js";

function sameKind(row: RunningNodes, purchase: Purchase): boolean {
  const inPlace = row.purchaseOption === "owned" || row.availabilityZone === purchase.availabilityZone;
  return (
    inPlace &&
    row.pool === purchase.pool &&
    row.instanceType === purchase.instanceType &&
    row.purchaseOption === purchase.purchaseOption
  );
}

interface Counted {
  kept: number;
  before: number;
  after: number;
}

/** Nodes of one kind that are there before and after. */
function keptNodes(rows: readonly RunningNodes[], target: ReviewedTarget): number {
  const [before, after] = [new Tally(), new Tally()];
  const key = (one: RunningNodes | Purchase): string =>
    JSON.stringify([
      one.pool,
      one.instanceType,
      one.purchaseOption,
      one.purchaseOption === "owned" ? "" : one.availabilityZone,
    ]);
  for (const row of rows) before.add(key(row), row.count);
  for (const { purchase } of purchasesOf(target)) after.add(key(purchase), purchase.count);
  return before.names().reduce((sum, name) => sum + Math.min(before.of(name), after.of(name)), 0);
}

function countTarget(
  target: ReviewedTarget,
  rows: readonly RunningNodes[],
  staying: readonly Staying[],
  refuse: Refuse,
): Counted {
  const counted: Counted = { kept: keptNodes(rows, target), before: 0, after: 0 };
  for (const { count } of rows) counted.before += count;
  for (const { purchase } of purchasesOf(target)) counted.after += purchase.count;
  const used = new Map<number, number>();
  for (const { path, stay, purchase } of staying) {
    const row = rows[stay.previous];
    if (row === undefined || !sameKind(row, purchase)) {
      refuse(path, `says that row ${stay.previous} of the previous plan stays, and that is no such node`);
      continue;
    }
    const nodes = (used.get(stay.previous) ?? 0) + stay.nodes;
    used.set(stay.previous, nodes);
    if (nodes > row.count) refuse(path, `keeps ${nodes} node(s) of a row that has ${row.count}`);
  }
  return counted;
}

export const checkPreviousMoves: Check = (review, refuse) => {
  const { plan, targets, previous } = review;
  if (previous === undefined) return;
  const { moves } = plan;
  if (moves === undefined) {
    refuse(["moves"], "is missing, and there is a previous plan");
    return;
  }
  if (moves.previousDigest !== previous.digest) {
    refuse(["moves", "previousDigest"], `is of another plan: the previous one has ${previous.digest}`);
    return;
  }
  const all = targets.map((target) =>
    // What a stay names wrongly of the plan itself is told by `checkMoves`.
    countTarget(
      target,
      rowsOf(previous, target),
      stayingOf(target, moves, () => undefined),
      refuse,
    ),
  );
  const sum = (of: (counted: Counted) => number): number => all.reduce((total, one) => total + of(one), 0);
  const equal = (
    name: "pods" | "movePods" | "betweenPlaces" | "addNodes" | "removeNodes",
    own: number,
  ): void => {
    if ((moves[name] ?? 0) !== own)
      refuse(["moves", name], `is ${moves[name] ?? 0}, and both plans give ${own}`);
  };
  let [pods, movePods, betweenPlaces] = [0, 0, 0];
  for (const counted of countedMoves(review, previous).values()) {
    const own = movesOf(counted);
    pods += Math.min(counted.before.all, counted.after.all);
    movePods += own.all;
    betweenPlaces += own.between;
  }
  equal("pods", pods);
  equal("movePods", movePods);
  equal("betweenPlaces", betweenPlaces);
  equal(
    "addNodes",
    sum(({ after, kept }) => after - kept),
  );
  equal(
    "removeNodes",
    sum(({ before, kept }) => before - kept),
  );
};

function rowsOf({ targets }: PreviousFleet, { name }: ReviewedTarget): readonly RunningNodes[] {
  return entryOf(targets, name) ?? [];
}
