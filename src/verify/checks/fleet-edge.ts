/** What the plan says of edge sites' autonomy, racks and uplinks is the fleet's, and counted over the fleet's nodes. */
import { canonicalJson } from "../../units/canonical.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

export const checkFleetEdge: Check = ({ plan, fleet, fleetWorkloads }, refuse) => {
  for (const { name, edge, nodes } of fleet?.edgeSites ?? []) {
    const site = entryOf(plan.edgeSites, name);
    if (site === undefined) continue;
    const at = ["edgeSites", name, "edge"];
    if ((site.edge === undefined) !== (edge === undefined)) refuse(at, "is not the fleet's");
    if (site.edge === undefined || edge === undefined) continue;
    for (const part of ["autonomy", "rack", "uplinkKbps"] as const) {
      const [planned, asked] = [site.edge[part] ?? null, edge[part] ?? null].map(canonicalJson);
      if (planned !== asked) refuse([...at, part], `is ${planned ?? ""}, and the fleet says ${asked ?? ""}`);
    }
    const slots = nodes.reduce((sum, shape) => sum + shape.count * (shape.slots ?? 1), 0);
    const watts = nodes.reduce((sum, shape) => sum + shape.count * (shape.watts ?? 0), 0);
    for (const [part, used] of [
      ["usedSlots", slots],
      ["usedWatts", watts],
    ] as const)
      if (site.edge[part] !== undefined && site.edge[part] !== used)
        refuse([...at, part], `is ${site.edge[part]}, and the fleet's nodes take ${used}`);
  }
  for (const [id, { uplinkKbps }] of fleetWorkloads) {
    const planned = entryOf(plan.workloads, id);
    if (planned !== undefined && planned.uplinkKbps !== uplinkKbps)
      refuse(
        ["workloads", id, "uplinkKbps"],
        `is ${planned.uplinkKbps ?? "missing"}, and the fleet says ${uplinkKbps ?? "nothing"}`,
      );
  }
};
