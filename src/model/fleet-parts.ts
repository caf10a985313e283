/** Parts of a checked fleet as fleets of their own. */
import type { CheckedFleet, Target, Workload } from "./fleet.js";

/** With the clusters and sites that `keeps` names, their workloads, and the quotas that count them. */
export function withTargets(fleet: CheckedFleet, keeps: (target: Target) => boolean): CheckedFleet {
  const { quotas = [], ...rest } = fleet;
  const clusters = fleet.clusters.filter(({ name }) => keeps({ kind: "cluster", name }));
  const names = new Set(clusters.map(({ name }) => name));
  const counting = quotas
    .map((quota) => ({ ...quota, clusters: quota.clusters.filter((name) => names.has(name)) }))
    .filter((quota) => quota.clusters.length > 0);
  return {
    ...rest,
    clusters,
    edgeSites: fleet.edgeSites.filter(({ name }) => keeps({ kind: "edgeSite", name })),
    workloads: fleet.workloads.filter(({ target }) => keeps(target)),
    ...(counting.length === 0 ? {} : { quotas: counting }),
  };
}

function withoutNaming(workload: Workload, id: string): Workload {
  const { apartFrom, beside, ...rest } = workload;
  const others = apartFrom?.filter((other) => other !== id) ?? [];
  return {
    ...rest,
    ...(others.length === 0 ? {} : { apartFrom: others }),
    ...(beside === undefined || beside.workload === id ? {} : { beside }),
  };
}

/** The fleet as if it never named the workload: nothing keeps apart from it or stands beside it. */
export function withoutWorkload(fleet: CheckedFleet, id: string): CheckedFleet {
  const workloads = fleet.workloads.filter((workload) => workload.id !== id);
  return { ...fleet, workloads: workloads.map((workload) => withoutNaming(workload, id)) };
}

/** Whether replicas of it may be left out of a plan, at a penalty or in the order of priorities. */
export function mayStayOut({
  penaltyMicroPerHour,
  outByPriority,
}: Pick<Workload, "penaltyMicroPerHour" | "outByPriority">): boolean {
  return penaltyMicroPerHour !== undefined || outByPriority === true;
}
