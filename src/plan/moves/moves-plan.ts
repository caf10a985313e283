/** What the plan says of its moves, with the nodes that stay as a witness. */
import type { CheckedFleet } from "../../model/fleet.js";
import type { MovesPlan, StayingNodes } from "../../model/plan.js";
import type { PreviousFleet } from "../../model/running.js";
import type { PackedTarget } from "../pack/planned-target.js";
import { costOf } from "../pack/target-packing.js";
import { movesOfFleet } from "./fleet-moves.js";
import type { MovesOfFleet, TargetMoves } from "./fleet-moves.js";
import type { Moves } from "./staying-nodes.js";

export interface MovesPlanInput {
  readonly previous: PreviousFleet;
  readonly fleet: Pick<CheckedFleet, "limits" | "links">;
  readonly packed: readonly PackedTarget[];
  /** The same targets, planned without a previous plan. */
  readonly anew: readonly PackedTarget[];
}

function sumOf({ targets }: MovesOfFleet, of: (moves: Moves) => number): number {
  return targets.reduce((sum, { moves }) => sum + of(moves), 0);
}

function staysOf({ layouts, stays }: TargetMoves): StayingNodes[] {
  return stays.flatMap(({ from, to, nodes }) => {
    const there = layouts[to];
    return there === undefined
      ? []
      : [{ previous: from, purchase: there.purchase, layout: there.layout, nodes }];
  });
}

/** The narrower of the spec's two limits; undefined without either. */
export function limitOf(
  { maxMoves, maxMovesPercent }: CheckedFleet["limits"],
  pods: number,
): number | undefined {
  const limits = [
    ...(maxMoves === undefined ? [] : [maxMoves]),
    ...(maxMovesPercent === undefined ? [] : [Math.floor((pods * maxMovesPercent) / 100)]),
  ];
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** Absent where no workload says what a move of it takes. */
function prices(
  own: MovesOfFleet,
  packed: readonly PackedTarget[],
  limit: number | undefined,
): Partial<MovesPlan> {
  if (packed.every(({ target }) => target.workloads.every(({ move }) => move === undefined))) return {};
  return {
    priceMicro: own.priceMicro,
    ...(limit === undefined ? {} : { priceLimitMicro: limit }),
    priced: own.priced,
  };
}

export function movesPlanOf({ previous, fleet, packed, anew }: MovesPlanInput): MovesPlan {
  const { limits, links } = fleet;
  const [own, others] = [movesOfFleet(packed, previous, links), movesOfFleet(anew, previous, links)];
  const limit = limitOf(limits, own.pods);
  return {
    previousDigest: previous.digest,
    pods: own.pods,
    movePods: own.movePods,
    ...(own.betweenPlaces === 0 ? {} : { betweenPlaces: own.betweenPlaces }),
    ...(limit === undefined ? {} : { limit }),
    ...prices(own, packed, limits.maxMoveMicro),
    addNodes: sumOf(own, ({ addNodes }) => addNodes),
    removeNodes: sumOf(own, ({ removeNodes }) => removeNodes),
    anew: {
      microPerHour: anew.reduce(
        (sum, { target, packing }) => sum + costOf(packing.nodes) + target.fee.microPerHour,
        0,
      ),
      movePods: others.movePods,
    },
    stays: Object.fromEntries(own.targets.map((one) => [one.name, staysOf(one)])),
  };
}
