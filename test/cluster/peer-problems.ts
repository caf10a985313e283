/**
 * The peer's problem files (bench/fleets/karpenter-target.ts) as targets of a plan, packed and realised as the planner
 * does, so that the real scheduler can be asked about them. Their folder is not shipped.
 */
import path from "node:path";
import { karpenterTarget } from "../../bench/fleets/karpenter-target.js";
import type { Workload } from "../../src/model/fleet.js";
import type { NodeLayout, Purchase, TargetPlan, WorkloadPlan } from "../../src/model/plan.js";
import type { FilledNodes } from "../../src/plan/pack/filled-nodes.js";
import type { NodeKind } from "../../src/plan/formulate/node-kind.js";
import { packTarget } from "../../src/plan/pack/pack-target.js";
import type { PackTargetInput } from "../../src/plan/pack/pack-target.js";
import { realiseTarget } from "../../src/plan/realisation/realise-target.js";
import type { Steering } from "../../src/plan/realisation/steering.js";
import type { LoadedFleet, Plan } from "../../src/planner/index.js";
import { omitted } from "../../src/units/omitted.js";
import { present } from "../../src/units/invariant.js";
import type { TargetOfPlan } from "./emitted-workloads.js";

export interface PeerProblem {
  readonly file: string;
  /** Where packing may stop, above its bound. */
  readonly gapMilliPercent: number;
  readonly packingWorkUnits: number;
}

export const PEER_PROBLEMS: readonly PeerProblem[] = [
  { file: "aws-realistic-nogpu", gapMilliPercent: 350, packingWorkUnits: 60_000 },
  { file: "aws-realistic-5000", gapMilliPercent: 400, packingWorkUnits: 60_000 },
  { file: "karpenter-wide-10000-simple", gapMilliPercent: 1600, packingWorkUnits: 400_000 },
];

/** As `bench/realise.ts` has it. */
const REPLAY_WORK_UNITS = 300_000_000;

export interface RealisedProblem {
  readonly target: TargetOfPlan;
  readonly packingMicroPerHour: number;
  readonly boundMicroPerHour: number;
  readonly heldMicroPerHour: number;
  readonly status: string;
}

function keyOf({ pool, instanceType, availabilityZone }: NodeKind): string {
  return `${pool}-${instanceType}-${availabilityZone}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

function purchaseOf(kind: NodeKind, layouts: readonly NodeLayout[]): Purchase {
  const count = layouts.reduce((sum, { nodes }) => sum + nodes, 0);
  return {
    ...omitted(kind, "stock", "free", "assumptions"),
    key: keyOf(kind),
    count,
    layouts,
  };
}

function purchasesOf(nodes: readonly FilledNodes[]): Record<string, Purchase> {
  const layouts = new Map<NodeKind, NodeLayout[]>();
  for (const { kind, nodes: count, pods } of nodes)
    layouts.set(kind, [...(layouts.get(kind) ?? []), { nodes: count, pods: Object.fromEntries(pods) }]);
  const purchases = [...layouts].map(([kind, own]) => purchaseOf(kind, own));
  return Object.fromEntries(purchases.map((one) => [one.key, one]));
}

function workloadPlan(
  workload: Workload,
  nodes: readonly FilledNodes[],
  steering: Steering = {},
): WorkloadPlan {
  const byPool: Record<string, number> = {};
  for (const { kind, nodes: count, pods } of nodes) {
    const replicas = count * (pods.get(workload.id) ?? 0);
    if (replicas > 0) byPool[kind.pool] = (byPool[kind.pool] ?? 0) + replicas;
  }
  const { name, namespace, kind, target, requests, replicas, zoneSpread, maxPerNode } = workload;
  return {
    name,
    namespace,
    kind,
    target,
    requests,
    replicas,
    placement: { replicas, byPool, byAvailabilityZone: {} },
    microPerHour: 0,
    ...(zoneSpread === undefined ? {} : { zoneSpread }),
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
    ...steering,
  };
}

/** The problem's workloads on given nodes. */
export function targetOn(
  { target }: Pick<PackTargetInput, "target">,
  nodes: readonly FilledNodes[],
  steering: ReadonlyMap<string, Steering>,
): TargetOfPlan {
  const workloads = target.workloads.map((one): [string, WorkloadPlan] => [
    one.id,
    workloadPlan(one, nodes, steering.get(one.id)),
  ]);
  // What the test reads of a plan, and no more.
  const slice = {
    name: "main",
    platform: "kubernetes",
    purchases: purchasesOf(nodes),
  } as unknown as TargetPlan;
  const plan = { clusters: { main: slice }, edgeSites: {}, workloads: Object.fromEntries(workloads) };
  const fleet = { workloads: target.workloads, divided: [] };
  return {
    kind: "cluster",
    slice,
    plan: plan as unknown as Plan,
    loaded: { fleet, manifests: new Map<string, never>() } as unknown as LoadedFleet,
  };
}

/** `mayBind`: whether workloads may be bound to instance types (`steering: required`). */
export function realisedProblem(
  folder: string,
  { file, gapMilliPercent, packingWorkUnits }: PeerProblem,
  mayBind: boolean,
): RealisedProblem {
  const limits = { targetGapMilliPercent: gapMilliPercent, workUnits: packingWorkUnits };
  const input = karpenterTarget(path.join(folder, `${file}.json`), limits);
  const packing = packTarget(input);
  if (packing.status !== "packed") throw new Error(`${file}: ${packing.status}`);
  const realised = realiseTarget({ input, packing, workUnitsLimit: REPLAY_WORK_UNITS, mayBind });
  const { nodes, cost } = realised.packing;
  const bound = present(packing.bound, "bound of the packing");
  return {
    target: { ...targetOn(input, nodes, realised.steering), premiumPercent: (cost / bound - 1) * 100 },
    packingMicroPerHour: packing.cost,
    boundMicroPerHour: bound,
    heldMicroPerHour: cost,
    status: realised.realisation.status,
  };
}
