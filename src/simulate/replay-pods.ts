/** Places all pods of a model in one order of arrival. Deterministic. */
import { arrivals, lotsOf } from "./arrival-order.js";
import type { ArrivalOrder } from "./arrival-order.js";
import type { ModelNodes, ModelPods } from "./model-input.js";
import { at } from "./node-table.js";
import type { SchedulerModel } from "./scheduler-model.js";

export interface ReplayInput {
  /** Made of the same nodes and pods; it is cleared first, and holds what is bound afterwards. */
  readonly model: SchedulerModel;
  readonly nodes: readonly ModelNodes[];
  readonly pods: readonly ModelPods[];
  readonly order: ArrivalOrder;
  /** The replay ends once more pods than this stay pending. @default Infinity */
  readonly mostPending?: number;
}

export interface Replay {
  /** By the pods' index: how many found no node. */
  readonly pending: Int32Array;
  readonly pendingPods: number;
}

/** Pods that must stand beside others may come before them: the queue tries those again once others are bound. */
function waitsForOthers({ terms }: ModelPods): boolean {
  return terms.some(({ anti, weight }) => !anti && weight === undefined);
}

/** Tries those that wait until none finds a node any more; the scheduler's back-off has them come after the rest. */
function retry(model: SchedulerModel, waiting: readonly number[]): readonly number[] {
  const left = waiting.filter((index) => model.schedule(index) === undefined);
  return left.length === 0 || left.length === waiting.length ? left : retry(model, left);
}

export function replayPods({ model, nodes, pods, order, mostPending = Infinity }: ReplayInput): Replay {
  model.clear(lotsOf(order));
  const waits = pods.map(waitsForOthers);
  const waiting: number[] = [];
  const out: number[] = [];
  for (const index of arrivals(pods, nodes, order)) {
    if (model.schedule(index) !== undefined) continue;
    (waits[index] === true ? waiting : out).push(index);
    if (out.length > mostPending) break;
  }
  const left = out.length > mostPending ? waiting : retry(model, waiting);
  const pending = new Int32Array(pods.length);
  for (const index of [...out, ...left]) pending[index] = at(pending, index) + 1;
  return { pending, pendingPods: out.length + left.length };
}
