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

export function replayPods({ model, nodes, pods, order, mostPending = Infinity }: ReplayInput): Replay {
  model.clear(lotsOf(order));
  const pending = new Int32Array(pods.length);
  let pendingPods = 0;
  for (const index of arrivals(pods, nodes, order)) {
    if (model.schedule(index) !== undefined) continue;
    pending[index] = at(pending, index) + 1;
    pendingPods += 1;
    if (pendingPods > mostPending) break;
  }
  return { pending, pendingPods };
}
