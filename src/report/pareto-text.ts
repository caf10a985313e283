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
  readonly amount: (value: number) => string;
  /** Above what the spec takes to plan a point again. */
  readonly again: string;
  readonly lever: (point: ParetoPoint) => number;
  /** How that is written. */
  readonly howTo: string;
}

interface Weighing {
  /** What the spec calls its weight. */
  readonly field: string;
  /** USD, as the spec's field counts. */
  readonly price: (weights: Weights) => number;
  readonly each: string;
}

function byWeight({ field, price, each }: Weighing): Omit<AxisWords, "title" | "amount"> {
  return {
    again: "WEIGHT",
    lever: ({ weights }) => (weights === undefined ? 0 : price(weights)),
    howTo: `with its weight (USD ${each}) in the spec: objective: { weights: { ${field}: WEIGHT } }`,
  };
}

const WORDS: Readonly<Record<ParetoAxis, AxisWords>> = {
  carbon: {
    title: "CARBON A MONTH",
    amount: (value) => `${((value * HOURS_PER_MONTH) / MILLIGRAMS_PER_KG).toFixed(1)} kg`,
    ...byWeight({
      field: "perKgCo2e",
      price: ({ microPerKgCo2e }) => microPerKgCo2e / MICRO,
      each: "a kg CO2e",
    }),
  },
  nodes: {
    title: "NODES",
    amount: count,
    ...byWeight({
      field: "perNodeMonth",
      price: ({ microPerNodeHour }) => (microPerNodeHour * HOURS_PER_MONTH) / MICRO,
      each: "a node and month",
    }),
  },
  instanceTypes: {
    title: "INSTANCE TYPES",
    amount: count,
    ...byWeight({
      field: "perInstanceTypeMonth",
      price: ({ microPerInstanceTypeHour }) => (microPerInstanceTypeHour * HOURS_PER_MONTH) / MICRO,
      each: "a type and month",
    }),
  },
  moves: {
    title: "PODS THAT MOVE",
    amount: count,
    ...byWeight({
      field: "perMove",
      price: ({ microPerMoveHour }) => (microPerMoveHour * HOURS_PER_MONTH) / MICRO,
      each: "a pod, paid back in a month",
    }),
  },
  latency: {
    title: "LONGEST ROUND TRIP",
    amount: (microseconds) => `${(microseconds / 1000).toFixed(1)} ms`,
    again: "LIMIT",
    lever: ({ maxPromisedMicroseconds = 0 }) => maxPromisedMicroseconds / 1000,
    howTo: "with its limit (ms) in the spec: limits: { maxPromisedMs: LIMIT }",
  },
};

const PROMISES =
  "Round trips are those from replicas to the demand points that they serve: as measured, else what 95 of 100 measured pairs at that distance were below.";

const NAMES: Partial<Record<ParetoAxis, string>> = {
  instanceTypes: "instance types",
  latency: "the longest round trip that is promised",
};

function headline({ axis, points, planned, isComplete }: ParetoFront, fleet: string): string {
  const name = NAMES[axis] ?? axis;
  const kept = `${plural(points.length, "plan")} of ${count(planned)} made, each verified`;
  const more = isComplete ? "" : "; there may be others between them (--points asks for more)";
  const none = points.length === 1 ? "; none that was found has less of it" : "";
  return `Cost against ${name} of fleet ${fleet}: ${kept}${none}${more}`;
}

/** Written so that reading it again gives the same weight. */
function decimal(price: number): string {
  return String(Number(price.toPrecision(12)));
}

function rowOf(point: ParetoPoint, { amount, lever }: AxisWords, before: ParetoPoint | undefined): string[] {
  const { currency } = point.plan.cost;
  const more = before === undefined ? 0 : point.microPerHour - before.microPerHour;
  const less = before === undefined ? 0 : before.value - point.value;
  return [
    monthly(point.microPerHour, currency),
    monthly(point.boundMicroPerHour, currency),
    amount(point.value),
    amount(point.valueBound),
    less === 0 ? "-" : `+${monthly(more, currency)} for ${amount(less)} less`,
    decimal(lever(point)),
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
    rightColumn(words.again),
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
    ...(front.axis === "latency" ? [PROMISES] : []),
    `A point is planned, locked and built ${words.howTo}`,
    "",
  ].join("\n");
}
