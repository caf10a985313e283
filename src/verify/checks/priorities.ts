/**
 * Replicas that stay out by priority: every priority is stated once, the highest first, with the replicas that its
 * workloads leave out, and no fewer stay out than the bound on it says.
 */
import type { PriorityPlan } from "../../model/plan.js";
import type { Refuse } from "../refusals.js";
import type { Check, ReviewedTarget } from "../review.js";
import { Tally } from "../tally.js";

function checkTarget({ path, slice, workloads }: ReviewedTarget, refuse: Refuse): void {
  const counted = new Tally();
  for (const { leftOut, priority = 0 } of workloads.values())
    if (leftOut !== undefined && leftOut.microPerHour === undefined)
      counted.add(String(priority), leftOut.replicas);
  const { priorities = [] } = slice;
  let before: PriorityPlan | undefined;
  for (const [index, one] of priorities.entries()) {
    const at = [...path, "priorities", index];
    const out = counted.of(String(one.priority));
    if (before !== undefined && before.priority <= one.priority)
      refuse([...at, "priority"], `is ${one.priority}, and must be below the ${before.priority} before it`);
    if (one.leftOut !== out)
      refuse([...at, "leftOut"], `is ${one.leftOut}, and its workloads leave ${out} replicas out`);
    if (one.leftOut > one.replicas)
      refuse([...at, "replicas"], `is ${one.replicas}, and ${one.leftOut} are left out`);
    if (one.boundLeftOut > one.leftOut)
      refuse([...at, "boundLeftOut"], `is ${one.boundLeftOut}, and only ${one.leftOut} are left out`);
    before = one;
  }
  for (const priority of counted.names())
    if (!priorities.some((one) => String(one.priority) === priority))
      refuse([...path, "priorities"], `do not state priority ${priority}, of which replicas are left out`);
}

export const checkPriorities: Check = ({ targets }, refuse) => {
  for (const target of targets) checkTarget(target, refuse);
};
