/** In which order, and in which portions, the pods of a target's workloads arrive. */
import type { WorkloadPlan } from "../../src/model/plan.js";
import { randomFrom, shuffle } from "../../src/units/random.js";
import type { EmittedWorkload } from "./emitted-workloads.js";

/** A workload comes in so many portions at most, so that pods of different workloads mix. */
const PORTIONS = 4;

/** Kinds that can be scaled from the outside; others come whole. */
const SCALED: ReadonlySet<WorkloadPlan["kind"]> = new Set(["Deployment", "StatefulSet", "ReplicaSet"]);

export interface Arrival {
  readonly workload: EmittedWorkload;
  /** Replicas that the workload has from then on. */
  readonly replicas: number;
}

function portions({ plan: { kind, replicas } }: EmittedWorkload): number {
  return SCALED.has(kind) ? Math.min(PORTIONS, replicas) : 1;
}

/** The same seed gives the same order. Seed 0: workloads whole, in the order of their ids. */
export function arrivals(workloads: readonly EmittedWorkload[], seed: number): Arrival[] {
  if (seed === 0) return workloads.map((workload) => ({ workload, replicas: workload.plan.replicas }));
  const turns = Int32Array.from(
    workloads.flatMap((workload, index) => Array.from({ length: portions(workload) }, () => index)),
  );
  shuffle(turns, randomFrom(seed));
  const seen = new Map<number, number>();
  return [...turns].flatMap((index) => {
    const workload = workloads[index];
    if (workload === undefined) return [];
    const count = (seen.get(index) ?? 0) + 1;
    seen.set(index, count);
    return [{ workload, replicas: Math.ceil((workload.plan.replicas * count) / portions(workload)) }];
  });
}
