/** Both of the spec's limits of moves, in pods. */
import type { Check } from "../review.js";

export const checkFleetMoves: Check = ({ plan, fleet }, refuse) => {
  if (fleet === undefined || plan.moves === undefined) return;
  const { maxMoves = Infinity, maxMovesPercent } = fleet.limits;
  const share =
    maxMovesPercent === undefined ? Infinity : Math.floor((maxMovesPercent * plan.moves.pods) / 100);
  const most = Math.min(maxMoves, share);
  const stated = plan.moves.limit ?? Infinity;
  if (stated !== most)
    refuse(
      ["moves", "limit"],
      `is ${stated}, and the fleet's limits give ${most} of ${plan.moves.pods} pod(s)`,
    );
};
