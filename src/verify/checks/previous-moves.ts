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
  pods: number;
  stay: number;
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
  const counted: Counted = { pods: 0, stay: 0, kept: keptNodes(rows, target), before: 0, after: 0 };
  const running = new Tally();
  for (const { count, pods } of rows) {
    counted.before += count;
    for (const [name, each] of Object.entries(pods)) running.add(name, count * each);
  }
  for (const name of running.names())
    counted.pods += Math.min(
      running.of(name),
      entryOf(target.slice.placements, `${target.name}/${name}`)?.replicas ?? 0,
    );
  for (const { purchase } of purchasesOf(target)) counted.after += purchase.count;
  const used = new Map<number, number>();
  for (const { path, stay, purchase, layout } of staying) {
    const row = rows[stay.previous];
    if (row === undefined || !sameKind(row, purchase)) {
      refuse(path, `says that row ${stay.previous} of the previous plan stays, and that is no such node`);
      continue;
    }
    const nodes = (used.get(stay.previous) ?? 0) + stay.nodes;
    used.set(stay.previous, nodes);
    if (nodes > row.count) refuse(path, `keeps ${nodes} node(s) of a row that has ${row.count}`);
    for (const [name, each] of Object.entries(row.pods))
      counted.stay += stay.nodes * Math.min(each, entryOf(layout.pods, `${target.name}/${name}`) ?? 0);
  }
  return counted;
}

export const checkPreviousMoves: Check = ({ plan, targets, previous }, refuse) => {
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
  const equal = (name: "pods" | "movePods" | "addNodes" | "removeNodes", own: number): void => {
    if (moves[name] !== own) refuse(["moves", name], `is ${moves[name]}, and both plans give ${own}`);
  };
  equal(
    "pods",
    sum(({ pods }) => pods),
  );
  equal(
    "movePods",
    sum(({ pods, stay }) => pods - stay),
  );
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
