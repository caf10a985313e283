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
import type { Plan } from "../model/plan.js";
import { longestPromise, planFleetChecked, promisesOf } from "../plan/index.js";
import type { Promises } from "../plan/index.js";
import { omitted } from "../units/omitted.js";
import type { NoPlan, ParetoInput, ParetoOutcome } from "./input.js";
import { undominated } from "./undominated.js";

interface Found {
  /** Index of the promise that was the limit. */
  readonly limit: number;
  readonly cost: number;
  readonly value: number;
  readonly plan: Plan;
  /** No plan within the limit costs less. */
  readonly bound: number;
}

type Tried = Found | NoPlan;

/** One fleet, planned under one limit after another. */
class Limits {
  private readonly known = new Map<number, Tried>();
  readonly promises: Promises;
  /** Index of the least promise that any plan must make. */
  readonly first: number;

  constructor(private readonly input: ParetoInput<"latency">) {
    const { fleet, catalogue } = input;
    this.promises = promisesOf(fleet, catalogue);
    this.first = Math.max(0, this.promises.all.indexOf(this.promises.least));
  }

  get planned(): number {
    return this.known.size;
  }

  found(): Found[] {
    return [...this.known.values()].flatMap((one) => ("plan" in one ? [one] : []));
  }

  /** Indices of limits that were not tried, and that no proof shuts out. */
  open(): number[] {
    return this.promises.all.flatMap((_time, index) =>
      index >= this.provedAbove(Infinity) && !this.known.has(index) ? [index] : [],
    );
  }

  /** The least index that a plan of such a cost may promise, as far as is proved. */
  provedAbove(cost: number): number {
    let least = this.first;
    for (const [index, tried] of this.known) {
      const isShut = "plan" in tried ? tried.bound > cost : tried.status === "infeasible";
      if (isShut) least = Math.max(least, index + 1);
    }
    return least;
  }

  at(limit: number): Tried {
    const before = this.known.get(limit);
    if (before !== undefined) return before;
    const tried = this.plan(limit);
    this.known.set(limit, tried);
    return tried;
  }

  private plan(limit: number): Tried {
    const { catalogue, version, previous, fleet } = this.input;
    const own = omitted(omitted(fleet, "furtherObjectives"), "weights");
    const most = this.promises.all[limit];
    const limited: CheckedFleet = {
      ...own,
      limits: { ...own.limits, ...(most === undefined ? {} : { maxPromisedMicroseconds: most }) },
    };
    const outcome = planFleetChecked({
      fleet: limited,
      catalogue,
      version,
      ...(previous === undefined ? {} : { previous }),
    });
    if (outcome.status !== "planned") return outcome;
    const { plan } = outcome;
    return {
      limit,
      cost: plan.cost.microPerHour + (plan.cost.penaltiesMicroPerHour ?? 0),
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
function nextLimit(front: readonly Found[], limits: Limits): number | undefined {
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

function pointOf(one: Found, limits: Limits): ParetoPoint {
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
  if (!("plan" in cheapest)) return cheapest;
  limits.at(limits.first);
  const byLimit = (left: Found, right: Found): number => right.limit - left.limit;
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
