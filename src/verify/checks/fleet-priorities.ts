/** Priorities of the plan are those of the fleet's workloads that stay out by priority, with all their replicas. */
import type { Check } from "../review.js";
import { Tally } from "../tally.js";

export const checkFleetPriorities: Check = ({ fleet, targets, fleetWorkloads }, refuse) => {
  if (fleet === undefined) return;
  for (const { kind, name, path, slice } of targets) {
    const asked = new Tally();
    for (const { target, outByPriority, priority, replicas } of fleetWorkloads.values())
      if (outByPriority === true && replicas > 0 && target.kind === kind && target.name === name)
        asked.add(String(priority), replicas);
    const stated = slice.priorities ?? [];
    for (const [index, { priority, replicas }] of stated.entries()) {
      const expected = asked.of(String(priority));
      if (replicas !== expected)
        refuse(
          [...path, "priorities", index, "replicas"],
          `is ${replicas}, and the fleet asks for ${expected} replicas of priority ${priority}`,
        );
    }
    const missing = asked.names().filter((one) => !stated.some(({ priority }) => String(priority) === one));
    for (const priority of missing)
      refuse([...path, "priorities"], `do not state priority ${priority}, which the fleet has`);
  }
};
