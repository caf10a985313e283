/** How the pods of a workload are led to the nodes that were bought for them, as the plan states it. */
import type { WorkloadPlan } from "../../model/plan.js";
import type { Standings } from "./model-of-nodes.js";

export type Steering = Pick<WorkloadPlan, "preferredInstanceTypes" | "requiredInstanceTypes" | "maxPerNode">;

export function steeringOf(standings: Standings): ReadonlyMap<string, Steering> {
  const steering = [...standings].flatMap(([id, { instanceTypes, bound }]): [string, Steering][] => {
    if (instanceTypes.size === 0) return [];
    const types = [...instanceTypes].sort();
    if (bound === undefined) return [[id, { preferredInstanceTypes: types }]];
    const { mostPerNode } = bound;
    const cap = mostPerNode === undefined ? {} : { maxPerNode: mostPerNode };
    return [[id, { requiredInstanceTypes: types, ...cap }]];
  });
  return new Map(steering);
}
