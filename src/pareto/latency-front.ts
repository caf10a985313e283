/**
 * Cost against the longest round trip that is promised to a demand point: the most, over all workloads, demand points
 * and replicas that serve them, of what was measured, else of what 95 of 100 measured pairs at that distance were below.
 * Such a promise is one of finitely many times, so each of them may be a limit (Haimes, Lasdon, Wismer, "On a
 * bicriterion formulation", IEEE Transactions on Systems, Man, and Cybernetics 1, 1971): the cheapest plan under a
 * limit bounds the cost of every plan that promises as little, points inside the convex hull are found too, and a limit
 * whose bound is above a plan's cost is one that no plan so cheap keeps.
 */
import type { CheckedFleet } from "../model/fleet.js";
import type { ParetoPoint } from "../model/pareto.js";
import { costWithPenalties } from "../model/plan-cost.js";
import type { Plan } from "../model/plan.js";
import { longestPromise, promisesOf } from "../plan/index.js";
import type { Promises } from "../plan/index.js";
import { omitted } from "../units/omitted.js";
import type { ParetoInput, ParetoOutcome } from "./input.js";
import { Tries, isFound } from "./tries.js";
import type { Found } from "./tries.js";
import { undominated } from "./undominated.js";

interface LimitedPoint extends Found {
  /** Index of the promise that was the limit. */
  readonly limit: number;
  /** No plan within the limit costs less. */
  readonly bound: number;
}

/** By index of a promise. */
class Limits extends Tries<LimitedPoint, "latency"> {
  readonly promises: Promises;
  /** Index of the least promise that any plan must make. */
  readonly first: number;

  constructor(input: ParetoInput<"latency">) {
    super(input);
    this.promises = promisesOf(input.fleet, input.catalogue);
    this.first = Math.max(0, this.promises.all.indexOf(this.promises.least));
  }

  /** Indices of limits that were not tried, and that no proof shuts out. */
  open(): number[] {
    return this.promises.all.flatMap((_time, index) =>
      index >= this.provedAbove(Infinity) && !this.has(index) ? [index] : [],
    );
  }

  /** The least index that a plan of such a cost may promise, as far as is proved. */
  provedAbove(cost: number): number {
    let least = this.first;
    for (const [index, tried] of this.known) {
      const isShut = isFound(tried) ? tried.bound > cost : tried.status === "infeasible";
      if (isShut) least = Math.max(least, index + 1);
    }
    return least;
  }

  protected fleetAt(limit: number): CheckedFleet {
    const own = omitted(this.input.fleet, "furtherObjectives", "weights");
    const most = this.promises.all[limit];
    return {
      ...own,
      limits: { ...own.limits, ...(most === undefined ? {} : { maxPromisedMicroseconds: most }) },
    };
  }

  protected pointOf(limit: number, plan: Plan): LimitedPoint {
    return {
      limit,
      cost: costWithPenalties(plan),
      value: longestPromise(plan),
      plan,
      bound: plan.search.boundMicroPerHour,
    };
  }
}

function middle(limits: readonly number[]): number | undefined {
  return limits[Math.floor(limits.length / 2)];
}

/** The middle one between the neighbours with most between them, then of those below all. */
function nextLimit(front: readonly LimitedPoint[], limits: Limits): number | undefined {
  const { all } = limits.promises;
  const open = limits.open();
  const within = (least: number, most: number): number[] =>
    open.filter((index) => (all[index] ?? 0) > least && (all[index] ?? 0) < most);
  let [best, most]: [number | undefined, number] = [undefined, 0];
  for (const [index, dear] of front.entries()) {
    const cheap = front[index - 1];
    if (cheap === undefined) continue;
    const next = middle(within(dear.value, cheap.value));
    const between = (dear.cost - cheap.cost) * (cheap.value - dear.value);
    if (next !== undefined && between > most) [best, most] = [next, between];
  }
  return best ?? middle(within(-Infinity, front.at(-1)?.value ?? 0));
}

function pointOf(one: LimitedPoint, limits: Limits): ParetoPoint {
  const { all } = limits.promises;
  const looser = limits.found().filter(({ limit }) => (all[limit] ?? 0) >= one.value);
  const bounds = looser.map(({ bound }) => bound);
  return {
    microPerHour: one.cost,
    value: one.value,
    boundMicroPerHour: Math.min(one.cost, Math.max(0, ...bounds)),
    valueBound: Math.min(one.value, all[limits.provedAbove(one.cost)] ?? one.value),
    maxPromisedMicroseconds: all[one.limit] ?? one.value,
    plan: one.plan,
  };
}

/** `input.fleet`: some workload of it serves a demand point. */
export function latencyFront(input: ParetoInput<"latency">): ParetoOutcome {
  const limits = new Limits(input);
  const cheapest = limits.at(Math.max(0, limits.promises.all.length - 1));
  if (!isFound(cheapest)) return cheapest;
  limits.at(limits.first);
  const byLimit = (left: LimitedPoint, right: LimitedPoint): number => right.limit - left.limit;
  let front = undominated(limits.found(), byLimit);
  let next = nextLimit(front, limits);
  while (next !== undefined && limits.planned < input.points) {
    limits.at(next);
    front = undominated(limits.found(), byLimit);
    next = nextLimit(front, limits);
  }
  return {
    status: "found",
    front: {
      axis: "latency",
      points: front.map((one) => pointOf(one, limits)),
      planned: limits.planned,
      isComplete: next === undefined,
    },
  };
}
