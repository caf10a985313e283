/**
 * The scheduler model: would kube-scheduler, with its default profile, place what the plan promises? Pods
 * arrive one by one on the plan's nodes, kept to the pools and architectures of their placement.
 */
import { zoneLabelOf } from "../model/kubernetes.js";
import type { Architecture } from "../model/catalogue.js";
import { everyWorkload } from "../model/fleet-parts.js";
import type { CheckedFleet, TargetKind, Workload } from "../model/fleet.js";
import type { NodeLayout, Plan, TargetPlan, WorkloadPlan } from "../model/plan.js";
import { laterLayouts } from "../model/purchase-nodes.js";
import { compareText } from "../units/compare.js";
import type { ArrivalOrder } from "./arrival-order.js";
import type { PlannedPods } from "./planned-pods.js";
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

/** Of the nodes on which the plan counts each workload, at its base, at its peak or in some hour. */
function architecturesOf({ purchases }: TargetPlan): ReadonlyMap<string, ReadonlySet<Architecture>> {
  const found = new Map<string, Set<Architecture>>();
  for (const purchase of Object.values(purchases)) {
    const all: readonly NodeLayout[] = [...purchase.layouts, ...laterLayouts(purchase)];
    for (const { pods } of all)
      for (const id of Object.keys(pods))
        found.set(id, (found.get(id) ?? new Set()).add(purchase.architecture));
  }
  return found;
}

/**
 * Zones that pods ask for, as the components emit them: that where the plan has a gang, and those to which it binds what
 * must outlive risk groups.
 */
function askedZones(
  id: string,
  { gang, boundZones }: WorkloadPlan,
  { purchases }: TargetPlan,
): readonly string[] {
  if (boundZones !== undefined) {
    const labels = new Map(Object.values(purchases).map((one) => [one.availabilityZone, zoneLabelOf(one)]));
    return boundZones.map((zone) => labels.get(zone) ?? zone).sort();
  }
  if (gang?.within !== "availabilityZone") return [];
  const holding = Object.values(purchases).filter(({ layouts }) =>
    layouts.some(({ pods }) => (pods[id] ?? 0) > 0),
  );
  const labels = holding.map(zoneLabelOf);
  return [...new Set(labels)].sort();
}

function plannedPods(
  id: string,
  planned: WorkloadPlan,
  architectures: ReadonlySet<Architecture> | undefined,
  workload: Workload | undefined,
  zoneLabels: readonly string[],
): PlannedPods {
  const { placement, ...rest } = planned;
  const images = workload?.imagePlatforms.map((platform) => platform.slice("linux/".length)) ?? [];
  return {
    ...rest,
    id,
    pools: Object.keys(placement.byPool),
    architectures: architectures === undefined ? images : [...architectures].sort(),
    ...(zoneLabels.length === 0 ? {} : { zoneLabels }),
    ...(workload === undefined ? {} : { workload }),
  };
}

/** What runs on the target, sorted by id. */
export function plannedPodsOf(
  { plan, fleet }: Pick<SimulateInput, "plan" | "fleet">,
  kind: TargetKind,
  slice: TargetPlan,
): PlannedPods[] {
  const known = fleet === undefined ? [] : everyWorkload(fleet);
  const workloads = new Map(known.map((workload) => [workload.id, workload]));
  const architectures = architecturesOf(slice);
  return Object.keys(plan.workloads)
    .sort()
    .flatMap((id) => {
      const planned = plan.workloads[id];
      if (planned === undefined || planned.replicas === 0) return [];
      if (planned.target.kind !== kind || planned.target.name !== slice.name) return [];
      return [
        plannedPods(id, planned, architectures.get(id), workloads.get(id), askedZones(id, planned, slice)),
      ];
    });
}

function slicesOf(input: SimulateInput): ReplayedSlice[] {
  const { clusters, edgeSites } = input.plan;
  const sorted = <T extends TargetPlan>(slices: Readonly<Record<string, T>>): T[] =>
    Object.values(slices).sort((left, right) => compareText(left.name, right.name));
  const sliceOf = (kind: TargetKind, slice: TargetPlan): ReplayedSlice => ({
    kind,
    slice,
    workloads: plannedPodsOf(input, kind, slice),
  });
  return [
    ...sorted(clusters).map((slice) => sliceOf("cluster", slice)),
    ...sorted(edgeSites).map((slice) => sliceOf("edgeSite", slice)),
  ];
}

/** One result a target, clusters first, each sorted by name. Deterministic. */
export function simulatePlan(input: SimulateInput): readonly TargetReplay[] {
  const limit = input.workUnitsLimit ?? DEFAULT_REPLAY_WORK_UNITS;
  return slicesOf(input).map((slice) => replayTarget(slice, input.order, limit));
}
