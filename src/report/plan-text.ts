/** The plan as text for a person: what is bought, where workloads run, what it costs, and how sure that is. */
import { microPerMonth } from "../units/money.js";
import type { FurtherObjective } from "../model/fleet-spec.js";
import { costWithPenalties } from "../model/plan-cost.js";
import type { Plan, SearchPlan, StopReason, TargetPlan } from "../model/plan.js";
import { count, gapOfPpm, money, monthly, plural } from "./amounts.js";
import { assumptionLines } from "./assumption-text.js";
import { budgetLines, vendorShareLines } from "./business-text.js";
import { byName } from "./by-name.js";
import { certifiedBoundText } from "./certificate-text.js";
import { renderDiagnostics } from "./diagnostic-text.js";
import { divisionBoundLines, divisionLines, standbyLines } from "./division-text.js";
import { latencyLines } from "./latency-text.js";
import { commitmentLines } from "./commitment-text.js";
import { hoursCostLines } from "./hours-text.js";
import { movesLines } from "./moves-text.js";
import { lawLines } from "./law-text.js";
import { licenceCostLines, licenceLines } from "./licence-text.js";
import { networkLines } from "./network-text.js";
import { realisationLines } from "./realisation-text.js";
import { priceLines } from "./price-text.js";
import { loadBalancerLines, quotaLines } from "./quota-text.js";
import { printable } from "./printable.js";
import { trafficLines } from "./traffic-text.js";
import { transferLines } from "./transfer-text.js";
import { weighedLines } from "./weighed-text.js";
import { strandedLines } from "./stranded-text.js";
import { targetLines } from "./target-text.js";

const STOPS: Readonly<Record<StopReason, string>> = {
  proved: "no plan is cheaper, which is proved",
  gapReached: "the search stopped at the gap asked for",
  workBudget: "the search stopped at its work budget",
  exhausted: "the search has tried all that it knows",
};

/** "4.09 %: at most $63.18 a month could be saved". */
function gapText(plan: Plan): string {
  const { cost, search } = plan;
  const percent = gapOfPpm(search.gapPpm);
  const most = costWithPenalties(plan) - search.boundMicroPerHour;
  return most === 0 ? percent : `${percent}: at most ${monthly(most, cost.currency)} a month could be saved`;
}

const FURTHER: Readonly<Record<FurtherObjective, (value: number) => string>> = {
  nodes: (value) => plural(value, "node"),
  instanceTypes: (value) => plural(value, "instance type"),
  carbon: (value) => `${count(Math.round(microPerMonth(value) / 1000))} kg CO2e a month`,
  stranded: (value) => `${(value / 1000).toFixed(1)} nodes of stranded capacity`,
  moves: (value) => `${plural(value, "pod")} to move`,
};

/** What was made small after cost: "then    9 nodes, 17 in the cheapest plan". */
function furtherLines({ furtherObjectives = [] }: SearchPlan): string[] {
  return furtherObjectives.map(({ name, value, atLeastCost }) => {
    const words = FURTHER[name];
    const saved =
      value === atLeastCost
        ? "as in the cheapest plan found"
        : `${words(atLeastCost)} in the cheapest plan found`;
    return `  then    ${words(value)}: ${saved}`;
  });
}

/** What is left out, and what it counts. */
function penaltyLines({ cost, workloads, divisions = {} }: Plan): string[] {
  const { penaltiesMicroPerHour: penalties, currency } = cost;
  if (penalties === undefined) return [];
  const parts = [...Object.values(workloads), ...Object.values(divisions)];
  const replicas = parts.reduce((sum, { leftOut }) => sum + (leftOut?.replicas ?? 0), 0);
  return [
    `  left    ${plural(replicas, "replica")} out: a penalty of ${monthly(penalties, currency)} a month, which nobody pays`,
  ];
}

function headline(plan: Plan): string[] {
  const { cost, search, carbon } = plan;
  const workloads = Object.keys(plan.workloads).length;
  const replicas = Object.values(plan.workloads).reduce((sum, workload) => sum + workload.replicas, 0);
  const penalties = cost.penaltiesMicroPerHour === undefined ? "" : ", penalties counted";
  const inOrder = targets(plan).some(({ priorities }) => priorities !== undefined);
  const order = inOrder ? ", of those that leave no more of any priority out" : "";
  const lines = [
    `Plan of fleet ${plan.name}: ${plural(workloads, "workload")}, ${plural(replicas, "replica")}, ${plural(nodesOf(plan), "node")}`,
    "",
    `  cost    ${money(cost.microPerMonth, cost.currency)} a month (${money(cost.microPerHour, cost.currency, 4)} an hour)`,
    ...licenceCostLines(plan),
    ...budgetLines(plan),
    ...hoursCostLines(plan),
    ...penaltyLines(plan),
    `  bound   ${monthly(search.boundMicroPerHour, cost.currency)} a month: no plan of this spec costs less${penalties}${order}`,
    ...divisionBoundLines(search, cost.currency),
    `  gap     ${gapText(plan)}; ${STOPS[search.stop]}` +
      ` (${count(search.workUnits)} of ${count(search.workUnitsLimit)} work units)`,
  ];
  lines.push(
    ...weighedLines(plan),
    ...furtherLines(search),
    ...realisationLines(plan),
    ...standbyLines(plan),
    ...movesLines(plan),
    ...strandedLines(plan),
  );
  if (search.certificate !== undefined)
    lines.push(`  proof   a certificate shows ${certifiedBoundText(plan, search.certificate)}`);
  if (carbon.operationalGramsPerHour > 0) {
    const kilograms = Math.round(microPerMonth(carbon.operationalGramsPerHour) / 1000);
    lines.push(`  carbon  ${count(kilograms)} kg CO2e a month in operation`);
  }
  return lines;
}

function targets(plan: Plan): TargetPlan[] {
  return [...byName(plan.clusters), ...byName(plan.edgeSites)].map(([, target]) => target);
}

function nodesOf(plan: Plan): number {
  return targets(plan)
    .flatMap((target) => Object.values(target.purchases))
    .reduce((sum, purchase) => sum + purchase.count, 0);
}

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

/** The whole plan; ends with a newline. */
export function renderPlan(plan: Plan): string {
  const lines = headline(plan);
  for (const target of targets(plan)) {
    lines.push("", ...targetLines(plan, target));
  }
  const warnings = plan.warnings.filter(({ severity }) => severity !== "info");
  lines.push(
    ...listed("Divided among places", divisionLines(plan)),
    ...listed("Round trips", latencyLines(plan)),
    ...listed("Quotas of accounts", [...quotaLines(plan), ...loadBalancerLines(plan)]),
    ...listed("Addresses", networkLines(plan)),
    ...listed("Traffic", trafficLines(plan)),
    ...listed("Providers", vendorShareLines(plan)),
    ...listed("Licences", licenceLines(plan)),
    ...listed("Commitments", commitmentLines(plan)),
    ...listed("Law", lawLines(plan)),
    ...listed("Leaves the country", transferLines(plan)),
    ...listed("Warnings", renderDiagnostics(warnings)),
    ...listed("Prices", priceLines(plan)),
    ...listed("Assumed", assumptionLines(plan.assumptions)),
    ...listed("Not counted", plan.notCounted),
  );
  return `${lines.map(printable).join("\n")}\n`;
}
