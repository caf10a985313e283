/**
 * Workloads share the price of their target's nodes and licences to the last micro-unit, empty nodes included. Where no
 * replica runs, nobody bears it.
 */
import { countedReplicas } from "../tally.js";
import type { Check } from "../review.js";
import { licencesMicroPerHour, machinesMicroPerHour } from "./cost.js";

export const checkPriceShares: Check = ({ plan, targets }, refuse) => {
  for (const target of targets) {
    const shares = [...target.workloads.values()].reduce((sum, { microPerHour }) => sum + microPerHour, 0);
    const nodes = machinesMicroPerHour(target) + licencesMicroPerHour(target, plan);
    const expected = countedReplicas(target).size > 0 ? nodes : 0;
    if (shares !== expected)
      refuse(
        ["workloads"],
        `the price shares of ${target.kind} "${target.name}" add up to ${shares} micro-units an hour, ` +
          `and the nodes that they share cost ${expected}`,
      );
  }
};
