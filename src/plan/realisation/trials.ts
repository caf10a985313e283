/**
 * Tries nodes in one order of arrival after the other. What failed last is tried first, since the next nodes mostly
 * fail there too.
 */
import { SchedulerModel, replayPods, replayWork } from "../../simulate/index.js";
import type { ArrivalOrder } from "../../simulate/index.js";
import type { TargetModel } from "./model-of-nodes.js";

export interface Failure {
  /** Holds what found a node. */
  readonly model: SchedulerModel;
  /** By the pods' index. */
  readonly pending: Int32Array;
  readonly pendingPods: number;
}

function countOf(list: readonly { readonly length: number }[]): number {
  return list.reduce((sum, { length }) => sum + length, 0);
}

/** Looks that one replay takes at most. */
export function replayCost({ nodes, pods }: TargetModel): number {
  const replicas = pods.reduce((sum, one) => sum + one.replicas, 0);
  return replayWork(replicas, countOf(nodes.map(({ names }) => names)));
}

export class Trials {
  /** Looks of pods at nodes so far. */
  workUnits = 0;
  private readonly orders: ArrivalOrder[];

  constructor(
    orders: readonly ArrivalOrder[],
    private readonly workUnitsLimit: number,
  ) {
    this.orders = [...orders];
  }

  get count(): number {
    return this.orders.length;
  }

  /** Whether the model can be tried in all orders within the limit. */
  affords(target: TargetModel): boolean {
    return this.workUnits + this.orders.length * replayCost(target) <= this.workUnitsLimit;
  }

  private replay(
    target: TargetModel,
    model: SchedulerModel,
    order: ArrivalOrder,
    mostPending: number,
  ): Failure {
    const before = model.looks;
    const { nodes, pods } = target;
    const { pending, pendingPods } = replayPods({ model, nodes, pods, order, mostPending });
    this.workUnits += model.looks - before;
    return { model, pending, pendingPods };
  }

  /** The first order that leaves pods pending, and all that stay so; undefined where there is none. */
  firstFailure(target: TargetModel): Failure | undefined {
    const model = new SchedulerModel(target);
    for (const [place, order] of this.orders.entries()) {
      const result = this.replay(target, model, order, Infinity);
      if (result.pendingPods === 0) continue;
      this.orders.splice(place, 1);
      this.orders.unshift(order);
      return result;
    }
    return undefined;
  }

  /** Whether every pod finds a node in every order. */
  holds(target: TargetModel): boolean {
    const model = new SchedulerModel(target);
    for (const [place, order] of this.orders.entries()) {
      if (this.replay(target, model, order, 0).pendingPods === 0) continue;
      this.orders.splice(place, 1);
      this.orders.unshift(order);
      return false;
    }
    return true;
  }

  /** Most pods that any order leaves pending. */
  mostPending(target: TargetModel): number {
    const model = new SchedulerModel(target);
    return Math.max(
      0,
      ...this.orders.map((order) => this.replay(target, model, order, Infinity).pendingPods),
    );
  }
}
