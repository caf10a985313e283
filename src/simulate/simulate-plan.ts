/**
 * The scheduler model: would kube-scheduler, with its default profile, place what the plan promises? Pods
 * arrive one by one on the plan's nodes, kept to the pools of their placement. Preemption, gangs, image
 * locality and affinity to other workloads are not modelled.
 */
import type { CheckedFleet, TargetKind } from "../model/fleet.js";
import type { Plan, TargetPlan } from "../model/plan.js";
import { compareText } from "../units/compare.js";
import type { ArrivalOrder } from "./arrival-order.js";
import type { PlannedWorkload } from "./pod-shapes.js";
import { replayTarget } from "./replay-target.js";
import type { ReplayedSlice } from "./replay-target.js";
import type { TargetReplay } from "./replay.js";

/** About 5,000 pods on 4,000 nodes in one target. */
export const DEFAULT_REPLAY_WORK_UNITS = 20_000_000;

export interface SimulateInput {
  /** A plan that `verifyPlan` accepts. */
  readonly plan: Plan;
  /** Gives tolerations, node selectors, preferences, volumes and priorities, which a plan does not carry. */
  readonly fleet?: CheckedFleet;
  readonly order: ArrivalOrder;
  /**
   * Work of one target (about pods x nodes, see `SkippedTarget`) above which it is not replayed.
   * @default DEFAULT_REPLAY_WORK_UNITS
   */
  readonly workUnitsLimit?: number;
}

function slicesOf({ plan, fleet }: SimulateInput): ReplayedSlice[] {
  const fleetWorkloads = new Map(fleet?.workloads.map((workload) => [workload.id, workload]));
  const byTarget = new Map<string, PlannedWorkload[]>();
  const ids = Object.keys(plan.workloads).sort();
  for (const id of ids) {
    const planned = plan.workloads[id];
    if (planned === undefined || planned.replicas === 0) continue;
    const workload = fleetWorkloads.get(id);
    const key = `${planned.target.kind}/${planned.target.name}`;
    const one = {
      id,
      planned,
      placement: planned.placement,
      ...(workload === undefined ? {} : { workload }),
    };
    const bound = byTarget.get(key) ?? [];
    byTarget.set(key, bound);
    bound.push(one);
  }
  const sliceOf = (kind: TargetKind, slice: TargetPlan): ReplayedSlice => ({
    kind,
    slice,
    workloads: byTarget.get(`${kind}/${slice.name}`) ?? [],
  });
  const sorted = <T extends TargetPlan>(slices: Readonly<Record<string, T>>): T[] =>
    Object.values(slices).sort((left, right) => compareText(left.name, right.name));
  return [
    ...sorted(plan.clusters).map((slice) => sliceOf("cluster", slice)),
    ...sorted(plan.edgeSites).map((slice) => sliceOf("edgeSite", slice)),
  ];
}

/** One result a target, clusters first, each sorted by name. Deterministic. */
export function simulatePlan(input: SimulateInput): readonly TargetReplay[] {
  const limit = input.workUnitsLimit ?? DEFAULT_REPLAY_WORK_UNITS;
  return slicesOf(input).map((slice) => replayTarget(slice, input.order, limit));
}
