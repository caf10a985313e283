/** What every check looks at: a plan whose shape holds, and what it can be compared with. */
import type { CheckedFleet, Workload } from "../model/fleet.js";
import type {
  ByName,
  ClusterPlan,
  EdgeSitePlan,
  NodeLayout,
  Plan,
  Purchase,
  WorkloadPlan,
} from "../model/plan.js";
import type { PreviousFleet } from "../model/running.js";
import type { CatalogueRows } from "./catalogue-rows.js";
import type { Path, Refuse } from "./refusals.js";

interface ReviewedPlace {
  readonly name: string;
  readonly path: Path;
  /** Workloads bound to it, by id. */
  readonly workloads: ReadonlyMap<string, WorkloadPlan>;
}

export type ReviewedTarget =
  | (ReviewedPlace & { readonly kind: "cluster"; readonly slice: ClusterPlan })
  | (ReviewedPlace & { readonly kind: "edgeSite"; readonly slice: EdgeSitePlan });

export interface Review {
  readonly plan: Plan;
  readonly targets: readonly ReviewedTarget[];
  readonly fleet?: CheckedFleet;
  /** Workloads of the fleet by id, divided ones where the plan says that they were put; empty without a fleet. */
  readonly fleetWorkloads: ReadonlyMap<string, Workload>;
  readonly rows?: CatalogueRows;
  readonly previous?: PreviousFleet;
}

/**
 * One family of rules. Sums are plain numbers: all amounts are non-negative safe integers, and a sum that
 * leaves the exact range stays above it, so that it equals or fits into no amount of a plan.
 */
export type Check = (review: Review, refuse: Refuse) => void;

export interface ReviewInput {
  readonly plan: Plan;
  readonly fleet?: CheckedFleet;
  readonly offers?: CatalogueRows;
  /** What the plan's moves are counted against. */
  readonly previous?: PreviousFleet;
}

/** "cluster" or "edgeSite" -> name -> the workloads bound to it. */
function workloadsByTarget(plan: Plan): (kind: string, name: string) => ReadonlyMap<string, WorkloadPlan> {
  const places = new Map<string, Map<string, WorkloadPlan>>();
  const placeOf = (kind: string, name: string): Map<string, WorkloadPlan> => {
    const key = `${kind}/${name}`;
    const place = places.get(key) ?? new Map<string, WorkloadPlan>();
    places.set(key, place);
    return place;
  };
  for (const [id, workload] of Object.entries(plan.workloads))
    placeOf(workload.target.kind, workload.target.name).set(id, workload);
  return placeOf;
}

/** With so many replicas as the plan says of each place: whether it may say so is a check of its own. */
function workloadsOfFleet(fleet: CheckedFleet | undefined, { divisions = {} }: Plan): Map<string, Workload> {
  const workloads = new Map(fleet?.workloads.map((workload) => [workload.id, workload]));
  for (const { key, candidates } of fleet?.divided ?? [])
    for (const candidate of candidates) {
      const { byTarget = {} } = entryOf(divisions, key) ?? {};
      const replicas = entryOf(byTarget, candidate.target.name);
      if (replicas !== undefined) workloads.set(candidate.id, { ...candidate, replicas });
    }
  return workloads;
}

export function reviewOf({ plan, fleet, offers, previous }: ReviewInput): Review {
  const workloadsOf = workloadsByTarget(plan);
  const clusters = Object.entries(plan.clusters).map(([name, slice]): ReviewedTarget => {
    const workloads = workloadsOf("cluster", name);
    return { kind: "cluster", name, path: ["clusters", name], workloads, slice };
  });
  const sites = Object.entries(plan.edgeSites).map(([name, slice]): ReviewedTarget => {
    const workloads = workloadsOf("edgeSite", name);
    return { kind: "edgeSite", name, path: ["edgeSites", name], workloads, slice };
  });
  return {
    plan,
    targets: [...clusters, ...sites],
    fleetWorkloads: workloadsOfFleet(fleet, plan),
    ...(fleet === undefined ? {} : { fleet }),
    ...(offers === undefined ? {} : { rows: offers }),
    ...(previous === undefined ? {} : { previous }),
  };
}

/** The member of that name, never one that every object inherits. */
export function entryOf<T>(members: ByName<T>, name: string): T | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

export interface ReviewedPurchase {
  readonly target: ReviewedTarget;
  readonly purchase: Purchase;
  readonly path: Path;
}

export interface ReviewedFilling {
  readonly layouts: readonly NodeLayout[];
  readonly path: Path;
}

/** How a purchase's nodes are filled at its base, at its peak and in each state of its hours. */
export function fillingsOf({
  purchase,
  path,
}: Pick<ReviewedPurchase, "purchase" | "path">): ReviewedFilling[] {
  const { layouts, peak, hours = [] } = purchase;
  return [
    { layouts, path: [...path, "layouts"] },
    ...(peak === undefined ? [] : [{ layouts: peak.layouts, path: [...path, "peak", "layouts"] }]),
    ...hours.map((state, index) => ({ layouts: state.layouts, path: [...path, "hours", index, "layouts"] })),
  ];
}

export function purchasesOf(target: ReviewedTarget): ReviewedPurchase[] {
  return Object.entries(target.slice.purchases).map(([key, purchase]) => ({
    target,
    purchase,
    path: [...target.path, "purchases", key],
  }));
}
