/**
 * Two or more replicas that must survive a loss stand in two places at least. One replica survives none. Of risk groups
 * see `risk-survival.ts`.
 */
import { countedReplicas } from "../tally.js";
import type { Check } from "../review.js";

export const checkSurvival: Check = ({ plan, targets }, refuse) => {
  for (const target of targets) {
    for (const [id, counted] of countedReplicas(target)) {
      const workload = Object.hasOwn(plan.workloads, id) ? plan.workloads[id] : undefined;
      if (workload?.survive === undefined || counted.replicas < 2) continue;
      if (workload.survive === "riskGroup") continue;
      const zones = workload.survive === "availabilityZone";
      const places = zones ? counted.byAvailabilityZone.names().length : counted.nodes;
      if (places < 2)
        refuse(
          ["workloads", id, "survive"],
          `all ${counted.replicas} replicas are lost with one ${zones ? "availability zone" : "node"}`,
        );
    }
  }
};
