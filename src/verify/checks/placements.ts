/** Placements are the sums of the layouts, and every replica of every workload is placed. */
import type { Placement } from "../../model/plan.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";
import { countedReplicas, differences, nothingCounted } from "../tally.js";
import type { Counted } from "../tally.js";

function compare(stated: Placement, counted: Counted, path: Path, refuse: Refuse): void {
  if (stated.replicas !== counted.replicas)
    refuse([...path, "replicas"], `is ${stated.replicas}, and the layouts hold ${counted.replicas}`);
  for (const part of ["byPool", "byAvailabilityZone"] as const) {
    for (const name of differences(counted[part], stated[part]))
      refuse(
        [...path, part, name],
        `is ${entryOf(stated[part], name) ?? 0}, and the layouts hold ${counted[part].of(name)}`,
      );
  }
}

export const checkPlacements: Check = ({ targets }, refuse) => {
  for (const target of targets) {
    const counted = countedReplicas(target);
    for (const [id, placement] of Object.entries(target.slice.placements)) {
      const path = [...target.path, "placements", id];
      if (!target.workloads.has(id)) refuse(path, `is no workload of ${target.kind} "${target.name}"`);
      compare(placement, counted.get(id) ?? nothingCounted(), path, refuse);
    }
    for (const [id, workload] of target.workloads) {
      const here = counted.get(id) ?? nothingCounted();
      compare(workload.placement, here, ["workloads", id, "placement"], refuse);
      if (here.replicas !== workload.replicas)
        refuse(["workloads", id, "replicas"], `is ${workload.replicas}, and ${here.replicas} are placed`);
      if (here.replicas > 0 && !Object.hasOwn(target.slice.placements, id))
        refuse([...target.path, "placements", id], `is missing, and ${here.replicas} replicas run here`);
    }
  }
};
