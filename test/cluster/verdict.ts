/** Where the pods of a target are, against where the plan says that they are. */
import type { TargetPlan } from "../../src/model/plan.js";
import { plannedNodes } from "./node-objects.js";
import type { PlacedTarget } from "./placed-target.js";
import { isLeaving, podKey, unschedulable } from "./pods.js";
import type { Pod } from "./pods.js";

export interface PendingPods {
  readonly workload: string;
  readonly pending: number;
  readonly replicas: number;
  /** The scheduler's own message, or that the pods do not even exist. */
  readonly cause: string;
}

export interface Verdict {
  readonly target: string;
  readonly nodes: number;
  readonly pods: number;
  readonly bound: number;
  readonly pending: readonly PendingPods[];
  /** Pods on nodes outside the pools on which the plan counts them, or all in one place that may be lost; in words. */
  readonly outOfPlace: readonly string[];
}

/** On whose nodes the plan counts replicas of the workload, at its base or at its peak. */
function poolsOf(id: string, slice: TargetPlan): ReadonlySet<string> {
  const holders = Object.values(slice.purchases).filter(({ layouts, peak }) =>
    [...layouts, ...(peak?.layouts ?? [])].some(({ pods }) => (pods[id] ?? 0) > 0),
  );
  return new Set(holders.map(({ pool }) => pool));
}

/** In words, where one zone or node, or the zones of one risk group, have all replicas of what must survive its loss. */
function lostAtOnce(id: string, pods: readonly Pod[], input: PlacedTarget): string[] {
  const { survive, replicas = 0, riskZones = {} } = input.workloads.find((one) => one.id === id)?.plan ?? {};
  if (survive === undefined || replicas < 2) return [];
  const zoneOf = new Map(
    plannedNodes(input.target.slice).map(({ name, purchase }) => [name, purchase.availabilityZone]),
  );
  const placeOf = (node: string): string => (survive === "node" ? node : (zoneOf.get(node) ?? node));
  const bound = pods.flatMap(({ spec: { nodeName } }) => (nodeName === undefined ? [] : [placeOf(nodeName)]));
  const places = new Set(bound);
  const isRisk =
    survive === "riskGroup" &&
    Object.values(riskZones).some((zones) => [...places].every((zone) => zones.includes(zone)));
  return bound.length === replicas && (places.size === 1 || isRisk)
    ? [`all ${replicas} replicas of ${id} are in ${[...places].join(" and ")}, whose loss they must survive`]
    : [];
}

const NOT_CREATED = "not created: its StatefulSet waits for an earlier replica";

function pendingOf(id: string, replicas: number, pods: readonly Pod[]): PendingPods[] {
  const bound = pods.filter(({ spec }) => spec.nodeName !== undefined);
  if (bound.length === replicas) return [];
  const cause = pods.map(unschedulable).find((message) => message !== undefined) ?? NOT_CREATED;
  return [{ workload: id, pending: replicas - bound.length, replicas, cause }];
}

export function verdictOf(placed: PlacedTarget): Verdict {
  const {
    target: { slice },
    workloads,
    pods,
    workloadOf,
  } = placed;
  const poolOf = new Map(plannedNodes(slice).map(({ name, purchase }) => [name, purchase.pool]));
  const byWorkload = new Map<string, Pod[]>(workloads.map(({ id }) => [id, []]));
  for (const pod of pods.objects()) if (!isLeaving(pod)) byWorkload.get(workloadOf(pod) ?? "")?.push(pod);
  const outOfPlace = [...byWorkload].flatMap(([id, own]) => {
    const pools = poolsOf(id, slice);
    const elsewhere = own.flatMap((pod) => {
      const { nodeName } = pod.spec;
      const pool = nodeName === undefined ? undefined : (poolOf.get(nodeName) ?? "no pool of the plan");
      return pool === undefined || pools.has(pool)
        ? []
        : [`${podKey(pod)} of ${id} is on ${nodeName ?? ""} in ${pool}, planned in ${[...pools].join(", ")}`];
    });
    return [...elsewhere, ...lostAtOnce(id, own, placed)];
  });
  const pending = workloads.flatMap(({ id, plan }) => pendingOf(id, plan.replicas, byWorkload.get(id) ?? []));
  const replicas = workloads.reduce((sum, { plan }) => sum + plan.replicas, 0);
  return {
    target: slice.name,
    nodes: poolOf.size,
    pods: replicas,
    bound: replicas - pending.reduce((sum, one) => sum + one.pending, 0),
    pending,
    outOfPlace,
  };
}
