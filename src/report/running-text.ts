/** A plan beside what runs today, for people. */
import { PLAN_CURRENCY } from "../model/plan.js";
import { monthly, percentOfPpm, plural } from "./amounts.js";

interface NodesAndCost {
  readonly nodes: number;
  readonly microPerHour: number;
}

/** As `compareRunning` gives it. */
export interface ComparedCluster {
  readonly name: string;
  readonly running: NodesAndCost;
  readonly planned: NodesAndCost;
  readonly moves: {
    readonly addNodes: number;
    readonly removeNodes: number;
    readonly runningPods: number;
    readonly movePods: number;
  };
  readonly unpriced: readonly {
    readonly instanceType: string;
    readonly purchaseOption: string;
    readonly nodes: number;
  }[];
}

export interface Compared {
  readonly clusters: readonly ComparedCluster[];
  readonly notRunning: readonly string[];
  readonly notPlanned: readonly string[];
}

/** "saves $120.00 a month (12.00 %)". */
function savingText({ running, planned, unpriced }: ComparedCluster): string {
  const saved = running.microPerHour - planned.microPerHour;
  const amount = monthly(Math.abs(saved), PLAN_CURRENCY);
  if (unpriced.length > 0 && saved <= 0) return "what it saves is unknown, as nodes that run have no price";
  if (saved === 0) return "the plan costs the same";
  if (saved < 0) return `the plan costs ${amount} a month more`;
  const share =
    running.microPerHour === 0 ? "" : ` (${percentOfPpm(Math.floor((saved / running.microPerHour) * 1e6))})`;
  return `the plan saves ${unpriced.length > 0 ? "at least " : ""}${amount} a month${share}`;
}

function clusterLines(cluster: ComparedCluster): string[] {
  const { name, running, planned, moves, unpriced } = cluster;
  const { addNodes, removeNodes, movePods, runningPods } = moves;
  return [
    `  ${name}: ${plural(running.nodes, "node")} run for ${monthly(running.microPerHour, PLAN_CURRENCY)} a month, ` +
      `${plural(planned.nodes, "node")} are planned for ${monthly(planned.microPerHour, PLAN_CURRENCY)}: ${savingText(cluster)}`,
    `    to get there: add ${plural(addNodes, "node")}, remove ${plural(removeNodes, "node")}, move at most ${movePods} of ${plural(runningPods, "pod")}`,
    ...unpriced.map(
      ({ nodes, instanceType, purchaseOption }) =>
        `    without a price: ${plural(nodes, "node")} ${instanceType === "" ? "of no known type" : instanceType} (${purchaseOption})`,
    ),
  ];
}

/** What the plan would change about what runs; ends with a newline. */
export function renderComparison({ clusters, notRunning, notPlanned }: Compared): string {
  const lines = [
    "Beside what runs today (machines alone)",
    ...clusters.flatMap(clusterLines),
    ...notRunning.map((name) => `  ${name}: the file of what runs says nothing of it`),
    ...notPlanned.map((name) => `  ${name}: runs, and is no cluster of this fleet`),
  ];
  return `\n${lines.join("\n")}\n`;
}
