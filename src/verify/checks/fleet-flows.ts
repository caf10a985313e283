/** The traffic that clusters allow is what the fleet declares, no more and no less. */
import { canonicalJson } from "../../units/canonical.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

export const checkFleetFlows: Check = ({ plan, fleet }, refuse) => {
  if (fleet === undefined) return;
  for (const { name } of fleet.clusters) {
    const declared = (fleet.flows ?? [])
      .filter(({ cluster }) => cluster === name)
      .map((flow) => canonicalJson({ ...flow, cluster: undefined }));
    const planned = (entryOf(plan.clusters, name)?.flows ?? []).map((flow) => canonicalJson(flow));
    const path = ["clusters", name, "flows"];
    for (const flow of planned) if (!declared.includes(flow)) refuse(path, `${flow} is not in the fleet`);
    for (const flow of declared) if (!planned.includes(flow)) refuse(path, `${flow} is missing`);
  }
};
