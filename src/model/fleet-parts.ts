/** Parts of a checked fleet as fleets of their own. */
import { omitted } from "../units/omitted.js";
import { compareText } from "../units/compare.js";
import type { DivisionPlan } from "./plan.js";
import type { CheckedFleet, DividedWorkload, Target, Workload } from "./fleet.js";

/** What rules of other workloads call it: "namespace/name". */
export function qualifiedName({ namespace, name }: Pick<Workload, "namespace" | "name">): string {
  return `${namespace}/${name}`;
}

/** Those with a place of their own, and the others in each place that may take them. */
export function everyWorkload({
  workloads,
  divided = [],
}: Pick<CheckedFleet, "workloads" | "divided">): Workload[] {
  return [...workloads, ...divided.flatMap(({ candidates }) => candidates)];
}

/**
 * Every workload with a place of its own: the divided ones where the plan puts them. Whom they must be near, the division
 * has kept for all of their parts together, and what stays out, it has left out.
 */
export function withDivision(
  { divided = [], ...fleet }: CheckedFleet,
  divisions: Readonly<Record<string, DivisionPlan>>,
): CheckedFleet {
  const placed = divided.flatMap(({ key, candidates }) => {
    const { byTarget = {} } = divisions[key] ?? {};
    return candidates.flatMap((workload) => {
      const replicas = Object.hasOwn(byTarget, workload.target.name)
        ? byTarget[workload.target.name]
        : undefined;
      return replicas === undefined
        ? []
        : [{ ...omitted(workload, "latency", "penaltyMicroPerHour"), replicas }];
    });
  });
  const workloads = [...fleet.workloads, ...placed];
  return { ...fleet, workloads: workloads.sort((left, right) => compareText(left.id, right.id)) };
}

/** Those that still have a place to go to, with the rules that can still hold. */
function leftAmong(
  divided: readonly DividedWorkload[],
  keeps: (target: Target) => boolean,
): readonly DividedWorkload[] {
  return divided.flatMap((one) => {
    const candidates = one.candidates.filter(({ target }) => keeps(target));
    if (candidates.length === 0) return [];
    const { maxPerPlace = one.replicas, maxPlaces = candidates.length, survive, ...rest } = one;
    const most = Math.min(candidates.length, maxPlaces);
    return [
      {
        ...rest,
        candidates,
        // A loss is what standby is for: after one there need be none for the next.
        ...(survive === undefined || candidates.length < one.candidates.length ? {} : { survive }),
        minPlaces: Math.min(one.minPlaces, candidates.length),
        ...(one.maxPlaces === undefined ? {} : { maxPlaces }),
        ...(one.maxPerPlace === undefined || maxPerPlace * most < one.replicas ? {} : { maxPerPlace }),
      },
    ];
  });
}

/** With the clusters and sites that `keeps` names, their workloads, and the quotas that count them. */
export function withTargets(fleet: CheckedFleet, keeps: (target: Target) => boolean): CheckedFleet {
  const { quotas = [], divided, ...rest } = fleet;
  const among = leftAmong(divided ?? [], keeps);
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
    ...(among.length === 0 ? {} : { divided: among }),
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
