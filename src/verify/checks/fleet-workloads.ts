/** Workloads are the fleet's: replicas, requests, target and rules unchanged. */
import type { Workload } from "../../model/fleet.js";
import type { WorkloadPlan } from "../../model/plan.js";
import { canonicalJson } from "../../units/canonical.js";
import { amountOf, resourceNames } from "../../units/resources.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check } from "../review.js";

type Fact = readonly [
  path: Path,
  planned: string | number | undefined,
  expected: string | number | undefined,
];

function textOf(performance: WorkloadPlan["performance"]): string | undefined {
  return performance === undefined ? undefined : canonicalJson(performance);
}

function facts(planned: WorkloadPlan, workload: Workload): Fact[] {
  return [
    [["kind"], planned.kind, workload.kind],
    [["target", "kind"], planned.target.kind, workload.target.kind],
    [["target", "name"], planned.target.name, workload.target.name],
    // How many give a demand in performance, the check of that says.
    ...(workload.performance === undefined
      ? [
          [
            ["replicas"],
            planned.replicas + (planned.leftOut?.replicas ?? 0),
            workload.replicas,
          ] as const satisfies Fact,
        ]
      : []),
    [["performance"], textOf(planned.performance), textOf(workload.performance)],
    ...(planned.leftOut === undefined
      ? []
      : [
          [
            ["leftOut", "microPerHour"],
            planned.leftOut.microPerHour,
            workload.penaltyMicroPerHour,
          ] as const satisfies Fact,
        ]),
    [["peak"], planned.peak, workload.peak],
    [["hourly"], planned.hourly?.join(", "), workload.hourly?.join(", ")],
    [["apartFrom"], planned.apartFrom?.join(", "), workload.apartFrom?.join(", ")],
    [["beside", "workload"], planned.beside?.workload, workload.beside?.workload],
    [["beside", "over"], planned.beside?.over, workload.beside?.over],
    [["gang", "within"], planned.gang?.within, workload.gang?.within],
    [["gang", "name"], planned.gang?.name, workload.gang?.name],
    [["dedicatedNodes"], planned.dedicatedNodes, workload.dedicatedNodes],
    [["licences"], planned.licences?.join(", "), workload.licences?.join(", ")],
    [["survive"], planned.survive, workload.survive],
    [["complianceZone"], planned.complianceZone, workload.complianceZone],
    [["dataClass"], planned.dataClass, workload.data?.class],
    [["zoneSpread", "maxSkew"], planned.zoneSpread?.maxSkew, workload.zoneSpread?.maxSkew],
    [["zoneSpread", "minDomains"], planned.zoneSpread?.minDomains, workload.zoneSpread?.minDomains],
    [["scaling", "minReplicas"], planned.scaling?.minReplicas, workload.scaling?.minReplicas],
    [["scaling", "maxReplicas"], planned.scaling?.maxReplicas, workload.scaling?.maxReplicas],
    [["priority"], planned.priority ?? 0, workload.priority],
    ...(["minAvailable", "maxUnavailable"] as const).map((part): Fact => [
      ["disruptionBudget", part],
      planned.disruptionBudget?.[part],
      workload.disruptionBudget?.[part],
    ]),
    ...resourceNames(planned.requests, workload.requests).map((name): Fact => [
      ["requests", name],
      amountOf(planned.requests, name),
      amountOf(workload.requests, name),
    ]),
  ];
}

function checkWorkload(planned: WorkloadPlan, workload: Workload, refuse: Refuse): void {
  const at = ["workloads", workload.id];
  for (const [path, stated, expected] of facts(planned, workload)) {
    if (stated !== expected)
      refuse([...at, ...path], `is ${stated ?? "missing"}, and the fleet says ${expected ?? "nothing"}`);
  }
  const { outByPriority } = workload;
  if (planned.leftOut !== undefined && planned.leftOut.microPerHour === undefined && outByPriority !== true)
    refuse(
      [...at, "leftOut", "microPerHour"],
      "is missing, and the fleet does not let it stay out by priority",
    );
  // A plan may cap harder than the workload does (to survive a node), never softer.
  const { maxPerNode } = workload;
  if (maxPerNode !== undefined && (planned.maxPerNode === undefined || planned.maxPerNode > maxPerNode))
    refuse([...at, "maxPerNode"], `is ${planned.maxPerNode ?? "missing"}, and the fleet says ${maxPerNode}`);
}

export const checkFleetWorkloads: Check = ({ plan, fleetWorkloads }, refuse) => {
  for (const [id, workload] of fleetWorkloads) {
    const planned = entryOf(plan.workloads, id);
    if (planned !== undefined) checkWorkload(planned, workload, refuse);
  }
};
