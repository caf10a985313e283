/**
 * Cost against another objective: weighed sums whose weights follow from the points found so far (Aneja, Nair,
 * "Bicriteria transportation problem", Management Science 25, 1979). Between two neighbours the weight that makes
 * both equal is planned next; what is better there lies between them. Each sum's proven bound is a half-plane that
 * no plan is below, and all of them together bound the whole front. Points that only a sum of no weights could find
 * (those inside the convex hull) are found where a search happens on them, not by right.
 */
import type { CheckedFleet, Weights } from "../model/fleet.js";
import type { ParetoPoint, WeighedAxis } from "../model/pareto.js";
import { costWithPenalties } from "../model/plan-cost.js";
import type { Plan } from "../model/plan.js";
import { omitted } from "../units/omitted.js";
import { AXES, weightsFor } from "./axis.js";
import type { ParetoInput, ParetoOutcome } from "./input.js";
import { latencyFront } from "./latency-front.js";
import { Tries, isFound } from "./tries.js";
import type { Found } from "./tries.js";
import { undominated } from "./undominated.js";

/** The far end weighs so many times what the cheapest plan costs: cost decides among equals there. */
const FAR = 100;
/** Weights are whole micro-units; above this the sums of large fleets would leave the exact range. */
const MOST = 1e12;

interface WeighedPoint extends Found {
  readonly weight: number;
  /** No plan's cost + weight x value is smaller. */
  readonly bound: number;
}

/** By weight. */
class Sums extends Tries<WeighedPoint, WeighedAxis> {
  protected fleetAt(weight: number): CheckedFleet {
    const { axis, fleet } = this.input;
    return { ...omitted(fleet, "furtherObjectives"), weights: weightsFor(axis, weight) };
  }

  protected pointOf(weight: number, plan: Plan): WeighedPoint {
    const { search } = plan;
    return {
      weight,
      cost: costWithPenalties(plan),
      value: AXES[this.input.axis].valueOf(plan),
      plan,
      bound: search.weighed?.boundMicroPerHour ?? search.boundMicroPerHour,
    };
  }
}

function byWeight(left: WeighedPoint, right: WeighedPoint): number {
  return left.weight - right.weight;
}

/** At which two points weigh the same; undefined where no whole weight lies between. */
function weightBetween(cheap: WeighedPoint, far: WeighedPoint, unit: number): number | undefined {
  const weight = Math.round(((far.cost - cheap.cost) * unit) / (cheap.value - far.value));
  return weight >= 1 && weight <= MOST ? weight : undefined;
}

/** Of the pairs of neighbours whose weight was not tried, that with most between them. */
function nextWeight(front: readonly WeighedPoint[], sums: Sums, unit: number): number | undefined {
  let [best, most]: [number | undefined, number] = [undefined, 0];
  for (const [index, far] of front.entries()) {
    const cheap = front[index - 1];
    if (cheap === undefined) continue;
    const weight = weightBetween(cheap, far, unit);
    const between = (far.cost - cheap.cost) * (cheap.value - far.value);
    if (weight !== undefined && !sums.has(weight) && between > most) [best, most] = [weight, between];
  }
  return best;
}

function pointOf(one: WeighedPoint, axis: WeighedAxis, all: readonly WeighedPoint[]): ParetoPoint {
  const { unit } = AXES[axis];
  const costBounds = all.map(({ bound, weight }) => Math.floor(bound - (weight * one.value) / unit));
  const valueBounds = all.map(({ bound, weight }) => Math.floor(((bound - one.cost) * unit) / weight));
  const weights: Weights = weightsFor(axis, one.weight);
  return {
    microPerHour: one.cost,
    value: one.value,
    boundMicroPerHour: Math.min(one.cost, Math.max(0, one.plan.search.boundMicroPerHour, ...costBounds)),
    valueBound: Math.min(one.value, Math.max(0, ...valueBounds)),
    weights,
    plan: one.plan,
  };
}

function weighedFront(input: ParetoInput<WeighedAxis>): ParetoOutcome {
  const { axis, points } = input;
  const { unit } = AXES[axis];
  const sums = new Sums(input);
  const cheapest = sums.at(1);
  if (!isFound(cheapest)) return cheapest;
  const far = (FAR * cheapest.cost * unit) / Math.max(1, cheapest.value);
  if (cheapest.value > 0) sums.at(Math.min(MOST, Math.max(2, Math.round(far))));
  let front = undominated(sums.found(), byWeight);
  let next = nextWeight(front, sums, unit);
  while (next !== undefined && sums.planned < points) {
    sums.at(next);
    front = undominated(sums.found(), byWeight);
    next = nextWeight(front, sums, unit);
  }
  return {
    status: "found",
    front: {
      axis,
      points: front.map((one) => pointOf(one, axis, sums.found())),
      planned: sums.planned,
      isComplete: next === undefined,
    },
  };
}

/** The cheapest plan and what more money buys on the axis; or why there is no plan. */
export function paretoFront({ axis, ...input }: ParetoInput): ParetoOutcome {
  return axis === "latency" ? latencyFront({ ...input, axis }) : weighedFront({ ...input, axis });
}
