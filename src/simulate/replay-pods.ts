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
  /** Told of every pod that is bound, by its template's index and the node's number. */
  readonly onBound?: (pods: number, node: number) => void;
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

/** Whether one of these pods found a node. */
type Schedules = (pods: number) => boolean;

/** Tries those that wait until none finds a node any more; the scheduler's back-off has them come after the rest. */
export function retry(schedules: Schedules, waiting: readonly number[]): readonly number[] {
  const left = waiting.filter((index) => !schedules(index));
  return left.length === 0 || left.length === waiting.length ? left : retry(schedules, left);
}

export function replayPods(input: ReplayInput): Replay {
  const { model, nodes, pods, order, mostPending = Infinity, onBound } = input;
  const schedules: Schedules = (index) => {
    const node = model.schedule(index);
    if (node !== undefined) onBound?.(index, node);
    return node !== undefined;
  };
  model.clear(lotsOf(order));
  const waits = pods.map(waitsForOthers);
  const waiting: number[] = [];
  const out: number[] = [];
  for (const index of arrivals(pods, nodes, order)) {
    if (schedules(index)) continue;
    (waits[index] === true ? waiting : out).push(index);
    if (out.length > mostPending) break;
  }
  const left = out.length > mostPending ? waiting : retry(schedules, waiting);
  const pending = new Int32Array(pods.length);
  for (const index of [...out, ...left]) pending[index] = at(pending, index) + 1;
  return { pending, pendingPods: out.length + left.length };
}
