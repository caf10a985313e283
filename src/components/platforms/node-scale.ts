/** How many nodes a purchase may have: the plan's count, or what an autoscaler moves between. */
import type { Purchase } from "../../model/plan.js";

export interface NodeScale {
  readonly min: number;
  readonly max: number;
}

/**
 * Where the plan's peak needs more nodes than are bought: never fewer than those. Undefined where the count is
 * the plan's alone. The count in between is the autoscaler's: a program must ignore its changes.
 */
export function nodeScaleOf({ count, peak }: Purchase): NodeScale | undefined {
  return peak === undefined || peak.count === count ? undefined : { min: count, max: peak.count };
}
