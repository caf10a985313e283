/** A divided workload runs in its places with the replicas that its division says, and in no others. */
import type { Check } from "../review.js";

export const checkDivisions: Check = ({ plan }, refuse) => {
  for (const [key, { replicas, byTarget }] of Object.entries(plan.divisions ?? {})) {
    const at = ["divisions", key];
    const parts = Object.values(plan.workloads).filter(
      ({ namespace, name }) => `${namespace}/${name}` === key,
    );
    const sum = Object.values(byTarget).reduce((total, count) => total + count, 0);
    if (sum !== replicas) refuse([...at, "replicas"], `is ${replicas}, and its places hold ${sum}`);
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
