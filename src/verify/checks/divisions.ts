/** A divided workload runs in its places with the replicas that its division says, and in no others. */
import type { Plan, WorkloadPlan } from "../../model/plan.js";
import type { Check } from "../review.js";

/** "namespace/name" -> its parts. */
function partsOf({ workloads }: Plan): ReadonlyMap<string, readonly WorkloadPlan[]> {
  const parts = new Map<string, WorkloadPlan[]>();
  for (const part of Object.values(workloads)) {
    const key = `${part.namespace}/${part.name}`;
    const own = parts.get(key);
    if (own === undefined) parts.set(key, [part]);
    else own.push(part);
  }
  return parts;
}

export const checkDivisions: Check = ({ plan }, refuse) => {
  const partsByKey = partsOf(plan);
  for (const [key, { replicas, byTarget, leftOut }] of Object.entries(plan.divisions ?? {})) {
    const at = ["divisions", key];
    const parts = partsByKey.get(key) ?? [];
    const sum = Object.values(byTarget).reduce((total, count) => total + count, 0);
    const out = leftOut?.replicas ?? 0;
    if (sum + out !== replicas)
      refuse(
        [...at, "replicas"],
        `is ${replicas}, and its places hold ${sum}${out === 0 ? "" : `, ${out} stay out`}`,
      );
    for (const [name, count] of Object.entries(byTarget)) {
      const part = parts.find(({ target }) => target.name === name);
      if (part?.replicas !== count)
        refuse(
          [...at, "byTarget", name],
          `is ${count}, and ${part?.replicas ?? "no"} replica(s) are planned there`,
        );
    }
    for (const { target } of parts)
      if (!Object.hasOwn(byTarget, target.name))
        refuse([...at, "byTarget"], `leaves out "${target.name}", where the plan runs a part of it`);
  }
};
