/** One cluster or edge site of a plan as text: its nodes, how full they are, and what runs on them. */
import type { ByName, Plan, TargetPlan } from "../model/plan.js";
import { present } from "../units/invariant.js";
import { addResources, amountOf } from "../units/resources.js";
import { count, monthly, reportedResources, resourceLabel, share } from "./amounts.js";
import { byName } from "./by-name.js";
import { hourLines } from "./hours-text.js";
import { edgeLines } from "./edge-text.js";
import { poolLines } from "./pool-text.js";
import { targetRealisationLines } from "./realisation-text.js";
import { renderTable, type Column } from "./table.js";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

function targetTitle(plan: Plan, target: TargetPlan): string {
  const cluster = plan.clusters[target.name];
  const site = plan.edgeSites[target.name];
  const what =
    cluster !== undefined
      ? `${cluster.platform} in ${cluster.region}`
      : `${site?.distribution ?? ""} edge site`;
  const bound = target.complianceZone === undefined ? "" : `, compliance zone ${target.complianceZone}`;
  return `${target.name}: ${what} (${target.country})${bound}, ${monthly(target.microPerHour, plan.cost.currency)} a month`;
}

function purchaseLines(target: TargetPlan, currency: string): string[] {
  const columns = [
    left("POOL"),
    left("INSTANCE TYPE"),
    left("CHIP"),
    left("AVAILABILITY ZONE"),
    left("OPTION"),
    right("NODES"),
    right("EACH A MONTH"),
    right("TOGETHER"),
  ];
  const rows = byName(target.purchases).map(([, purchase]) => [
    purchase.pool,
    purchase.instanceType,
    purchase.chip,
    purchase.availabilityZone,
    purchase.purchaseOption,
    count(purchase.count),
    monthly(purchase.microPerHour, currency),
    monthly(purchase.microPerHour * purchase.count, currency),
  ]);
  return rows.length === 0 ? ["  no nodes"] : renderTable(columns, rows, "  ");
}

/** What the cluster costs before it has a node. */
function feeLines(plan: Plan, { name }: TargetPlan): string[] {
  const fee = plan.clusters[name]?.fixedFeeMicroPerHour ?? 0;
  return fee === 0 ? [] : [`  control plane: ${monthly(fee, plan.cost.currency)} a month`];
}

function utilisationLine(target: TargetPlan): string {
  const { allocatable, systemLoad, requested } = target.utilisation;
  const used = addResources(systemLoad, requested);
  const parts = reportedResources(allocatable).map(
    (resource) =>
      `${resourceLabel(resource)} ${share(amountOf(used, resource), amountOf(allocatable, resource))}`,
  );
  return `  requested of allocatable: ${parts.join(", ") || "nothing"}`;
}

function inOrder(record: ByName<number>): string {
  return byName(record)
    .map(([name, replicas]) => `${name} ${count(replicas)}`)
    .join(", ");
}

function placementLines(plan: Plan, target: TargetPlan): string[] {
  const columns = [
    left("WORKLOAD"),
    left("KIND"),
    right("REPLICAS"),
    left("BY POOL"),
    left("BY AVAILABILITY ZONE"),
    right("SHARE A MONTH"),
  ];
  const rows = byName(target.placements).map(([id, placement]) => {
    const workload = present(plan.workloads[id], `workload ${id}`);
    return [
      `${workload.namespace}/${workload.name}`,
      workload.kind,
      count(placement.replicas),
      inOrder(placement.byPool),
      inOrder(placement.byAvailabilityZone),
      monthly(workload.microPerHour, plan.cost.currency),
    ];
  });
  return rows.length === 0 ? ["  no workloads"] : renderTable(columns, rows, "  ");
}

/** Replicas that the plan does not place. */
function leftOutLines(plan: Plan, target: TargetPlan): string[] {
  return byName(target.placements).flatMap(([id, placement]) => {
    const { namespace, name, leftOut } = present(plan.workloads[id], `workload ${id}`);
    if (leftOut === undefined) return [];
    const all = placement.replicas + leftOut.replicas;
    const { microPerHour: penalty } = leftOut;
    const why =
      penalty === undefined
        ? `which do not fit beside what comes before them`
        : `at a penalty of ${monthly(penalty, plan.cost.currency)} a month each`;
    return [`  left out: ${count(leftOut.replicas)} of ${count(all)} ${namespace}/${name}, ${why}`];
  });
}

/** How much of each priority stays out, and how much must. */
function priorityLines({ priorities = [] }: TargetPlan): string[] {
  return priorities.map(({ priority, replicas, leftOut, boundLeftOut }) => {
    const stays = `  priority ${priority}: ${count(replicas - leftOut)} of ${count(replicas)} replicas run`;
    if (leftOut === 0) return stays;
    return leftOut === boundLeftOut
      ? `${stays}, no plan that keeps what comes before runs more`
      : `${stays}, at least ${count(boundLeftOut)} must stay out`;
  });
}

export function targetLines(plan: Plan, target: TargetPlan): string[] {
  return [
    targetTitle(plan, target),
    ...purchaseLines(target, plan.cost.currency),
    ...feeLines(plan, target),
    utilisationLine(target),
    ...targetRealisationLines(plan, target),
    ...poolLines(plan, target),
    ...hourLines(plan, target),
    ...edgeLines(plan, target),
    "",
    ...placementLines(plan, target),
    ...leftOutLines(plan, target),
    ...priorityLines(target),
  ];
}
