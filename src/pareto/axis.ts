/** What one axis is: how a weight on it is written, and how a plan's value is read. */
import type { Weights } from "../model/fleet.js";
import type { WeighedAxis } from "../model/pareto.js";
import type { Plan, WeighedPlan } from "../model/plan.js";

const NOTHING: Weights = {
  microPerKgCo2e: 0,
  microPerNodeHour: 0,
  microPerInstanceTypeHour: 0,
  microPerMoveHour: 0,
};

type WeighedPart = Extract<
  keyof WeighedPlan,
  "nodesMicroPerHour" | "instanceTypesMicroPerHour" | "movesMicroPerHour"
>;

/** Of one node, type, move or kilogram. */
type Price = Exclude<keyof Weights, "moveHours">;

interface Axis {
  readonly weight: Price;
  /** Values that one weight is the price of: milligrams of a kilogram, else 1. */
  readonly unit: number;
  readonly valueOf: (plan: Plan) => number;
}

/** The weighed parts are counted by the plan; those of carbon are rounded, node by node. */
function counted(part: WeighedPart, weight: Price): Axis["valueOf"] {
  return ({ search: { weighed } }) => (weighed === undefined ? 0 : weighed[part] / weighed.weights[weight]);
}

function milligrams({ clusters, edgeSites }: Plan): number {
  return [...Object.values(clusters), ...Object.values(edgeSites)]
    .flatMap(({ purchases }) => Object.values(purchases))
    .reduce((sum, { count, milligramsPerHour = 0 }) => sum + count * milligramsPerHour, 0);
}

export const AXES: Readonly<Record<WeighedAxis, Axis>> = {
  carbon: { weight: "microPerKgCo2e", unit: 1_000_000, valueOf: milligrams },
  nodes: {
    weight: "microPerNodeHour",
    unit: 1,
    valueOf: counted("nodesMicroPerHour", "microPerNodeHour"),
  },
  instanceTypes: {
    weight: "microPerInstanceTypeHour",
    unit: 1,
    valueOf: counted("instanceTypesMicroPerHour", "microPerInstanceTypeHour"),
  },
  moves: {
    weight: "microPerMoveHour",
    unit: 1,
    valueOf: counted("movesMicroPerHour", "microPerMoveHour"),
  },
};

export function weightsFor(axis: WeighedAxis, weight: number): Weights {
  return { ...NOTHING, [AXES[axis].weight]: weight };
}
