/**
 * Rolling updates that find no room. A Deployment whose strategy starts a replica before it stops one needs room for one more
 * than it has; where no node has it, the new pod stays pending and the old version runs on. One at a time is asked for.
 */
import type { ArrivalOrder } from "./arrival-order.js";
import type { ModelNodes, ModelPods } from "./model-input.js";
import { replayPods } from "./replay-pods.js";
import type { SchedulerModel } from "./scheduler-model.js";

export interface UpdateInput {
  readonly model: SchedulerModel;
  readonly nodes: readonly ModelNodes[];
  readonly pods: readonly ModelPods[];
  readonly order: ArrivalOrder;
}

/** Ids of workloads of which a rolling update would wait, in the order of the pods, after all have arrived in this order. */
export function waitingUpdates({ model, nodes, pods, order }: UpdateInput): readonly string[] {
  replayPods({ model, nodes, pods, order });
  return pods.flatMap(({ id, startsFirst }, index) => {
    if (startsFirst !== true) return [];
    const node = model.schedule(index);
    if (node === undefined) return [id];
    model.unbind(index, node);
    return [];
  });
}
