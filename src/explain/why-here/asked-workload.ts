/** The workload that is asked about, with the part of the fleet that is planned again for it. */
import { everyWorkload, withTargets } from "../../model/fleet-parts.js";
import type { CheckedFleet, DividedWorkload, Workload } from "../../model/fleet.js";
import { inEveryPlace, onDivided } from "../no-plan/divided-requirements.js";
import { onWorkload } from "../no-plan/requirement.js";
import type { Edit } from "../no-plan/requirement.js";

export interface AskedWorkload {
  readonly workload: Workload;
  /** Present where the planner chose its places: the workload is its part in one of them. */
  readonly divided?: DividedWorkload;
  /** "cluster \"main\"" or "the fleet". */
  readonly scope: string;
  /** What is planned again: as little as has all that the answer depends on. */
  readonly fleet: CheckedFleet;
  /** The fleet with the workload edited, in all of its places. */
  readonly edited: (edit: (workload: Workload) => Workload) => Edit;
}

/** Whether its cluster or edge site can be planned without the others: it shares no limit and no rule with them. */
function standsAlone(fleet: CheckedFleet, { target }: Workload): boolean {
  const { divided = [], quotas = [], licences = [], vendorShare, workloads } = fleet;
  const sharesQuota = quotas.some(
    ({ clusters }) => clusters.length > 1 && target.kind === "cluster" && clusters.includes(target.name),
  );
  const sharesLicences = licences.some(({ count }) => count !== undefined);
  const isNearOthers = workloads.some(({ latency = [] }) =>
    latency.some((rule) => rule.workload !== undefined),
  );
  return (
    divided.length === 0 && vendorShare === undefined && !sharesQuota && !sharesLicences && !isNearOthers
  );
}

/** Undefined where the fleet has no workload of that id. */
export function askedWorkload(fleet: CheckedFleet, id: string): AskedWorkload | undefined {
  const workload = everyWorkload(fleet).find((one) => one.id === id);
  if (workload === undefined) return undefined;
  const divided = fleet.divided?.find(({ candidates }) => candidates.includes(workload));
  if (divided !== undefined)
    return {
      workload,
      divided,
      scope: "the fleet",
      fleet,
      edited: (edit) => onDivided(divided.key, inEveryPlace(edit)),
    };
  const edited: AskedWorkload["edited"] = (edit) => onWorkload(id, edit);
  const { kind, name } = workload.target;
  if (!standsAlone(fleet, workload)) return { workload, scope: "the fleet", fleet, edited };
  const scope = `${kind === "cluster" ? "cluster" : "edge site"} "${name}"`;
  const alone = withTargets(fleet, (target) => target.kind === kind && target.name === name);
  return { workload, scope, fleet: alone, edited };
}
