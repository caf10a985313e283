/**
 * The pods of a target as the scheduler sees them: what the plan's components create of each workload. Rules
 * that a plan does not carry come from the fleet; without one, pods tolerate everything and prefer nothing.
 */
import type { Workload } from "../model/fleet.js";
import type { Placement, WorkloadPlan } from "../model/plan.js";
import { meetsTerms, tolerates } from "../model/selectors.js";
import { amountOf } from "../units/resources.js";
import type { PodRules } from "./filters/filter.js";
import { GROUP_FILTERS } from "./filters/filters.js";
import { meetsNodeAffinity } from "./filters/node-affinity.js";
import { CPU, MEMORY } from "./scheduler-state.js";
import type { NodeGroup, PodShape, SchedulerState, SoftSpread, ZoneSpread } from "./scheduler-state.js";

/** What a container without requests counts as in scores (scheduler/util/pod_resources.go, v1.36.3). */
const DEFAULT_CPU_MILLI = 100;
const DEFAULT_MEMORY_MIB = 200;

/** The scheduler's system defaults, for pods of a controller that have no spread rules of their own. */
const DEFAULT_SPREAD: readonly SoftSpread[] = [
  { over: "node", maxSkew: 3 },
  { over: "availabilityZone", maxSkew: 5 },
];

export interface PlannedWorkload {
  readonly id: string;
  readonly planned: WorkloadPlan;
  readonly placement: Placement;
  /** Absent where the fleet is not known. */
  readonly workload?: Workload;
}

function rulesOf({ placement, workload }: PlannedWorkload): PodRules {
  const volumeZones = workload?.volumes.flatMap(({ availabilityZone }) => availabilityZone ?? []);
  return {
    ...(workload === undefined ? {} : { tolerations: workload.tolerations }),
    requiredNodeTerms: workload?.requiredNodeTerms ?? [],
    pools: Object.keys(placement.byPool),
    architectures: workload?.imagePlatforms.map((platform) => platform.slice("linux/".length)) ?? [],
    volumeZones: volumeZones ?? [],
  };
}

function preferenceOf(workload: Workload | undefined, { labels }: NodeGroup): number {
  // One term at a time, as required terms are read: a term without requirements never holds.
  const held = (workload?.preferredNodeTerms ?? []).filter((term) => meetsTerms(labels, [term]));
  return held.reduce((sum, { weight }) => sum + weight, 0);
}

function distasteOf(workload: Workload | undefined, { taints }: NodeGroup): number {
  if (workload === undefined) return 0;
  const discouraging = taints.filter(({ effect }) => effect === "PreferNoSchedule");
  return discouraging.filter((taint) => !workload.tolerations.some((one) => tolerates(one, taint))).length;
}

function zoneSpreadOf(
  { planned }: PlannedWorkload,
  rules: PodRules,
  groups: readonly NodeGroup[],
): ZoneSpread | undefined {
  if (planned.zoneSpread === undefined) return undefined;
  const { maxSkew, minDomains = 1 } = planned.zoneSpread;
  // nodeAffinityPolicy Honor and nodeTaintsPolicy Ignore, the defaults: taints take no zone out.
  const zones = groups.filter(({ labels }) => meetsNodeAffinity(rules, labels)).map(({ zone }) => zone);
  return { maxSkew, minDomains, domains: [...new Set(zones)] };
}

function softSpreadOf({ planned, workload }: PlannedWorkload): readonly SoftSpread[] {
  const own = workload?.softSpread ?? [];
  if (own.length > 0 || planned.zoneSpread !== undefined) return own;
  switch (planned.kind) {
    case "Deployment":
    case "ReplicaSet":
    case "StatefulSet":
      return DEFAULT_SPREAD;
    case "Job":
    case "CronJob":
    case "Pod":
      return [];
  }
}

export function podShape(one: PlannedWorkload, state: SchedulerState): PodShape {
  const { id, planned, workload } = one;
  const { requests } = planned;
  const rules = rulesOf(one);
  const zoneSpread = zoneSpreadOf(one, rules, state.groups);
  const scored = new Float64Array(2);
  scored[CPU] = amountOf(requests, "cpuMilli") || DEFAULT_CPU_MILLI;
  scored[MEMORY] = amountOf(requests, "memoryMiB") || DEFAULT_MEMORY_MIB;
  return {
    id,
    replicas: planned.replicas,
    priority: workload?.priority ?? 0,
    requests: state.resources.flatMap((name, resource) => {
      const amount = amountOf(requests, name);
      return amount > 0 ? [{ resource, amount }] : [];
    }),
    scored,
    excluded: state.groups.map((group) =>
      GROUP_FILTERS.reduce<string | undefined>((reason, filter) => reason ?? filter(rules, group), undefined),
    ),
    preference: state.groups.map((group) => preferenceOf(workload, group)),
    distaste: state.groups.map((group) => distasteOf(workload, group)),
    ...(zoneSpread === undefined ? {} : { zoneSpread }),
    softSpread: softSpreadOf(one),
    maxPerNode: planned.maxPerNode ?? Infinity,
    onNode: new Int32Array(state.nodes.length),
    inZone: new Int32Array(state.zones),
  };
}
