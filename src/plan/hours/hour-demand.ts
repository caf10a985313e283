/**
 * What a target must hold hour by hour. A demand with a peak of which no hour is known counts at its peak in every
 * hour, since it may come in any.
 */
import { mayStayOut } from "../../model/fleet-parts.js";
import type { Workload } from "../../model/fleet.js";
import { omitted } from "../../units/omitted.js";
import { maxPerNodeOf } from "../constraints/per-node.js";
import type { PlanTarget } from "../formulate/plan-target.js";

/** Replicas of the workloads that change by the hour, one list for each hour. */
export function demandsByHour({ workloads }: PlanTarget, hours: number): readonly (readonly number[])[] {
  const changing = workloads.flatMap(({ hourly }) => (hourly === undefined ? [] : [hourly]));
  return Array.from({ length: hours }, (_, hour) => changing.map((hourly) => hourly[hour] ?? 0));
}

/** Whether what holds `larger` holds `smaller`. */
export function dominates(larger: readonly number[], smaller: readonly number[]): boolean {
  return smaller.every((replicas, index) => replicas <= (larger[index] ?? 0));
}

/** The target as if the demands of the hour were the peaks of its workloads. */
export function withHour(target: PlanTarget, hour: number): PlanTarget {
  return {
    ...target,
    workloads: target.workloads.map((workload) => {
      const { hourly } = workload;
      return hourly === undefined ? workload : { ...workload, peak: hourly[hour] ?? workload.replicas };
    }),
  };
}

/** What no plan can leave out: replicas that may stay out, or whose number the chips decide, count as none. */
function leastOf(workload: Workload, hour: number): Workload {
  const { hourly, peak, replicas, performance } = workload;
  const maxPerNode = maxPerNodeOf(workload);
  const free = mayStayOut(workload) || performance !== undefined;
  return {
    ...omitted(workload, "penaltyMicroPerHour", "outByPriority", "performance", "peak", "hourly"),
    replicas: free ? 0 : (hourly?.[hour] ?? peak ?? replicas),
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
  };
}

/** The target with the demand of one hour alone, whatever stands: no plan's nodes cost less in that hour. */
export function hourAlone(target: PlanTarget, hour: number): PlanTarget {
  return {
    ...target,
    workloads: target.workloads.map((workload) => leastOf(workload, hour)),
    pools: target.pools.map(({ headroom, ...pool }) => ({
      ...pool,
      ...(headroom === undefined ? {} : { headroom: { ...headroom, pods: 0 } }),
    })),
  };
}
