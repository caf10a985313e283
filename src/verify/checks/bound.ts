/** The bound is no more than cost and penalties, the gap follows from both, and "proved" means that they are equal. */
import type { Check } from "../review.js";

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** cost / bound - 1 in millionths, rounded up; the largest exact number where it would be larger. */
function gapPpm(cost: number, bound: number): bigint {
  if (cost === bound) return 0n;
  if (bound === 0) return LARGEST;
  const divisor = BigInt(bound);
  const gap = ((BigInt(cost) - divisor) * 1_000_000n + divisor - 1n) / divisor;
  return gap < LARGEST ? gap : LARGEST;
}

export const checkBound: Check = ({ plan }, refuse) => {
  const { boundMicroPerHour: bound, gapPpm: stated, stop } = plan.search;
  const cost = plan.cost.microPerHour + (plan.cost.penaltiesMicroPerHour ?? 0);
  if (bound > cost) {
    refuse(
      ["search", "boundMicroPerHour"],
      `is ${bound}, and the plan costs only ${cost} micro-units an hour, penalties counted`,
    );
    return;
  }
  const gap = gapPpm(cost, bound);
  if (gap !== BigInt(stated)) refuse(["search", "gapPpm"], `is ${stated}, and cost and bound give ${gap}`);
  if (stop === "proved" && cost !== bound)
    refuse(["search", "stop"], `is "proved", and the cost is above the bound`);
};
