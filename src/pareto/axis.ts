/** What one axis is: how a weight on it is written, and how a plan's value is read. */
import type { Weights } from "../model/fleet.js";
import type { ParetoAxis } from "../model/pareto.js";
import type { Plan } from "../model/plan.js";

const NOTHING: Weights = {
  microPerKgCo2e: 0,
  microPerNodeHour: 0,
  microPerInstanceTypeHour: 0,
  microPerMoveHour: 0,
};

interface Axis {
  readonly weight: keyof Weights;
  /** Values that one weight is the price of: milligrams of a kilogram, else 1. */
  readonly unit: number;
  readonly valueOf: (plan: Plan) => number;
}

function overPurchases(
  plan: Plan,
  of: (purchase: Plan["clusters"][string]["purchases"][string]) => number,
): number {
  return [...Object.values(plan.clusters), ...Object.values(plan.edgeSites)]
    .flatMap(({ purchases }) => Object.values(purchases))
    .reduce((sum, purchase) => sum + of(purchase), 0);
}

function typesOf({ clusters, edgeSites }: Plan): number {
  const targets = [...Object.values(clusters), ...Object.values(edgeSites)];
  return targets.reduce((sum, { purchases }) => {
    const types = Object.values(purchases).map(({ pool, instanceType }) => `${pool} ${instanceType}`);
    return sum + new Set(types).size;
  }, 0);
}

export const AXES: Readonly<Record<ParetoAxis, Axis>> = {
  carbon: {
    weight: "microPerKgCo2e",
    unit: 1_000_000,
    valueOf: (plan) => overPurchases(plan, ({ count, milligramsPerHour = 0 }) => count * milligramsPerHour),
  },
  nodes: {
    weight: "microPerNodeHour",
    unit: 1,
    valueOf: (plan) => overPurchases(plan, ({ count }) => count),
  },
  instanceTypes: { weight: "microPerInstanceTypeHour", unit: 1, valueOf: typesOf },
  moves: { weight: "microPerMoveHour", unit: 1, valueOf: (plan) => plan.moves?.movePods ?? 0 },
};

export function weightsFor(axis: ParetoAxis, weight: number): Weights {
  return { ...NOTHING, [AXES[axis].weight]: weight };
}
