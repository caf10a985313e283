/**
 * Tries nodes in one order of arrival after the other. What failed last is tried first, since the next nodes mostly
 * fail there too. Nodes that hold all of them are only those that the search was made for, so they are confirmed in
 * orders that it has not seen; one that fails is tried from then on. Where nodes must be replaceable, an order holds only
 * if every one of them can be replaced after it.
 */
import {
  NodeReplacements,
  SchedulerModel,
  replayPods,
  replayWork,
  waitingUpdates,
} from "../../simulate/index.js";
import type { ArrivalOrder, Bindings } from "../../simulate/index.js";
import type { OrderRow } from "./arrivals-tried.js";
import type { TargetModel } from "./model-of-nodes.js";

/** Of those that a search tried, for what is told and not promised: a figure needs no more. */
export const FIGURE_ORDERS = 4;

export interface Replayed {
  /** Holds what found a node. */
  readonly model: SchedulerModel;
  readonly bindings: Pick<Bindings, "pods" | "nodes">;
}

export interface Failure extends Replayed {
  /** By the pods' index. */
  readonly pending: Int32Array;
  readonly pendingPods: number;
}

export interface Confirmation {
  /** In so many nothing stays pending. */
  readonly orders: number;
  /** Of the order after them; absent where there is none. */
  readonly failure?: Failure;
}

export interface TrialsInput {
  /** Orders of the first are tried; what holds them is confirmed in others of each. */
  readonly rows: readonly [OrderRow, ...OrderRow[]];
  /** How many of the first every set of nodes is tried in. */
  readonly tried: number;
  /** Looks of pods at nodes. */
  readonly workUnitsLimit: number;
}

function countOf(list: readonly { readonly length: number }[]): number {
  return list.reduce((sum, { length }) => sum + length, 0);
}

/** Looks that one replay takes at most, and replacements after it: each pod leaves its node once, in a model for each kind. */
export function replayCost({ nodes, pods, replaceable }: TargetModel): number {
  const replicas = pods.reduce((sum, one) => sum + one.replicas, 0);
  const count = countOf(nodes.map(({ names }) => names));
  const replacing = replaceable.length === 0 ? 0 : replayWork(replicas, count);
  return replayWork(replicas, count) + replacing + replaceable.length * replayWork(0, count);
}

/** Lots of what leaves a node. */
function seedOf(order: ArrivalOrder): number {
  return typeof order === "object" ? order.seed : 1;
}

/** One set of nodes under trial. */
interface Tried {
  readonly target: TargetModel;
  readonly model: SchedulerModel;
  readonly replacements: NodeReplacements;
}

function triedWith(target: TargetModel): Tried {
  const model = new SchedulerModel(target);
  return { target, model, replacements: new NodeReplacements(target, model) };
}

export class Trials {
  /** Looks of pods at nodes so far. */
  workUnits = 0;
  private readonly orders: ArrivalOrder[];
  /** By row: number of its first order that no nodes were tried in. */
  private readonly fresh: number[];

  constructor(private readonly given: TrialsInput) {
    const { rows, tried } = given;
    this.orders = Array.from({ length: tried }, (_none, number) => rows[0].orderOf(number));
    this.fresh = rows.map((_row, index) => (index === 0 ? tried : 0));
  }

  get count(): number {
    return this.orders.length;
  }

  /** Whether the model can be tried in all orders, and in so many more, within the limit. */
  affords(target: TargetModel, more = 0): boolean {
    return this.workUnits + (this.orders.length + more) * replayCost(target) <= this.given.workUnitsLimit;
  }

  /** In how many orders it can be tried within the limit. */
  affordable(target: TargetModel): number {
    return Math.max(0, Math.floor((this.given.workUnitsLimit - this.workUnits) / replayCost(target)));
  }

  private replay(tried: Tried, order: ArrivalOrder, mostPending: number): Failure {
    const { target, model, replacements } = tried;
    const before = model.looks + replacements.looks;
    const { nodes, pods, replaceable } = target;
    const bindings = { pods: new Array<number>(), nodes: new Array<number>(), seed: seedOf(order) };
    const onBound = (index: number, node: number): void => {
      bindings.pods.push(index);
      bindings.nodes.push(node);
    };
    const { pending, pendingPods } = replayPods({ model, nodes, pods, order, mostPending, onBound });
    const worst = pendingPods > 0 ? undefined : replacements.worst(bindings, replaceable, mostPending);
    this.workUnits += model.looks + replacements.looks - before;
    return { bindings, ...(worst ?? { model, pending, pendingPods }) };
  }

  /** The first order that leaves pods pending, and all that stay so; undefined where there is none. */
  firstFailure(target: TargetModel): Failure | undefined {
    const tried = triedWith(target);
    for (const [place, order] of this.orders.entries()) {
      const result = this.replay(tried, order, Infinity);
      if (result.pendingPods === 0) continue;
      this.orders.splice(place, 1);
      this.orders.unshift(order);
      return result;
    }
    return undefined;
  }

  /** What the last order binds where every pod finds a node in every order. */
  held(target: TargetModel): Replayed | undefined {
    const tried = triedWith(target);
    let last: Replayed | undefined;
    for (const [place, order] of this.orders.entries()) {
      const replayed = this.replay(tried, order, 0);
      last = replayed;
      if (replayed.pendingPods === 0) continue;
      this.orders.splice(place, 1);
      this.orders.unshift(order);
      return undefined;
    }
    return last;
  }

  /** Whether every pod finds a node in every order. */
  holds(target: TargetModel): boolean {
    return this.held(target) !== undefined;
  }

  private nextOf(row: number): ArrivalOrder {
    const { rows } = this.given;
    const number = this.fresh[row] ?? 0;
    this.fresh[row] = number + 1;
    return (rows[row] ?? rows[0]).orderOf(number);
  }

  /** In the next order of the row; one that leaves pods pending joins the tried ones. */
  private replayNext(tried: Tried, row: number): Failure {
    const order = this.nextOf(row);
    const result = this.replay(tried, order, Infinity);
    if (result.pendingPods > 0) this.orders.unshift(order);
    return result;
  }

  /**
   * Tries so many orders of each of these rows that were not tried yet, in turn, up to the first that leaves pods
   * pending and as far as rows and the work go. What a replay takes is mostly less than half of what it may, so it is
   * counted, not foreseen.
   */
  confirm(target: TargetModel, each: number, rows: readonly number[]): Confirmation {
    const tried = triedWith(target);
    const cost = replayCost(target);
    let orders = 0;
    for (let turn = 0; turn < each; turn += 1)
      for (const row of rows) {
        if (turn >= (this.given.rows[row]?.most ?? 0)) continue;
        if (this.workUnits + cost > this.given.workUnitsLimit) return { orders };
        const failure = this.replayNext(tried, row);
        if (failure.pendingPods > 0) return { orders, failure };
        orders += 1;
      }
    return { orders };
  }

  /** Ids of workloads whose rolling update would find no room after the first so many orders. */
  waitingUpdates(target: TargetModel, orders: number): ReadonlySet<string> {
    const model = new SchedulerModel(target);
    const { nodes, pods } = target;
    const waiting = this.orders
      .slice(0, orders)
      .flatMap((order) => waitingUpdates({ model, nodes, pods, order }));
    this.workUnits += model.looks;
    return new Set(waiting);
  }

  /** Most pods that any order leaves pending, or any of the first `among`. */
  mostPending(target: TargetModel, among = Infinity): number {
    const tried = triedWith(target);
    const orders = this.orders.slice(0, among);
    return Math.max(0, ...orders.map((order) => this.replay(tried, order, Infinity).pendingPods));
  }
}
