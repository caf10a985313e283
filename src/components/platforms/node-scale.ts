/** How many nodes a purchase may have: the plan's count, or what an autoscaler moves between. */
import type { Purchase } from "../../model/plan.js";
import { mostNodes } from "../../model/purchase-nodes.js";

export interface NodeScale {
  readonly min: number;
  readonly max: number;
}

/**
 * Where a peak or an hour needs more nodes than are bought: never fewer than those. Undefined where the count is
 * the plan's alone. The count in between is the autoscaler's: a program must ignore its changes.
 */
export function nodeScaleOf(purchase: Purchase): NodeScale | undefined {
  const { count } = purchase;
  const most = mostNodes(purchase);
  return most === count ? undefined : { min: count, max: most };
}
