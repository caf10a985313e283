/** Replays one target: its pods arrive one by one, and those that no node takes stay pending. */
import type { TargetKind } from "../model/fleet.js";
import type { Purchase, TargetPlan } from "../model/plan.js";
import { compareText } from "../units/compare.js";
import { amountOf, resourceNames } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";
import type { ArrivalOrder } from "./arrival-order.js";
import type { ModelNodes } from "./model-input.js";
import { modelPods } from "./planned-pods.js";
import type { PlannedPods } from "./planned-pods.js";
import { replayPods } from "./replay-pods.js";
import type { PendingWorkload, TargetReplay } from "./replay.js";
import { SchedulerModel } from "./scheduler-model.js";

export interface ReplayedSlice {
  readonly kind: TargetKind;
  readonly slice: TargetPlan;
  /** Those that run there, sorted by id. */
  readonly workloads: readonly PlannedPods[];
}

/** What setting up one pod or one node weighs, in looks of a pod at a node. */
const SET_UP = 100;

/** Why a target whose pods share devices is not replayed. */
const SHARES = "pods share its devices, which kube-scheduler does not place";

/** Looks of pods at nodes that a replay takes at most. */
export function replayWork(pods: number, nodes: number): number {
  return (pods + SET_UP) * (nodes + SET_UP);
}

export function nodesOfPurchase({ key, count, ...node }: Purchase): ModelNodes {
  const { labels, taints, availabilityZone, allocatable, systemLoad } = node;
  const names = Array.from({ length: count }, (_none, number) => `${key}-${number}`);
  return { names, labels, taints, availabilityZone, allocatable, systemLoad };
}

function pendingWorkload(planned: PlannedPods, pending: number, model: SchedulerModel): PendingWorkload {
  const counts = new Map<string, number>();
  const nodes = model.nodeNames.length;
  const pods = model.podsOf(planned.id);
  for (let node = 0; node < nodes; node += 1)
    for (const reason of model.reasonsAgainst(pods, node)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  // kube-scheduler sorts the texts, so that "10 x" comes before "2 y".
  const reasons = [...counts].map(([reason, count]) => ({
    reason,
    nodes: count,
    text: `${count} ${reason}`,
  }));
  reasons.sort((left, right) => compareText(left.text, right.text));
  const listed = reasons.map(({ text }) => text).join(", ");
  return {
    workload: planned.id,
    pending,
    replicas: planned.replicas,
    reasons: reasons.map(({ reason, nodes: count }) => ({ reason, nodes: count })),
    message:
      nodes === 0 ? "no nodes available to schedule pods" : `0/${nodes} nodes are available: ${listed}.`,
  };
}

function pendingPpm(workloads: readonly PlannedPods[], pending: Int32Array): ResourceVector {
  const share: Record<string, number> = {};
  for (const resource of resourceNames(...workloads.map(({ requests }) => requests))) {
    let [all, waiting] = [0, 0];
    for (const [index, { requests, replicas }] of workloads.entries()) {
      const amount = amountOf(requests, resource);
      all += amount * replicas;
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
  const podCount = workloads.reduce((sum, { replicas }) => sum + replicas, 0);
  const nodeCount = Object.values(slice.purchases).reduce((sum, { count }) => sum + count, 0);
  const base = { kind, name: slice.name, pods: podCount, nodes: nodeCount };
  const workUnits = replayWork(podCount, nodeCount);
  const shares = Object.values(slice.purchases).some(({ deviceShares }) => deviceShares !== undefined);
  if (shares) return { ...base, status: "notReplayed", because: SHARES, workUnits, workUnitsLimit };
  if (workUnits > workUnitsLimit) return { ...base, status: "notReplayed", workUnits, workUnitsLimit };
  const purchases = Object.values(slice.purchases).sort((left, right) => compareText(left.key, right.key));
  const nodes = purchases.map(nodesOfPurchase);
  const pods = modelPods(workloads);
  const model = new SchedulerModel({ nodes, pods });
  const { pending, pendingPods } = replayPods({ model, nodes, pods, order });
  return {
    ...base,
    status: "replayed",
    bound: podCount - pendingPods,
    pending: workloads.flatMap((planned, index) => {
      const count = pending[index] ?? 0;
      return count > 0 ? [pendingWorkload(planned, count, model)] : [];
    }),
    pendingPpm: pendingPpm(workloads, pending),
  };
}
