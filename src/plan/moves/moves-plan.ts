/** What the plan says of its moves, with the nodes that stay as a witness. */
import type { CheckedFleet } from "../../model/fleet.js";
import type { MovesPlan, StayingNodes } from "../../model/plan.js";
import type { PreviousFleet } from "../../model/running.js";
import type { PackedTarget } from "../pack/planned-target.js";
import { purchasesOf } from "../assemble/purchases.js";
import { costOf } from "../pack/target-packing.js";
import { movesBetween, plannedLayouts } from "./staying-nodes.js";
import type { Moves, PlannedLayout } from "./staying-nodes.js";

export interface MovesPlanInput {
  readonly previous: PreviousFleet;
  readonly limits: CheckedFleet["limits"];
  readonly packed: readonly PackedTarget[];
  /** The same targets, planned without a previous plan. */
  readonly anew: readonly PackedTarget[];
}

interface OfTarget {
  readonly name: string;
  readonly layouts: readonly PlannedLayout[];
  readonly moves: Moves;
}

function ofTargets(packed: readonly PackedTarget[], { targets }: PreviousFleet): OfTarget[] {
  return packed.map(({ target, kinds, packing: { nodes } }) => {
    const { name } = target;
    const layouts = plannedLayouts(purchasesOf({ target, nodes }, kinds), name);
    return { name, layouts, moves: movesBetween(targets[name] ?? [], layouts) };
  });
}

function sumOf(all: readonly OfTarget[], of: (moves: Moves) => number): number {
  return all.reduce((sum, { moves }) => sum + of(moves), 0);
}

function staysOf({ layouts, moves }: OfTarget): StayingNodes[] {
  return moves.stays.flatMap(({ from, to, nodes }) => {
    const there = layouts[to];
    return there === undefined
      ? []
      : [{ previous: from, purchase: there.purchase, layout: there.layout, nodes }];
  });
}

/** The narrower of the spec's two limits; undefined without either. */
function limitOf({ maxMoves, maxMovesPercent }: CheckedFleet["limits"], pods: number): number | undefined {
  const limits = [
    ...(maxMoves === undefined ? [] : [maxMoves]),
    ...(maxMovesPercent === undefined ? [] : [Math.floor((pods * maxMovesPercent) / 100)]),
  ];
  return limits.length === 0 ? undefined : Math.min(...limits);
}

export function movesPlanOf({ previous, limits, packed, anew }: MovesPlanInput): MovesPlan {
  const [own, others] = [ofTargets(packed, previous), ofTargets(anew, previous)];
  const pods = sumOf(own, ({ stayingOn }) => stayingOn);
  const limit = limitOf(limits, pods);
  return {
    previousDigest: previous.digest,
    pods,
    movePods: sumOf(own, ({ movePods }) => movePods),
    ...(limit === undefined ? {} : { limit }),
    addNodes: sumOf(own, ({ addNodes }) => addNodes),
    removeNodes: sumOf(own, ({ removeNodes }) => removeNodes),
    anew: {
      microPerHour: anew.reduce(
        (sum, { target, packing }) => sum + costOf(packing.nodes) + target.fee.microPerHour,
        0,
      ),
      movePods: sumOf(others, ({ movePods }) => movePods),
    },
    stays: Object.fromEntries(own.map((one) => [one.name, staysOf(one)])),
  };
}
