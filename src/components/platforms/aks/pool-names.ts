/** Names of AKS node pools: at most 12 lower-case letters and digits, from the purchase's key alone. */
import type { ClusterPlan } from "../../../model/plan.js";
import { invariant } from "../../../units/invariant.js";
import { purchasesInOrder } from "../plan-faults.js";
import { twelveLetterName } from "../provider-names.js";

/** Purchase key -> name. */
export function agentPoolNames(plan: ClusterPlan): ReadonlyMap<string, string> {
  const names = new Map(purchasesInOrder(plan).map(({ key, pool }) => [key, twelveLetterName(pool, key)]));
  invariant(new Set(names.values()).size === names.size, `two node pools of ${plan.name} have one name`);
  return names;
}
