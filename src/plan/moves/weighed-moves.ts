/** What moves weigh beside cost: each its price, and what workloads say of theirs spread over the hours to pay for it. */
import type { Weights } from "../../model/fleet.js";
import type { MovesPlan } from "../../model/plan.js";

/** Micro-units an hour, rounded up. */
export function weighedMoves(
  { movePods, priceMicro = 0 }: Pick<MovesPlan, "movePods" | "priceMicro">,
  { microPerMoveHour, moveHours }: Weights,
): number {
  return movePods * microPerMoveHour + (moveHours === undefined ? 0 : Math.ceil(priceMicro / moveHours));
}
