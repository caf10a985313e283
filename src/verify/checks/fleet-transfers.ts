/** Transfers are those that the fleet declares, and each that leaves a country is told. */
import { canonicalJson } from "../../units/canonical.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

export const checkFleetTransfers: Check = ({ plan, fleet, targets }, refuse) => {
  if (fleet === undefined) return;
  const declared = new Map((fleet.transfers ?? []).map(({ name, ...transfer }) => [name, transfer]));
  for (const [name, planned] of Object.entries(plan.transfers ?? {}))
    if (canonicalJson({ ...planned, needs: undefined }) !== canonicalJson(declared.get(name) ?? {}))
      refuse(["transfers", name], "is not as the fleet declares it");
  for (const [name, { from, toCountry }] of declared) {
    const leaves = targets.some(
      (target) =>
        target.slice.country !== toCountry &&
        (target.workloads.get(`${target.name}/${from}`)?.replicas ?? 0) > 0,
    );
    if (leaves && entryOf(plan.transfers ?? {}, name) === undefined)
      refuse(["transfers", name], "is missing, and it leaves a country");
  }
};
