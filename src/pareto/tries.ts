/** One fleet, planned under one number after another, each once: a weight, or a limit. */
import type { CheckedFleet } from "../model/fleet.js";
import type { Unplanned } from "../model/outcome.js";
import type { ParetoAxis } from "../model/pareto.js";
import type { Plan } from "../model/plan.js";
import { planFleetChecked } from "../plan/index.js";
import type { ParetoInput } from "./input.js";

export interface Found {
  readonly cost: number;
  readonly value: number;
  readonly plan: Plan;
}

export type Tried<Point extends Found> = Point | Unplanned;

export function isFound<Point extends Found>(tried: Tried<Point>): tried is Point {
  return "plan" in tried;
}

export abstract class Tries<Point extends Found, Axis extends ParetoAxis> {
  protected readonly known = new Map<number, Tried<Point>>();

  constructor(protected readonly input: ParetoInput<Axis>) {}

  /** The fleet under that number. */
  protected abstract fleetAt(at: number): CheckedFleet;

  protected abstract pointOf(at: number, plan: Plan): Point;

  get planned(): number {
    return this.known.size;
  }

  found(): Point[] {
    return [...this.known.values()].filter(isFound);
  }

  has(at: number): boolean {
    return this.known.has(at);
  }

  at(at: number): Tried<Point> {
    const before = this.known.get(at);
    if (before !== undefined) return before;
    const { catalogue, version, previous } = this.input;
    const outcome = planFleetChecked({
      fleet: this.fleetAt(at),
      catalogue,
      version,
      ...(previous === undefined ? {} : { previous }),
    });
    const tried = outcome.status === "planned" ? this.pointOf(at, outcome.plan) : outcome;
    this.known.set(at, tried);
    return tried;
  }
}
