/** A plan as it is at one hour, in the words of a peak: what changes by the hour has its peak then. */
import type { ByName, Plan, Purchase, TargetPlan, WorkloadPlan } from "../model/plan.js";
import { omitted } from "../units/omitted.js";
import { purchasesOf, reviewOf } from "./review.js";
import type { Review, ReviewedPurchase, ReviewedTarget } from "./review.js";

export function changesByHour({ workloads, slice }: ReviewedTarget): boolean {
  return slice.hours !== undefined || [...workloads.values()].some(({ hourly }) => hourly !== undefined);
}

/** Number of the state that the target is in; -1 where it says of none. */
export function stateAt({ hours: states = [] }: TargetPlan, hour: number): number {
  return states.findIndex(({ hours }) => hours.includes(hour));
}

function mapped<T, U>(members: ByName<T>, change: (member: T) => U): ByName<U> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, change(member)]));
}

function purchaseAt(purchase: Purchase, state: number): Purchase {
  const peak = purchase.hours?.[state];
  return { ...omitted(purchase, "hours"), ...(peak === undefined ? {} : { peak }) };
}

function sliceAt<T extends TargetPlan>(slice: T, hour: number): T {
  if (slice.hours === undefined) return slice;
  const state = stateAt(slice, hour);
  return { ...slice, purchases: mapped(slice.purchases, (purchase) => purchaseAt(purchase, state)) };
}

function workloadAt(workload: WorkloadPlan, { clusters, edgeSites }: Plan, hour: number): WorkloadPlan {
  const { hourly, target } = workload;
  if (hourly === undefined) return workload;
  const places: ByName<TargetPlan> = target.kind === "cluster" ? clusters : edgeSites;
  const slice = Object.hasOwn(places, target.name) ? places[target.name] : undefined;
  const state = slice === undefined ? undefined : slice.hours?.[stateAt(slice, hour)];
  return { ...workload, peak: hourly[state?.demandOf ?? hour] ?? workload.replicas };
}

export function atHour(plan: Plan, hour: number): Plan {
  return {
    ...plan,
    clusters: mapped(plan.clusters, (cluster) => sliceAt(cluster, hour)),
    edgeSites: mapped(plan.edgeSites, (site) => sliceAt(site, hour)),
    workloads: mapped(plan.workloads, (workload) => workloadAt(workload, plan, hour)),
  };
}

/** The first hour of each set of hours in which every target is in the same state. */
export function distinctHours({ targets }: Review): readonly number[] {
  const all = targets.flatMap(({ slice: { hours = [] } }) => hours.flatMap((state) => state.hours));
  const seen = new Map<string, number>();
  for (const hour of [...new Set(all)].sort((left, right) => left - right)) {
    const key = targets.map(({ slice }) => stateAt(slice, hour)).join(" ");
    if (!seen.has(key)) seen.set(key, hour);
  }
  return [...seen.values()];
}

/** All purchases at every time at which they differ: their peaks are what there is then. */
export function momentsOf(review: Review): readonly (readonly ReviewedPurchase[])[] {
  const hours = distinctHours(review);
  if (hours.length === 0) return [review.targets.flatMap(purchasesOf)];
  return hours.map((hour) => reviewOf({ plan: atHour(review.plan, hour) }).targets.flatMap(purchasesOf));
}
