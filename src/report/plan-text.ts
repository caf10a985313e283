/** The plan as text for a person: what is bought, where workloads run, what it costs, and how sure that is. */
import { present } from "../units/invariant.js";
import { microPerMonth } from "../units/money.js";
import { addResources, amountOf } from "../units/resources.js";
import type { ByName, Plan, StopReason, TargetPlan } from "../model/plan.js";
import {
  count,
  money,
  monthly,
  percentOfPpm,
  plural,
  reportedResources,
  resourceLabel,
  share,
} from "./amounts.js";
import { renderDiagnostics } from "./diagnostic-text.js";
import { renderTable, type Column } from "./table.js";

const STOPS: Readonly<Record<StopReason, string>> = {
  proved: "proved: no plan is cheaper",
  gapReached: "the gap asked for was reached",
  workBudget: "the work budget was used up",
  exhausted: "all stages were done",
};

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

function sorted<T>(record: ByName<T>): [string, T][] {
  return Object.keys(record)
    .sort()
    .map((key) => [key, present(record[key], key)]);
}

function headline(plan: Plan): string[] {
  const { cost, search, carbon } = plan;
  const workloads = Object.keys(plan.workloads).length;
  const replicas = Object.values(plan.workloads).reduce((sum, workload) => sum + workload.replicas, 0);
  const lines = [
    `Plan of fleet ${plan.name}: ${plural(workloads, "workload")}, ${plural(replicas, "replica")}, ${plural(nodesOf(plan), "node")}`,
    "",
    `  cost    ${money(cost.microPerMonth, cost.currency)} a month (${money(cost.microPerHour, cost.currency, 4)} an hour)`,
    `  bound   ${monthly(search.boundMicroPerHour, cost.currency)} a month: no plan of this spec costs less`,
    `  gap     ${percentOfPpm(search.gapPpm)}; the search stopped because ${STOPS[search.stop]}` +
      ` (${count(search.workUnits)} of ${count(search.workUnitsLimit)} work units)`,
  ];
  if (carbon.operationalGramsPerHour > 0) {
    const kilograms = Math.round(microPerMonth(carbon.operationalGramsPerHour) / 1000);
    lines.push(`  carbon  ${count(kilograms)} kg CO2e a month in operation`);
  }
  return lines;
}

function targets(plan: Plan): TargetPlan[] {
  return [...sorted(plan.clusters), ...sorted(plan.edgeSites)].map(([, target]) => target);
}

function nodesOf(plan: Plan): number {
  return targets(plan)
    .flatMap((target) => Object.values(target.purchases))
    .reduce((sum, purchase) => sum + purchase.count, 0);
}

function purchaseLines(target: TargetPlan, currency: string): string[] {
  const columns = [
    left("POOL"),
    left("INSTANCE TYPE"),
    left("CHIP"),
    left("AVAILABILITY ZONE"),
    left("BOUGHT"),
    right("NODES"),
    right("EACH A MONTH"),
    right("TOGETHER"),
  ];
  const rows = sorted(target.purchases).map(([, purchase]) => [
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

function utilisationLine(target: TargetPlan): string {
  const { allocatable, systemLoad, requested } = target.utilisation;
  const used = addResources(systemLoad, requested);
  const parts = reportedResources(allocatable).map(
    (resource) =>
      `${resourceLabel(resource)} ${share(amountOf(used, resource), amountOf(allocatable, resource))}`,
  );
  return `  requested of allocatable: ${parts.join(", ") || "nothing"}`;
}

/** What pools keep free on purpose. */
function headroomLines(plan: Plan, target: TargetPlan): string[] {
  return sorted(plan.clusters[target.name]?.pools ?? {}).flatMap(([name, { headroom }]) => {
    if (headroom === undefined) return [];
    const { percent, spare, surgeNodes } = headroom;
    const kept = [
      ...(percent === undefined ? [] : [`${percent} % of each node`]),
      ...(spare === undefined
        ? []
        : [`room for ${spare.replicas} more of ${plan.workloads[spare.workload]?.name ?? spare.workload}`]),
      ...(surgeNodes === undefined ? [] : [`a quota for ${plural(surgeNodes, "node")} more during upgrades`]),
    ];
    return kept.length === 0 ? [] : [`  pool ${name} keeps free: ${kept.join(", ")}`];
  });
}

/** How much of each pool is on spot, where that is limited. */
function spotLines(plan: Plan, target: TargetPlan): string[] {
  return sorted(plan.clusters[target.name]?.pools ?? {}).flatMap(([name, { spotMaxPercent }]) => {
    if (spotMaxPercent === undefined) return [];
    const own = Object.values(target.purchases).filter(({ pool }) => pool === name);
    const vcpu = (purchases: typeof own): number =>
      purchases.reduce((sum, purchase) => sum + purchase.count * purchase.vcpu, 0);
    const spot = vcpu(own.filter(({ purchaseOption }) => purchaseOption === "spot"));
    return [
      `  pool ${name}: ${share(spot, vcpu(own))} of its virtual CPUs on spot, at most ${spotMaxPercent} %`,
    ];
  });
}

/** What an autoscaler moves between, where a demand has a peak. */
function autoscalingLines(plan: Plan, target: TargetPlan): string[] {
  return sorted(plan.clusters[target.name]?.pools ?? {}).flatMap(([name, { autoscaling }]) =>
    autoscaling === undefined
      ? []
      : [
          `  pool ${name}: an autoscaler keeps ${count(autoscaling.minNodes)} to ${plural(autoscaling.maxNodes, "node")}; only the former are in the cost`,
        ],
  );
}

function inOrder(record: ByName<number>): string {
  return sorted(record)
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
    right("A MONTH"),
  ];
  const rows = sorted(target.placements).map(([id, placement]) => {
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

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

/** The whole plan; ends with a newline. */
export function renderPlan(plan: Plan): string {
  const lines = headline(plan);
  for (const target of targets(plan)) {
    lines.push("", targetTitle(plan, target), ...purchaseLines(target, plan.cost.currency));
    lines.push(
      utilisationLine(target),
      ...headroomLines(plan, target),
      ...autoscalingLines(plan, target),
      ...spotLines(plan, target),
      "",
      ...placementLines(plan, target),
    );
  }
  const assumptions = plan.assumptions.map(
    (one) => `${one.subject}: ${one.statement} (${one.confidence}, ${one.source}, ${one.asOf})`,
  );
  lines.push(...listed("Assumed", assumptions));
  lines.push(...listed("Not counted", plan.notCounted));
  lines.push(
    ...listed("Warnings", renderDiagnostics(plan.warnings.filter((one) => one.severity !== "info"))),
  );
  return `${lines.join("\n")}\n`;
}
