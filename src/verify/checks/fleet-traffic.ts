/** The traffic of the plan is what the fleet declares. */
import { canonicalJson } from "../../units/canonical.js";
import { omitted } from "../../units/omitted.js";
import type { Check } from "../review.js";

export const checkFleetTraffic: Check = ({ plan, fleet }, refuse) => {
  if (fleet === undefined) return;
  const declared = new Map((fleet.traffic ?? []).map(({ name, ...rest }) => [name, canonicalJson(rest)]));
  const stated = new Map(
    Object.entries(plan.traffic ?? {}).map(([name, flow]) => [name, canonicalJson(omitted(flow, "legs"))]),
  );
  for (const name of new Set([...declared.keys(), ...stated.keys()]))
    if (declared.get(name) !== stated.get(name))
      refuse(
        ["traffic", name],
        `is ${stated.get(name) ?? "missing"}, and the fleet declares ${declared.get(name) ?? "none"}`,
      );
};
