/** Replays one target: its pods arrive one by one, and those that no node takes stay pending. */
import type { TargetKind } from "../model/fleet.js";
import type { TargetPlan } from "../model/plan.js";
import { compareText } from "../units/compare.js";
import { amountOf, resourceNames } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";
import { arrivals } from "./arrival-order.js";
import type { ArrivalOrder } from "./arrival-order.js";
import { schedulerState } from "./node-states.js";
import { podShape } from "./pod-shapes.js";
import type { PlannedWorkload } from "./pod-shapes.js";
import type { PendingWorkload, TargetReplay } from "./replay.js";
import { reasonsAgainst, schedulePod } from "./schedule-pod.js";
import type { PodShape, SchedulerState } from "./scheduler-state.js";

export interface ReplayedSlice {
  readonly kind: TargetKind;
  readonly slice: TargetPlan;
  readonly workloads: readonly PlannedWorkload[];
}

/** What setting up one pod or one node weighs, in looks of a pod at a node. */
const SET_UP = 100;

function pendingWorkload(shape: PodShape, pending: number, state: SchedulerState): PendingWorkload {
  const counts = new Map<string, number>();
  for (const node of state.nodes) {
    for (const reason of reasonsAgainst(shape, node, state))
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  // kube-scheduler sorts the texts, so that "10 x" comes before "2 y".
  const reasons = [...counts].map(([reason, nodes]) => ({ reason, nodes, text: `${nodes} ${reason}` }));
  reasons.sort((left, right) => compareText(left.text, right.text));
  const listed = reasons.map(({ text }) => text).join(", ");
  return {
    workload: shape.id,
    pending,
    replicas: shape.replicas,
    reasons: reasons.map(({ reason, nodes }) => ({ reason, nodes })),
    message:
      state.nodes.length === 0
        ? "no nodes available to schedule pods"
        : `0/${state.nodes.length} nodes are available: ${listed}.`,
  };
}

/** Pending replicas by shape. */
function schedule(shapes: readonly PodShape[], state: SchedulerState, order: ArrivalOrder): number[] {
  const pending = shapes.map(() => 0);
  for (const index of arrivals(shapes, state, order)) {
    const shape = shapes[index];
    if (shape === undefined) continue;
    // Nothing ever leaves, so what no node took once no node takes later.
    if ((pending[index] ?? 0) > 0 || !schedulePod(shape, state)) pending[index] = (pending[index] ?? 0) + 1;
  }
  return pending;
}

function pendingPpm(workloads: readonly PlannedWorkload[], pending: readonly number[]): ResourceVector {
  const share: Record<string, number> = {};
  for (const resource of resourceNames(...workloads.map(({ planned }) => planned.requests))) {
    let [all, waiting] = [0, 0];
    for (const [index, { planned }] of workloads.entries()) {
      const amount = amountOf(planned.requests, resource);
      all += amount * planned.replicas;
      waiting += amount * (pending[index] ?? 0);
    }
    if (waiting > 0) share[resource] = Math.ceil((waiting / all) * 1_000_000);
  }
  return share;
}

export function replayTarget(
  { kind, slice, workloads }: ReplayedSlice,
  order: ArrivalOrder,
  workUnitsLimit: number,
): TargetReplay {
  const pods = workloads.reduce((sum, { planned }) => sum + planned.replicas, 0);
  const nodes = Object.values(slice.purchases).reduce((sum, { count }) => sum + count, 0);
  const base = { kind, name: slice.name, pods, nodes };
  const workUnits = (pods + SET_UP) * (nodes + SET_UP);
  if (workUnits > workUnitsLimit) return { ...base, status: "notReplayed", workUnits, workUnitsLimit };
  const state = schedulerState(
    slice,
    workloads.map(({ planned }) => planned.requests),
  );
  const shapes = workloads.map((one) => podShape(one, state));
  const pending = schedule(shapes, state, order);
  return {
    ...base,
    status: "replayed",
    bound: pods - pending.reduce((sum, count) => sum + count, 0),
    pending: shapes.flatMap((shape, index) => {
      const count = pending[index] ?? 0;
      return count > 0 ? [pendingWorkload(shape, count, state)] : [];
    }),
    pendingPpm: pendingPpm(workloads, pending),
  };
}
