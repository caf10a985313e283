/** Cost against another objective, as a table. */
import type { Weights } from "../model/fleet.js";
import type { ParetoAxis, ParetoFront, ParetoPoint } from "../model/pareto.js";
import { HOURS_PER_MONTH } from "../units/money.js";
import { count, monthly, plural } from "./amounts.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

const MICRO = 1_000_000;
const MILLIGRAMS_PER_KG = 1_000_000;

interface AxisWords {
  readonly title: string;
  /** What the spec calls its weight. */
  readonly field: string;
  readonly amount: (value: number) => string;
  /** USD, as the spec's field counts. */
  readonly price: (weights: Weights) => number;
  readonly each: string;
}

const WORDS: Readonly<Record<ParetoAxis, AxisWords>> = {
  carbon: {
    title: "CARBON A MONTH",
    field: "perKgCo2e",
    amount: (value) => `${((value * HOURS_PER_MONTH) / MILLIGRAMS_PER_KG).toFixed(1)} kg`,
    price: ({ microPerKgCo2e }) => microPerKgCo2e / MICRO,
    each: "a kg CO2e",
  },
  nodes: {
    title: "NODES",
    field: "perNodeMonth",
    amount: count,
    price: ({ microPerNodeHour }) => (microPerNodeHour * HOURS_PER_MONTH) / MICRO,
    each: "a node and month",
  },
  instanceTypes: {
    title: "INSTANCE TYPES",
    field: "perInstanceTypeMonth",
    amount: count,
    price: ({ microPerInstanceTypeHour }) => (microPerInstanceTypeHour * HOURS_PER_MONTH) / MICRO,
    each: "a type and month",
  },
  moves: {
    title: "PODS THAT MOVE",
    field: "perMove",
    amount: count,
    price: ({ microPerMoveHour }) => (microPerMoveHour * HOURS_PER_MONTH) / MICRO,
    each: "a pod, paid back in a month",
  },
};

function headline({ axis, points, planned, isComplete }: ParetoFront, fleet: string): string {
  const name = axis === "instanceTypes" ? "instance types" : axis;
  const kept = `${plural(points.length, "plan")} of ${count(planned)} made, each verified`;
  const more = isComplete ? "" : "; there may be others between them (--points asks for more)";
  const none = points.length === 1 ? "; none that was found has less of it" : "";
  return `Cost against ${name} of fleet ${fleet}: ${kept}${none}${more}`;
}

/** Written so that reading it again gives the same weight. */
function decimal(price: number): string {
  return String(Number(price.toPrecision(12)));
}

function rowOf(point: ParetoPoint, { amount, price }: AxisWords, before: ParetoPoint | undefined): string[] {
  const { currency } = point.plan.cost;
  const more = before === undefined ? 0 : point.microPerHour - before.microPerHour;
  const less = before === undefined ? 0 : before.value - point.value;
  return [
    monthly(point.microPerHour, currency),
    monthly(point.boundMicroPerHour, currency),
    amount(point.value),
    amount(point.valueBound),
    less === 0 ? "-" : `+${monthly(more, currency)} for ${amount(less)} less`,
    decimal(price(point.weights)),
  ];
}

export function renderPareto(front: ParetoFront): string {
  const words = WORDS[front.axis];
  const [first] = front.points;
  if (first === undefined) return "";
  const rows = front.points.map((point, index) => rowOf(point, words, front.points[index - 1]));
  const columns = [
    rightColumn("COST A MONTH"),
    rightColumn("AT LEAST"),
    rightColumn(words.title),
    rightColumn("AT LEAST"),
    leftColumn("AGAINST THE ONE BEFORE"),
    rightColumn("WEIGHT"),
  ];
  const notCounted = [...new Set(front.points.flatMap(({ plan }) => plan.notCounted))].filter((line) =>
    line.includes("carbon"),
  );
  return [
    headline(front, first.plan.name),
    "",
    ...renderTable(columns, rows, "  "),
    "",
    "At least: no plan with that value costs less, and none at that cost has less of it.",
    ...(front.axis === "carbon" ? notCounted.map((line) => `Not counted: ${line}`) : []),
    `A point is planned, locked and built with its weight (USD ${words.each}) in the spec: objective: { weights: { ${words.field}: WEIGHT } }`,
    "",
  ].join("\n");
}
