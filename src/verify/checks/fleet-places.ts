/** Workloads run in regions that they allow, and not too many of their replicas in one availability zone. */
import { countedReplicas } from "../tally.js";
import type { Check } from "../review.js";

export const checkFleetPlaces: Check = ({ targets, fleetWorkloads }, refuse) => {
  for (const target of targets) {
    const place = target.kind === "cluster" ? target.slice.region : target.name;
    for (const [id, counted] of countedReplicas(target)) {
      const workload = fleetWorkloads.get(id);
      if (workload?.regions?.includes(place) === false)
        refuse(
          ["workloads", id, "target"],
          `is in ${place}, and the workload allows ${workload.regions.join(", ")}`,
        );
      const most = workload?.maxPerAvailabilityZone;
      for (const zone of counted.byAvailabilityZone.names()) {
        const replicas = counted.byAvailabilityZone.of(zone);
        if (most !== undefined && replicas > most)
          refuse(
            ["workloads", id, "placement", "byAvailabilityZone", zone],
            `is ${replicas}, and at most ${most} may share an availability zone`,
          );
      }
    }
  }
};
