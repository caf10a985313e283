/**
 * A fleet that is to survive the loss of any one availability zone loses each of them in turn, as `stowage whatif` has
 * it: workloads of two replicas or more that are wholly down, or have no place afterwards, break the rule. What the rule
 * costs is told against the same fleet without it.
 */
import type { FleetSpec, WorkloadSpec } from "../../src/model/fleet-spec.js";
import { whatIfSync } from "../../src/planner/index.js";
import type { Plan, WhatIfResult } from "../../src/planner/index.js";
import { plannedFleet } from "./planned.js";
import type { PlannedFleet } from "./planned.js";

export interface ZoneLossResult {
  readonly workloads: number;
  /** Of these, the ones with two replicas or more. */
  readonly surviving: number;
  readonly replicas: number;
  readonly zones: number;
  readonly violations: readonly string[];
  /** Workloads wholly in one zone in the plan without the rule. */
  readonly violationsWithout: number;
  /** Over the cheapest plan known without the rule, of which the plan with it is one. */
  readonly premiumPercent: number;
  /** Over what no plan without the rule is below. */
  readonly mostPremiumPercent: number;
  readonly gapPercent: number;
  readonly gapPercentWithout: number;
  readonly workUnits: number;
  readonly cpuMs: number;
}

/** Names of workloads of two replicas or more that stand in one zone alone, counted from the layouts of nodes. */
function loneZones(plan: Plan): Set<string> {
  const zones = new Map<string, Set<string>>();
  for (const { purchases } of Object.values(plan.clusters))
    for (const { availabilityZone, layouts } of Object.values(purchases))
      for (const { pods } of layouts)
        for (const [id, each] of Object.entries(pods))
          if (each > 0) zones.set(id, (zones.get(id) ?? new Set<string>()).add(availabilityZone));
  const lone = Object.entries(plan.workloads).filter(
    ([id, { replicas }]) => replicas > 1 && zones.get(id)?.size === 1,
  );
  return new Set(lone.map(([, { name }]) => name));
}

function violationsOf({ events, down, status, unplaced }: WhatIfResult): string[] {
  const lost = events.map((event) => ("name" in event ? event.name : event.kind)).join();
  return [
    ...down.filter((one) => one.breaksPromise).map(({ name }) => `${name} is down without ${lost}`),
    ...unplaced.map(({ name, replicas }) => `${replicas} of ${name} have no place without ${lost}`),
    ...(status === "planned" ? [] : [`no plan without ${lost}`]),
  ];
}

function withRule(spec: FleetSpec): FleetSpec {
  const workloads = (spec.workloads ?? []).map((one) =>
    (one.replicas ?? 0) > 1 ? { ...one, survive: "availabilityZone" as const } : one,
  );
  return { ...spec, workloads };
}

function zoneLosses({ loaded, plan }: PlannedFleet): WhatIfResult[] {
  const zones = loaded.fleet.clusters.flatMap(({ availabilityZones }) => availabilityZones);
  return [...new Set(zones)].map((name) => whatIfSync(loaded, plan, [{ kind: "lose", what: "az", name }]));
}

export function zoneLoss(spec: FleetSpec): ZoneLossResult {
  const without = plannedFleet(spec).plan;
  const planned = plannedFleet(withRule(spec));
  const { plan, cpuMs } = planned;
  const losses = zoneLosses(planned);
  const workloads = (spec.workloads ?? []).filter((one): one is WorkloadSpec => "name" in one);
  const lone = [...loneZones(plan)].map((name) => `${name} is in one zone alone`);
  return {
    workloads: workloads.length,
    surviving: workloads.filter(({ replicas = 0 }) => replicas > 1).length,
    replicas: workloads.reduce((sum, { replicas = 0 }) => sum + replicas, 0),
    zones: losses.length,
    violations: [...lone, ...losses.flatMap(violationsOf)],
    violationsWithout: loneZones(without).size,
    premiumPercent: Math.max(0, plan.cost.microPerHour / without.cost.microPerHour - 1) * 100,
    mostPremiumPercent: (plan.cost.microPerHour / without.search.boundMicroPerHour - 1) * 100,
    gapPercent: plan.search.gapPpm / 10_000,
    gapPercentWithout: without.search.gapPpm / 10_000,
    workUnits: plan.search.workUnits,
    cpuMs,
  };
}
