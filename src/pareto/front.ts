/**
 * Cost against another objective: weighed sums whose weights follow from the points found so far (Aneja, Nair,
 * "Bicriteria transportation problem", Management Science 25, 1979). Between two neighbours the weight that makes
 * both equal is planned next; what is better there lies between them. Each sum's proven bound is a half-plane that
 * no plan is below, and all of them together bound the whole front. Points that only a sum of no weights could find
 * (those inside the convex hull) are found where a search happens on them, not by right.
 */
import type { CheckedFleet, Weights } from "../model/fleet.js";
import type { ParetoPoint, WeighedAxis } from "../model/pareto.js";
import type { Plan } from "../model/plan.js";
import { planFleetChecked } from "../plan/index.js";
import { omitted } from "../units/omitted.js";
import { AXES, weightsFor } from "./axis.js";
import type { NoPlan, ParetoInput, ParetoOutcome } from "./input.js";
import { latencyFront } from "./latency-front.js";
import { undominated } from "./undominated.js";

/** The far end weighs so many times what the cheapest plan costs: cost decides among equals there. */
const FAR = 100;
/** Weights are whole micro-units; above this the sums of large fleets would leave the exact range. */
const MOST = 1e12;

interface Found {
  readonly weight: number;
  readonly cost: number;
  readonly value: number;
  readonly plan: Plan;
  /** No plan's cost + weight x value is smaller. */
  readonly bound: number;
}

type Tried = Found | NoPlan;

function isFound(tried: Tried): tried is Found {
  return "plan" in tried;
}

/** One fleet, planned under one weight after another. */
class Sums {
  private readonly known = new Map<number, Tried>();

  constructor(private readonly input: ParetoInput<WeighedAxis>) {}

  get planned(): number {
    return this.known.size;
  }

  found(): Found[] {
    return [...this.known.values()].filter(isFound);
  }

  has(weight: number): boolean {
    return this.known.has(weight);
  }

  at(weight: number): Tried {
    const before = this.known.get(weight);
    if (before !== undefined) return before;
    const tried = this.plan(weight);
    this.known.set(weight, tried);
    return tried;
  }

  private plan(weight: number): Tried {
    const { axis, fleet, catalogue, version, previous } = this.input;
    const weighing: CheckedFleet = {
      ...omitted(fleet, "furtherObjectives"),
      weights: weightsFor(axis, weight),
    };
    const outcome = planFleetChecked({
      fleet: weighing,
      catalogue,
      version,
      ...(previous === undefined ? {} : { previous }),
    });
    if (outcome.status !== "planned") return outcome;
    const { cost, search } = outcome.plan;
    return {
      weight,
      cost: cost.microPerHour + (cost.penaltiesMicroPerHour ?? 0),
      value: AXES[axis].valueOf(outcome.plan),
      plan: outcome.plan,
      bound: search.weighed?.boundMicroPerHour ?? search.boundMicroPerHour,
    };
  }
}

function byWeight(left: Found, right: Found): number {
  return left.weight - right.weight;
}

/** At which two points weigh the same; undefined where no whole weight lies between. */
function weightBetween(cheap: Found, far: Found, unit: number): number | undefined {
  const weight = Math.round(((far.cost - cheap.cost) * unit) / (cheap.value - far.value));
  return weight >= 1 && weight <= MOST ? weight : undefined;
}

/** Of the pairs of neighbours whose weight was not tried, that with most between them. */
function nextWeight(front: readonly Found[], sums: Sums, unit: number): number | undefined {
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

function pointOf(one: Found, axis: WeighedAxis, all: readonly Found[]): ParetoPoint {
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
