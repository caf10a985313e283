/** Counts by name, in order of first appearance. */
import type { ByName } from "../model/plan.js";
import { entryOf, purchasesOf } from "./review.js";
import type { ReviewedTarget } from "./review.js";

export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, count: number): void {
    this.#counts.set(name, this.of(name) + count);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  names(): readonly string[] {
    return [...this.#counts.keys()];
  }
}

/** Names whose counts differ, each once. */
export function differences(counted: Tally, stated: ByName<number>): readonly string[] {
  const names = new Set([...counted.names(), ...Object.keys(stated)]);
  return [...names].filter((name) => counted.of(name) !== (entryOf(stated, name) ?? 0));
}

/** Replicas of one workload, counted on the nodes of one target. */
export interface Counted {
  replicas: number;
  nodes: number;
  readonly byPool: Tally;
  readonly byAvailabilityZone: Tally;
}

export function nothingCounted(): Counted {
  return { replicas: 0, nodes: 0, byPool: new Tally(), byAvailabilityZone: new Tally() };
}

/** Workload id -> what the layouts of the target hold of it. */
export function countedReplicas(target: ReviewedTarget): ReadonlyMap<string, Counted> {
  const counted = new Map<string, Counted>();
  for (const { purchase } of purchasesOf(target)) {
    for (const layout of purchase.layouts) {
      for (const [id, pods] of Object.entries(layout.pods)) {
        const one = counted.get(id) ?? nothingCounted();
        counted.set(id, one);
        const replicas = layout.nodes * pods;
        one.replicas += replicas;
        one.nodes += layout.nodes;
        one.byPool.add(purchase.pool, replicas);
        one.byAvailabilityZone.add(purchase.availabilityZone, replicas);
      }
    }
  }
  return counted;
}
